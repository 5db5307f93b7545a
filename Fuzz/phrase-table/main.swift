import Fuzzing
@testable import ScamEvidence

// A phrase table and a phrase file: read, written and read again they are the same; any other bytes are refused.
fuzz { bytes in
    if let table = PhraseTable(reading: bytes) {
        require(PhraseTable(reading: table.serialized) == table, "what was read is written and read again")
    }
    guard let text = String(validating: bytes.prefix(2000), as: UTF8.self), let compiled = try? PhraseCompiler.compile([("en", text)]) else { return }
    let table = PhraseTable(reading: compiled)
    require(table?.serialized == compiled, "what was compiled is read and written again")
    var damaged = compiled
    damaged[bytes.reduce(0) { ($0 * 31 + Int($1)) % compiled.count }] = bytes.last ?? 0
    if let table = PhraseTable(reading: damaged) { require(PhraseTable(reading: table.serialized) == table, "a damaged one likewise") }
    require(PhraseTable(reading: Array(compiled.dropLast())) == nil, "what is cut short is refused")
}

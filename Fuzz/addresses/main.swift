import Fuzzing
import ScamEvidence

// Payment addresses: their pieces in order and inside; a plain one is found again when it stands alone.
fuzz { bytes in
    var start = 0
    for found in AddressScanner.scan(bytes) {
        require(!found.ranges.isEmpty, "an address stands somewhere")
        requireApart(found.ranges, within: start..<bytes.count, "address")
        start = found.ranges.first?.upperBound ?? start
        require(!found.address.value.isEmpty && found.address.value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "an address is printable")
        guard found.address.checksum == .valid else { continue }
        let again = AddressScanner.scan(Array("pay to \(found.address.value) now".utf8))
        require(
            again.count == 1 && again[0].address.value == found.address.value && again[0].address.form == found.address.form,
            "\(found.address) is found again, as \(again)")
    }
}

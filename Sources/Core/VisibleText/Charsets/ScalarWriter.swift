import MailMessage

/// Writes decoded characters as UTF-8 and notes where each came from.
///
/// Source offsets go forward only. The buffer is as large as any charset's text can become; a character beyond it, which no
/// decoder produces, is dropped rather than written outside.
struct ScalarWriter: ~Copyable {
    /// Up to here the map is exact to the character; text with more changes between ASCII and other characters than that
    /// (hostile, or many megabytes) is mapped in blocks, so that 12 bytes of map for each byte of text stay a few megabytes.
    static let exactSegments = 1 << 20
    static let coarseBlock = 256

    private let output: UnsafeMutableBufferPointer<UInt8>
    private let sourceCount: Int
    private(set) var count = 0
    private(set) var malformed = 0
    private(set) var map = OffsetMap()
    /// The run that is being written: bytes of output and of source a character, and the source offset where it goes on.
    private var run = (outputBytes: 0, sourceBytes: 0, sourceEnd: 0)
    private var segments = 0
    private var coarseEnd = 0

    private var isCoarse: Bool { segments >= Self.exactSegments }

    private init(_ output: UnsafeMutableBufferPointer<UInt8>, sourceCount: Int) {
        self.output = output
        self.sourceCount = sourceCount
    }

    /// One source byte becomes three bytes of UTF-8 at most; 8 more so that a word may be written whole at the end.
    static func text(of bytes: [UInt8], as charset: Charset, decode: (Span<UInt8>, inout ScalarWriter) -> Void) -> CharsetText {
        var map = OffsetMap()
        var malformed = 0
        let text = [UInt8](unsafeUninitializedCapacity: 3 * bytes.count + 16) { buffer, initialized in
            var writer = ScalarWriter(buffer, sourceCount: bytes.count)
            decode(bytes.span, &writer)
            initialized = writer.count
            map = writer.map
            malformed = writer.malformed
        }
        let defects: [Defect] = malformed > 0 ? [.charsetMalformed] : []
        return CharsetText(text: text, map: map, charset: charset, malformedCount: malformed, isGuess: false, defects: defects)
    }

    /// A run of bytes that are UTF-8 already.
    @inline(__always)
    mutating func copy(_ input: Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty, range.count <= output.count &- count else { return }
        note(range.lowerBound, outputBytes: 1, sourceBytes: 1, characters: range.count)
        if range.count <= 16, count <= output.count &- 16, range.lowerBound <= input.count &- 16 {
            // Short runs are the rule between other characters: two words are cheaper than a call of memcpy.
            let base = UnsafeMutableRawPointer(output.baseAddress!) + count
            base.storeBytes(of: input.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self), as: UInt64.self)
            (base + 8).storeBytes(of: input.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound &+ 8, as: UInt64.self), as: UInt64.self)
        } else {
            input.extracting(range).withUnsafeBufferPointer { source in
                UnsafeMutableBufferPointer(rebasing: output[count..<count + range.count]).baseAddress!.update(from: source.baseAddress!, count: source.count)
            }
        }
        count &+= range.count
    }

    /// Copies the ASCII run that begins at `start`, and gives its end.
    @inline(__always)
    mutating func copyASCII(_ input: Span<UInt8>, from start: Int) -> Int {
        if start < input.count, input[start] >= 0x80 { return start }
        let end = ASCIIScan.shortPrefix(input, from: start)
        copy(input, start..<end)
        return end
    }

    /// A code point that all of the source bytes stand for; what is no scalar value becomes U+FFFD.
    @inline(__always)
    mutating func append(_ scalar: UInt32, source: Int, length: Int) {
        append(packed: UTF8Decoding.packed(scalar), source: source, length: length)
    }

    /// A character as its UTF-8 bytes, lowest byte first, and their number in the top byte where that is free.
    @inline(__always)
    mutating func append(packed: UInt32, source: Int, length: Int) {
        let size = packed >> 24 < 4 ? Int(packed >> 24) : 4
        guard count <= output.count &- 4 else { return }
        note(source, outputBytes: size, sourceBytes: length, characters: 1)
        (UnsafeMutableRawPointer(output.baseAddress!) + count).storeBytes(of: packed.littleEndian, as: UInt32.self)
        count &+= size
    }

    /// One source byte that is one output byte, other than in a copied run.
    @inline(__always)
    mutating func appendASCII(_ byte: UInt8, source: Int) {
        guard count < output.count else { return }
        note(source, outputBytes: 1, sourceBytes: 1, characters: 1)
        output[count] = byte
        count &+= 1
    }

    /// U+FFFD for bytes that stand for no character.
    @inline(never)
    mutating func appendMalformed(source: Int, length: Int) {
        malformed &+= 1
        append(0xFFFD, source: source, length: length)
    }

    /// Characters of one size from `source` on are about to be written; most go on with the run before them.
    @inline(__always)
    private mutating func note(_ source: Int, outputBytes: Int, sourceBytes: Int, characters: Int) {
        if run == (outputBytes, sourceBytes, source) {
            run.sourceEnd &+= sourceBytes &* characters
        } else {
            begin(source, outputBytes, sourceBytes, characters)
        }
    }

    @inline(never)
    private mutating func begin(_ source: Int, _ outputBytes: Int, _ sourceBytes: Int, _ characters: Int) {
        if isCoarse, characters < Self.coarseBlock / 4 { return noteBlock(source) }
        segments &+= 1
        coarseEnd = source
        run = (outputBytes, sourceBytes, source &+ sourceBytes &* characters)
        if outputBytes == 1, sourceBytes == 1 {
            map.appendLinear(output: count, source: source)
        } else {
            map.appendUnits(output: count, source: source, outputBytes: outputBytes, sourceBytes: sourceBytes)
        }
    }

    private mutating func noteBlock(_ source: Int) {
        run = (0, 0, 0)
        guard source >= coarseEnd else { return }
        coarseEnd = min(source &+ Self.coarseBlock, sourceCount)
        map.appendAtomic(output: count, source: source..<max(coarseEnd, source &+ 1))
    }
}

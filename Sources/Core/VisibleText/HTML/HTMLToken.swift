/// One token of HTML (WHATWG HTML § 13.2.5), as ranges of the input; nothing is decoded yet.
enum HTMLToken: Equatable {
    /// Literal text: NUL and CR stand as in the input, and ill-formed UTF-8 too.
    case text(Range<Int>)
    case characterReference(HTMLCharacterReference)
    /// The tag is `HTMLTokenizer.tag`, its attributes `HTMLTokenizer.attributes`, until the next call.
    case startTag
    case endTag
    case comment(Range<Int>)
    /// The document type is `HTMLTokenizer.doctype`, until the next call.
    case doctype
}

/// What a tag says of itself.
struct HTMLTag: Equatable {
    var source: Range<Int> = 0..<0
    var name: Range<Int> = 0..<0
    var packedName = PackedName()
    var isSelfClosing = false
}

/// An attribute as it stands; a name that comes twice is kept twice, and only the first counts.
struct HTMLAttribute: Equatable {
    var packedName = PackedName()
    var name: Range<Int> = 0..<0
    var value: Range<Int> = 0..<0
    /// There is a '&' in the value, which may be a character reference.
    var hasAmpersand = false
}

struct HTMLDoctype: Equatable {
    var name: Range<Int>?
    var publicIdentifier: Range<Int>?
    var systemIdentifier: Range<Int>?
    var forcesQuirks = false
}

/// A decoded character reference: at most six bytes of UTF-8 and where it stood.
struct HTMLCharacterReference: Equatable {
    var source: Range<Int>
    /// The bytes, the first in the lowest eight bits.
    var packedBytes: UInt64
    var byteCount: Int

    @inline(__always)
    func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: packedBytes &>> UInt64(truncatingIfNeeded: index &* 8)) }
}

extension HTMLTokenizer {
    private static let doctypeName = PackedName("doctype".utf8)

    // § 13.2.5.42. CDATA sections are only in foreign content, which mail has not: there they are bogus comments.
    mutating func markupDeclaration(_ input: Span<UInt8>) -> HTMLToken? {
        let start = position &+ 2
        if start &+ 1 < input.count, input[start] == UInt8(ascii: "-"), input[start &+ 1] == UInt8(ascii: "-") {
            return comment(input, from: start &+ 2)
        }
        if start &+ Self.doctypeName.count <= input.count {
            var name = PackedName()
            for index in start..<start &+ Self.doctypeName.count { name.append(input[index]) }
            if name == Self.doctypeName { return readDoctype(input, from: start &+ Self.doctypeName.count) }
        }
        return bogusComment(input, from: start)
    }

    /// All up to the next '>' (§ 13.2.5.41).
    mutating func bogusComment(_ input: Span<UInt8>, from start: Int) -> HTMLToken? {
        var index = start
        while index < input.count, input[index] != UInt8(ascii: ">") { index &+= 1 }
        position = min(index &+ 1, input.count)
        return .comment(start..<index)
    }

    // § 13.2.5.43 to 51. It ends with "-->" or "--!>"; right at the start ">" and "->" do too.
    private mutating func comment(_ input: Span<UInt8>, from start: Int) -> HTMLToken? {
        if start < input.count, input[start] == UInt8(ascii: ">") { return comment(start..<start, next: start &+ 1) }
        if start &+ 1 < input.count, input[start] == UInt8(ascii: "-"), input[start &+ 1] == UInt8(ascii: ">") {
            return comment(start..<start, next: start &+ 2)
        }
        var index = start
        while true {
            index = input.firstIndex(of: UInt8(ascii: ">"), or: UInt8(ascii: ">"), from: index, to: input.count)
            guard index < input.count else { break }
            if let end = Self.commentEnd(input, before: index, from: start) { return comment(start..<end, next: index &+ 1) }
            index &+= 1
        }
        return comment(start..<Self.unfinishedCommentEnd(input, from: start), next: input.count)
    }

    private mutating func comment(_ data: Range<Int>, next: Int) -> HTMLToken {
        position = next
        return .comment(data)
    }

    /// Where the "--" or "--!" before the '>' at `index` begins.
    private static func commentEnd(_ input: Span<UInt8>, before index: Int, from start: Int) -> Int? {
        var end = index
        if end > start, input[end &- 1] == UInt8(ascii: "!") { end &-= 1 }
        guard end &- 2 >= start, input[end &- 1] == UInt8(ascii: "-"), input[end &- 2] == UInt8(ascii: "-") else { return nil }
        return end &- 2
    }

    /// At the end of the input a begun "-", "--" or "--!" is not part of the comment.
    private static func unfinishedCommentEnd(_ input: Span<UInt8>, from start: Int) -> Int {
        if let end = commentEnd(input, before: input.count, from: start) { return end }
        return input.count > start && input[input.count &- 1] == UInt8(ascii: "-") ? input.count &- 1 : max(input.count, start)
    }
}

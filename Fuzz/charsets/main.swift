import Fuzzing
import MailMessage
import VisibleText

// Charsets: whatever they are called, bytes become UTF-8, mapped in order. The first byte chooses the charset.
fuzz { bytes in
    guard let first = bytes.first else { return }
    let input = Array(bytes.dropFirst())
    let charset = Charset.allCases[Int(first) % Charset.allCases.count]
    let declared = Charset.decode(input, declared: first >= 0xC0 ? nil : charset)
    for decoded in [charset.decode(input), declared] {
        require(String(validating: decoded.text, as: UTF8.self) != nil, "\(decoded.charset) gives UTF-8")
        require(decoded.text.count <= 3 * input.count + 3, "\(decoded.charset) gives \(decoded.text.count) bytes of \(input.count)")
        requireMap(decoded.map, output: decoded.text.count, input: input.count, "charset")
    }
    require(Charset(label: Array(charset.name.utf8)) == charset, "\(charset.name) is a label")
    _ = Charset(label: input)
}

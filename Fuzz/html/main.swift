import Fuzzing
import VisibleText

// HTML: text of a bounded length, mapped in order; hidden runs in order and apart; UTF-8 stays UTF-8.
fuzz { bytes in
    let html = HTMLText(reading: bytes)
    require(html.text.count <= HTMLText.maxGrowth * bytes.count, "\(html.text.count) bytes of \(bytes.count)")
    requireMap(html.map, output: html.text.count, input: bytes.count, "HTML")
    requireApart(html.hidden.map(\.source), within: 0..<bytes.count, "hidden")
    require(html.hidden.allSatisfy { $0.byteCount > 0 }, "what is hidden is something")
    require(html.text.first != 0x0A && html.text.last != 0x0A, "no line break at either end")
    if String(validating: bytes, as: UTF8.self) != nil { require(String(validating: html.text, as: UTF8.self) != nil, "UTF-8 stays UTF-8") }
}

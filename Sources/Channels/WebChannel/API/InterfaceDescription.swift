internal import Examination

/// OpenAPI 3.1: files/openapi.json with what is not known before the program runs.
enum InterfaceDescription {
    static func json(basePath: String) -> [UInt8] {
        // A base path has no character that JSON would escape.
        Array(Assets.text("openapi.json").replacing("{{version}}", with: Release.version).replacing("{{base}}", with: basePath).utf8.dropLast())
    }
}

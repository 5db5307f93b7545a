/// Something in a message that its standard does not allow. Parsing went on all the same.
///
/// The raw values are part of the JSON contract (docs/json.md).
public enum Defect: String, Sendable, CaseIterable {
    case headerFieldWithoutColon = "header-field-without-colon"
    case headerWithoutBody = "header-without-body"
    case tooManyHeaderFields = "too-many-header-fields"
    case headerValueTooLong = "header-value-too-long"
    case multipartWithoutBoundary = "multipart-without-boundary"
    case boundaryNeverFound = "boundary-never-found"
    case closingBoundaryMissing = "closing-boundary-missing"
    case nestedTooDeep = "nested-too-deep"
    case tooManyParts = "too-many-parts"
    case unknownTransferEncoding = "unknown-transfer-encoding"
    case base64Malformed = "base64-malformed"
    case quotedPrintableMalformed = "quoted-printable-malformed"
    case unknownCharset = "unknown-charset"
    case charsetMalformed = "charset-malformed"
    case charsetMislabelled = "charset-mislabelled"
    case textTooLong = "text-too-long"
    case nulByte = "nul-byte"
    case bareCarriageReturn = "bare-carriage-return"
    case uuencodeMalformed = "uuencode-malformed"
    case outlookMalformed = "outlook-malformed"
}

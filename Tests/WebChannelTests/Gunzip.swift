import CZlib

/// Unpacks what was packed by gzip, with zlib's own reader of that format.
func gunzip(_ packed: [UInt8]) throws -> [UInt8] {
    struct NotGzip: Error {}
    var stream = z_stream()
    guard inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw NotGzip() }
    defer { inflateEnd(&stream) }
    var packed = packed
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let status = packed.withUnsafeMutableBufferPointer { input in
        bytes.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            return inflate(&stream, Z_FINISH)
        }
    }
    guard status == Z_STREAM_END else { throw NotGzip() }
    return Array(bytes.prefix(bytes.count - Int(stream.avail_out)))
}

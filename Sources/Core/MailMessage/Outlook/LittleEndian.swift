extension [UInt8] {
    /// The unsigned number of 16 bits at `position`; 0 where the array does not reach so far.
    func littleEndian16(at position: Int) -> UInt16 {
        guard position >= 0, position <= count - 2 else { return 0 }
        return UInt16(self[position]) | UInt16(self[position + 1]) << 8
    }

    /// The unsigned number of 32 bits at `position`; 0 where the array does not reach so far.
    func littleEndian32(at position: Int) -> UInt32 { UInt32(littleEndian16(at: position)) | UInt32(littleEndian16(at: position + 2)) << 16 }
}

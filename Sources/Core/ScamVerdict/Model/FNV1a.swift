/// The hash of Fowler, Noll and Vo, 64 bits: the same in every run and on every machine, and no protection against anybody.
public struct FNV1a: Sendable {
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    public init(_ bytes: some Sequence<UInt8>) { for byte in bytes { add(byte) } }

    @inline(__always)
    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}

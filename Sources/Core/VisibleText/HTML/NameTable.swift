/// A fixed set of names, each with a small number: which element, attribute, property or colour it is.
struct NameTable: Sendable {
    private struct Slot {
        var name = PackedName()
        var value: UInt32 = 0
    }

    private var slots: [Slot]
    private let mask: Int

    /// Names longer than `PackedName.exactBytes` are left out: they could be mistaken for others.
    init(_ values: some Collection<(name: Substring, value: UInt32)>) {
        var size = 16
        while size < values.count * 4 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        mask = size - 1
        for (name, value) in values where !name.isEmpty && name.utf8.count <= PackedName.exactBytes { insert(PackedName(name.utf8), value) }
    }

    private mutating func insert(_ name: PackedName, _ value: UInt32) {
        var index = name.hash & mask
        while slots[index].name.count > 0 { index = (index + 1) & mask }
        slots[index] = Slot(name: name, value: value)
    }

    @inline(__always)
    subscript(name: PackedName) -> UInt32? {
        var index = name.hash & mask
        while slots[index].name.count > 0 {
            if slots[index].name == name { return slots[index].value }
            index = (index &+ 1) & mask
        }
        return nil
    }
}

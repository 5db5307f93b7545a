internal import Synchronization

/// Bytes of bodies that are in memory: those that are arriving, those that are being looked at, and large answers until they are taken.
///
/// What large uploads may not use is left for short texts: who pastes a message is answered while others upload.
final class BodyBudget: Sendable {
    /// Of all bodies together.
    static let most = 256 << 20
    /// Of it only for what a body begins with.
    static let reserve = 64 << 20
    /// So many bytes a body may take of the reserve.
    static let beginning = 64 << 10

    private let taken = Atomic(0)
    private let most: Int
    private let reserve: Int

    init(most: Int = most, reserve: Int = reserve) {
        self.most = most
        self.reserve = reserve
    }

    /// Whether there is room for `count` bytes more of a body that has `before`. Who takes gives back.
    func take(_ count: Int, before: Int) -> Bool {
        let limit = before + count <= Self.beginning ? most : most - reserve
        if taken.wrappingAdd(count, ordering: .relaxed).newValue <= limit { return true }
        giveBack(count)
        return false
    }

    /// For what is in memory already: others have less room meanwhile.
    func hold(_ count: Int) { taken.wrappingAdd(count, ordering: .relaxed) }

    func giveBack(_ count: Int) { taken.wrappingSubtract(count, ordering: .relaxed) }

    /// What one address may have of it.
    var share: Int { most / 4 }

    var inUse: Int { taken.load(ordering: .relaxed) }
}

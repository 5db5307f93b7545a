import Testing

@testable import SenderGuard

/// See `SiteDay` for what is assumed. script/measure-guard runs the whole site over six days.
@Suite struct SiteDayTests {
    @Test func aMondayRaisesNoAlert() {
        var guarding = SenderGuard(settings: SiteDay.settings, key: HashKey(bytes: [UInt8](1...16))!, at: 0)
        // Every tenth person; what is not people's is whole.
        let day = SiteDay(accounts: 500, start: 1_700_438_400, isMonday: true, seed: 1)
        #expect(day.mails.count > 9_000)
        #expect(day.run(&guarding).map { "\($0.sender.text): \($0.excess)" } == [])
    }

    @Test func withoutTheRuleTheNewsletterDoes() {
        var guarding = SenderGuard(settings: GuardSettings(localNetworks: SiteDay.settings.localNetworks), key: HashKey(bytes: [UInt8](1...16))!, at: 0)
        let opened = SiteDay(accounts: 5, start: 1_700_438_400, isMonday: true, seed: 1).run(&guarding)
        #expect(opened.contains { $0.sender == SiteDay.newsletter })
    }
}

import Testing

@testable import WebChannel

@Test func assetsAreThere() {
    #expect(Assets.text("box.mustache").hasPrefix("<!DOCTYPE html>"))
    #expect(Assets.bytes("none").isEmpty)
}

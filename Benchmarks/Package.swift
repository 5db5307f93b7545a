// swift-tools-version: 6.2
import PackageDescription

// A package of its own: whoever builds unbluff does not build this. script/bench runs it.
let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "unbluff", path: "..", traits: [])],
    targets: [
        .executableTarget(
            name: "engine-benchmark", dependencies: [.product(name: "Core", package: "unbluff")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility")]),
        .executableTarget(
            name: "dns-benchmark", dependencies: [.product(name: "Core", package: "unbluff"), .product(name: "Adapters", package: "unbluff")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility")]),
        .executableTarget(name: "milter-load", swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "evasions", dependencies: [.product(name: "Core", package: "unbluff")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility")]),
        .executableTarget(
            name: "visible-text", dependencies: [.product(name: "Core", package: "unbluff")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility")]),
    ]
)

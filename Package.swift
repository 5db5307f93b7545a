// swift-tools-version: 6.2
import PackageDescription

// One row a target: its folder, the targets it may import, and the outside packages it is allowed (each named here only).
// Tests/ImportTableTests reads this table and holds every file's import lines against it.
let table: [(name: String, folder: String, imports: [String], outside: [Outside])] = [
    ("MailMessage", "Core", [], []),
    ("VisibleText", "Core", ["MailMessage", "EmbeddedData"], []),
    ("SenderIdentity", "Core", ["MailMessage", "EmbeddedData"], [.crypto, .cryptoExtras]),
    ("ScamEvidence", "Core", ["VisibleText", "MailMessage", "EmbeddedData"], [.crypto]),
    ("ScamVerdict", "Core", ["ScamEvidence", "SenderIdentity", "VisibleText", "MailMessage", "EmbeddedData"], []),
    ("VictimAdvice", "Core", ["ScamVerdict", "ScamEvidence", "SenderIdentity", "EmbeddedData"], []),
    ("ModelTraining", "Core", ["ScamVerdict", "ScamEvidence"], []),
    ("Examination", "Core", ["VictimAdvice", "ScamVerdict", "ScamEvidence", "SenderIdentity", "VisibleText", "MailMessage"], [.crypto]),
    ("SenderGuard", "Core", ["ScamVerdict", "SenderIdentity"], []),
    ("HostConnections", "Adapters", ["SenderGuard"], []),
    ("ReportFolder", "Adapters", [], []),
    ("GuardDatabase", "Adapters", ["SenderGuard"], [.grdb]),
    ("IncidentAlerts", "Adapters", ["SenderGuard"], [.subprocess, .crypto]),
    ("DNSClient", "Adapters", ["SenderIdentity", "CAres"], []),
    ("Quarantine", "Adapters", ["Examination", "ScamVerdict", "VisibleText", "MailMessage", "CRename"], [.subprocess, .crypto]),
    ("ServerConfiguration", "Channels", ["Examination", "VictimAdvice", "ScamVerdict", "SenderGuard", "SenderIdentity"], [.yams]),
    (
        "ChannelKit", "Channels", ["ServerConfiguration", "Examination", "SenderGuard", "ScamVerdict", "SenderIdentity", "MailMessage"],
        [.nioCore, .nioPosix, .logging]
    ),
    ("MilterChannel", "Channels", ["ChannelKit", "Examination", "SenderIdentity"], [.nioCore, .logging]),
    ("SpamdChannel", "Channels", ["ChannelKit", "Examination", "ScamVerdict", "SenderIdentity", "MailMessage", "CZlib"], [.nioCore]),
    ("PolicyChannel", "Channels", ["ChannelKit", "SenderGuard", "SenderIdentity"], [.nioCore]),
    (
        "WebChannel", "Channels",
        [
            "ChannelKit", "ServerConfiguration", "Examination", "VictimAdvice", "ScamVerdict", "ScamEvidence", "SenderIdentity", "VisibleText", "MailMessage",
            "WebAssets", "CZlib",
        ],
        [.hummingbird, .hummingbirdCore, .mustache, .nioCore, .nioHTTP1, .logging, .crypto]
    ),
]

// These need the packages behind the trait `server`.
let channels = [
    "ServerConfiguration", "ChannelKit", "MilterChannel", "SpamdChannel", "PolicyChannel", "WebChannel", "WebAssets", "Quarantine", "GuardDatabase",
    "IncidentAlerts",
]

let commands: [(name: String, imports: [String], outside: [Outside])] = [
    (
        "unbluff",
        [
            "Examination", "ModelTraining", "VictimAdvice", "ScamVerdict", "ScamEvidence", "SenderIdentity", "SenderGuard", "DNSClient", "HostConnections",
            "VisibleText", "MailMessage",
            "Quarantine", "ServerConfiguration", "ChannelKit", "MilterChannel", "SpamdChannel", "PolicyChannel", "WebChannel", "ReportFolder",
            "GuardDatabase", "IncidentAlerts",
        ],
        [.argumentParser, .logging, .unixSignals, .nioCore, .nioPosix]
    ),
    ("phrase-compiler", ["ScamEvidence", "ScamVerdict"], []),
]

let tests: [(name: String, imports: [String], outside: [Outside])] = [
    ("MailMessageTests", ["MailMessage"], []),
    ("VisibleTextTests", ["VisibleText", "MailMessage"], []),
    ("ScamEvidenceTests", ["ScamEvidence", "VisibleText", "MailMessage", "EmbeddedData"], []),
    ("SenderIdentityTests", ["SenderIdentity", "MailMessage"], [.crypto, .cryptoExtras, .yams]),
    ("DNSClientTests", ["DNSClient", "SenderIdentity"], []),
    ("ModelTrainingTests", ["ModelTraining", "ScamVerdict", "ScamEvidence", "VisibleText", "MailMessage"], []),
    ("ScamVerdictTests", ["ScamVerdict", "ScamEvidence", "VisibleText", "MailMessage"], []),
    ("VictimAdviceTests", ["VictimAdvice", "ScamVerdict", "ScamEvidence", "SenderIdentity"], []),
    ("ExaminationTests", ["Examination", "VictimAdvice", "ScamVerdict", "ScamEvidence", "SenderIdentity", "VisibleText", "MailMessage"], []),
    ("ServerConfigurationTests", ["ServerConfiguration", "Examination", "ScamVerdict", "SenderIdentity"], []),
    (
        "ChannelKitTests", ["ChannelKit", "ServerConfiguration", "Examination", "SenderGuard", "VisibleText", "MailMessage", "ScamVerdict", "SenderIdentity"],
        [.nioCore, .nioPosix, .nioEmbedded, .logging]
    ),
    ("MilterChannelTests", ["MilterChannel", "ChannelKit", "ServerConfiguration", "Examination", "SenderIdentity"], [.nioCore, .nioEmbedded, .logging]),
    ("SpamdChannelTests", ["SpamdChannel", "ChannelKit", "Examination", "ScamVerdict", "SenderIdentity", "CZlib"], [.nioCore, .nioEmbedded]),
    (
        "WebChannelTests",
        [
            "WebChannel", "ChannelKit", "ServerConfiguration", "Examination", "VictimAdvice", "ScamVerdict", "ScamEvidence", "SenderIdentity", "VisibleText",
            "MailMessage", "CZlib",
        ],
        [.hummingbird, .nioCore, .nioHTTP1, .nioPosix, .nioEmbedded, .logging, .crypto]
    ),
    ("QuarantineTests", ["Quarantine", "Examination"], []),
    ("SenderGuardTests", ["SenderGuard", "HostConnections", "ScamVerdict", "SenderIdentity"], []),
    ("ReportFolderTests", ["ReportFolder"], []),
    ("GuardDatabaseTests", ["GuardDatabase", "SenderGuard", "SenderIdentity"], [.grdb]),
    ("IncidentAlertsTests", ["IncidentAlerts", "Examination", "ScamVerdict", "SenderGuard", "SenderIdentity"], [.crypto, .yams]),
    (
        "PolicyChannelTests", ["PolicyChannel", "ChannelKit", "ServerConfiguration", "Examination", "SenderGuard", "SenderIdentity"],
        [.nioCore, .nioPosix, .nioEmbedded, .logging]
    ),
    ("CommandTests", [], []),
    ("ImportTableTests", [], []),
]

// One program for each parser of hostile bytes, `growth`, and `guard-measure`. Only script/fuzz, script/growth and script/measure-guard set the variable: the former need its flags.
let fuzzers: [(name: String, imports: [String])] =
    Context.environment["UNBLUFF_FUZZ"] == nil
    ? []
    : [
        ("message", []),
        ("mbox", []),
        ("outlook", []),
        ("winmail", []),
        ("apple-mail", []),
        ("uuencode", []),
        ("base64", []),
        ("quoted-printable", []),
        ("header-fields", ["VisibleText"]),
        ("charsets", ["VisibleText"]),
        ("html", ["VisibleText"]),
        ("folding", ["VisibleText"]),
        ("authentication-results", ["SenderIdentity"]),
        ("received", ["SenderIdentity"]),
        ("addresses", ["ScamEvidence"]),
        ("amounts", ["ScamEvidence"]),
        ("personal-details", ["ScamEvidence"]),
        ("phrases", ["ScamEvidence", "VisibleText"]),
        ("phrase-table", ["ScamEvidence"]),
        ("spf", ["SenderIdentity"]),
        ("dns-answers", ["DNSClient", "SenderIdentity", "CAres"]),
        ("dkim", ["SenderIdentity"]),
        ("milter", ["MilterChannel", "ChannelKit", "Examination"]),
        ("spamd", ["SpamdChannel", "ChannelKit", "Examination", "ScamVerdict"]),
        ("policy", ["PolicyChannel", "ChannelKit", "SenderGuard", "SenderIdentity"]),
        ("configuration", ["ServerConfiguration"]),
        ("form-data", ["WebChannel"]),
        ("json-members", ["WebChannel", "Examination"]),
        ("examination", ["Examination", "ScamVerdict", "ScamEvidence", "VisibleText"]),
    ]

enum Outside {
    case crypto, cryptoExtras, argumentParser, yams, grdb
    case nioCore, nioHTTP1, nioPosix, nioEmbedded, hummingbird, hummingbirdCore, mustache, logging, unixSignals, subprocess

    var product: Target.Dependency {
        switch self {
        case .crypto: .product(name: "Crypto", package: "swift-crypto")
        case .cryptoExtras: .product(name: "CryptoExtras", package: "swift-crypto")
        case .argumentParser: .product(name: "ArgumentParser", package: "swift-argument-parser")
        case .yams: .product(name: "Yams", package: "Yams")
        case .grdb: .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["server"]))
        case .nioCore: .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["server"]))
        case .nioHTTP1: .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["server"]))
        case .nioPosix: .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["server"]))
        case .nioEmbedded: .product(name: "NIOEmbedded", package: "swift-nio", condition: .when(traits: ["server"]))
        case .hummingbird: .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["server"]))
        case .hummingbirdCore: .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["server"]))
        case .mustache: .product(name: "Mustache", package: "swift-mustache", condition: .when(traits: ["server"]))
        case .logging: .product(name: "Logging", package: "swift-log", condition: .when(traits: ["server"]))
        case .unixSignals: .product(name: "UnixSignals", package: "swift-service-lifecycle", condition: .when(traits: ["server"]))
        case .subprocess: .product(name: "Subprocess", package: "swift-subprocess", condition: .when(traits: ["server"]))
        }
    }
}

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func dependencies(_ imports: [String], _ outside: [Outside]) -> [Target.Dependency] {
    imports.map { .byName(name: $0, condition: channels.contains($0) ? .when(traits: ["server"]) : nil) } + outside.map(\.product)
}

let package = Package(
    name: "unbluff",
    products: [
        .executable(name: "unbluff", targets: ["unbluff"]),
        .library(name: "Core", targets: table.filter { $0.folder == "Core" }.map(\.name)),
        .library(name: "Adapters", targets: table.filter { $0.folder == "Adapters" && !channels.contains($0.name) }.map(\.name)),
    ],
    // The server's packages stand behind this trait, so that
    // `swift build --disable-default-traits --product unbluff` stays a small, quick `unbluff check`.
    traits: [
        .default(enabledTraits: ["server"]),
        .trait(name: "server", description: "The daemons: milter, spamd, HTTP and their stores."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    ],
    targets: [
        .target(name: "EmbeddedData", path: "Sources/Core/EmbeddedData", exclude: ["tables"], cSettings: [.disableWarning("c23-extensions")]),
        .target(name: "WebAssets", path: "Sources/Channels/WebAssets", exclude: ["files"], cSettings: [.disableWarning("c23-extensions")]),
        .systemLibrary(name: "CAres", path: "Sources/Adapters/CAres", pkgConfig: "libcares", providers: [.apt(["libc-ares-dev"])]),
        .systemLibrary(name: "CRename", path: "Sources/Adapters/CRename"),
        .systemLibrary(name: "CZlib", path: "Sources/Channels/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    ]
        + table.map {
            .target(
                name: $0.name, dependencies: dependencies($0.imports, $0.outside), path: "Sources/\($0.folder)/\($0.name)",
                exclude: $0.name == "ScamEvidence"
                    ? ["Phrases/Languages"]
                    : $0.name == "ScamVerdict" ? ["Notions/Languages"] : $0.name == "VictimAdvice" ? ["Texts", "Countries/countries.txt"] : [],
                swiftSettings: settings)
        }
        + commands.map {
            .executableTarget(name: $0.name, dependencies: dependencies($0.imports, $0.outside), path: "Sources/Commands/\($0.name)", swiftSettings: settings)
        }
        + tests.map { .testTarget(name: $0.name, dependencies: dependencies($0.imports, $0.outside), path: "Tests/\($0.name)", swiftSettings: settings) }
        + (fuzzers.isEmpty
            ? []
            : [
                .systemLibrary(name: "LibFuzzer", path: "Fuzz/LibFuzzer"),
                .target(name: "Fuzzing", dependencies: ["LibFuzzer", "MailMessage"], path: "Fuzz/Fuzzing", swiftSettings: settings),
                .executableTarget(
                    name: "growth", dependencies: dependencies(["Examination", "VictimAdvice", "ScamEvidence", "VisibleText", "MailMessage"], []),
                    path: "Benchmarks/Growth",
                    swiftSettings: settings),
                // It shares files with Growth and SenderGuardTests, by symbolic links.
                .executableTarget(
                    name: "guard-measure",
                    dependencies: dependencies(
                        ["SenderGuard", "SenderIdentity", "ScamVerdict", "PolicyChannel", "ChannelKit", "ServerConfiguration", "Examination"],
                        [.nioCore, .nioPosix, .nioEmbedded, .logging]), path: "Benchmarks/Guard",
                    swiftSettings: settings),
            ])
        + fuzzers.map {
            .executableTarget(
                name: "fuzz-\($0.name)", dependencies: dependencies(["Fuzzing", "MailMessage"] + $0.imports, []), path: "Fuzz/\($0.name)",
                swiftSettings: settings)
        }
)

@testable import ServerConfiguration

/// Files in memory: `main.yaml` and its drop-ins.
struct Files {
    static let main = "/etc/x/main.yaml"
    var texts: [String: [UInt8]] = [:]

    init(_ main: String, dropIns: [String: String] = [:]) {
        texts[Self.main] = Array(main.utf8)
        for (name, text) in dropIns { texts["/etc/x/conf.d/\(name)"] = Array(text.utf8) }
    }

    init(bytes: [UInt8]) { texts[Self.main] = bytes }

    var disk: ConfigurationDisk {
        let texts = texts
        return ConfigurationDisk { path, limit in
            texts[path].map { Array($0.prefix(limit)) }
        } names: { folder in
            texts.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }
        }
    }

    func load(_ environment: [String: String] = [:]) throws(ConfigurationProblems) -> LoadedConfiguration {
        try Configuration.load(file: Self.main, environment: environment, disk: disk)
    }

    /// Empty where there are none; without the folder.
    func problems(_ environment: [String: String] = [:]) -> [String] {
        do throws(ConfigurationProblems) {
            _ = try load(environment)
            return []
        } catch {
            return error.lines.map { $0.replacing("/etc/x/", with: "").replacing("main.yaml:", with: "") }
        }
    }
}

/// A configuration, and where it comes from.
public struct LoadedConfiguration: Sendable {
    public let configuration: Configuration
    /// The files that were read, in their order; what comes later wins.
    public let files: [String]
    /// What is no error, but surely not meant.
    public let notices: [ConfigurationProblem]
    /// By the name of the setting.
    let origins: [String: ConfigurationPlace]
}

extension Configuration {
    /// Read where no other file is named, and only if it is there.
    public static let usualFile = "/etc/unbluff/unbluff.yaml"

    /// What the file, its drop-ins and the environment say together.
    ///
    /// Drop-ins are the files `conf.d/*.yaml` beside the file, in the order of their names' bytes, whether it is there or not. What comes later wins,
    /// key by key; a list replaces the whole list before it. The environment comes last.
    ///
    /// Reads files, and keeps nothing: a server calls it again when it is to reload.
    public static func load(file: String? = nil, environment: [String: String] = [:]) throws(ConfigurationProblems) -> LoadedConfiguration {
        try load(file: file, environment: environment, disk: .real)
    }

    static func load(file: String?, environment: [String: String], disk: ConfigurationDisk) throws(ConfigurationProblems) -> LoadedConfiguration {
        var reader = ConfigurationReader()
        var files: [String] = []
        let main = file ?? usualFile
        if reader.read(main, mustExist: file != nil, disk) { files.append(main) }
        for dropIn in reader.dropIns(beside: main, disk) where reader.read(dropIn, mustExist: false, disk) { files.append(dropIn) }
        reader.read(environment: environment)
        reader.checkSense()
        guard reader.problems.isEmpty else { throw ConfigurationProblems(reader.problems) }
        return LoadedConfiguration(configuration: reader.configuration, files: files, notices: reader.notices, origins: reader.origins)
    }
}

extension ConfigurationReader {
    /// Whether it is there.
    fileprivate mutating func read(_ path: String, mustExist: Bool, _ disk: ConfigurationDisk) -> Bool {
        do throws(ConfigurationDisk.Trouble) {
            // One byte more shows that it is too large.
            guard let bytes = try disk.contents(path, ConfigurationLimits.fileBytes + 1) else {
                if mustExist { add(ConfigurationPlace(path), "there is no such file") }
                return false
            }
            read(bytes, source: path)
            return true
        } catch {
            add(ConfigurationPlace(path), error.words)
            return false
        }
    }

    fileprivate mutating func dropIns(beside file: String, _ disk: ConfigurationDisk) -> [String] {
        let folder = file.lastIndex(of: "/").map { file[...$0] + "conf.d" } ?? "conf.d"
        do throws(ConfigurationDisk.Trouble) {
            let names = try disk.names(folder).filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for name in names where name.hasSuffix(".yml") { add(ConfigurationPlace("\(folder)/\(name)"), "is not read: its name has to end in .yaml") }
            let paths = names.filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
            guard paths.count <= ConfigurationLimits.dropIns else {
                add(ConfigurationPlace(folder), "has \(paths.count) files: at most \(ConfigurationLimits.dropIns) are read")
                return []
            }
            return paths
        } catch {
            add(ConfigurationPlace(folder), error.words)
            return []
        }
    }
}

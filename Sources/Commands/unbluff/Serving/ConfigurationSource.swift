#if server
    internal import ServerConfiguration

    /// Where the configuration comes from, at the start and at each reload.
    struct ConfigurationSource {
        let file: String?
        let environment: [String: String]

        func read() throws -> Configuration { try Configuration.load(file: file, environment: environment).configuration }
    }
#endif

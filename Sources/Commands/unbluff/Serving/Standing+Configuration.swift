#if server
    internal import ArgumentParser
    internal import ChannelKit
    internal import DNSClient
    internal import Examination
    internal import SenderIdentity
    internal import ServerConfiguration

    extension Standing {
        /// - Parameter before: what counted until now; nil at the start. Its DNS client, with all that it knows, is kept where the servers are the same.
        init(_ configuration: Configuration, before: (configuration: Configuration, standing: Standing)?) throws {
            let examiner = try Examiner(configuration)
            var resolver: (any Resolver)?
            if configuration.sender.asksDNS {
                if let before, before.configuration.sender.dnsServers == configuration.sender.dnsServers { resolver = before.standing.resolver }
                if resolver == nil { resolver = try Self.resolver(configuration.sender.dnsServers) }
            }
            var policy = configuration.actions
            policy.version = Release.version
            self.init(examiner: examiner, policy: policy, resolver: resolver, limits: configuration.limits, dnsTime: configuration.sender.dnsTime)
        }

        private static func resolver(_ servers: [String]) throws -> DNSClient {
            let addresses = try servers.map { text in
                guard let server = DNSServer(text) else { throw ValidationError("'\(text)' is no address of a DNS server (sender.dns-servers).") }
                return server
            }
            return try DNSClient(servers: addresses.isEmpty ? nil : addresses)
        }
    }

    extension Examiner {
        /// As the server's owner wants it.
        init(_ configuration: Configuration) throws {
            do { self = try .reading(phrases: nil, model: configuration.model) } catch { throw ValidationError("model: \(error)") }
            sender.trustedServers = configuration.sender.authservIDs
        }
    }
#endif

internal import ArgumentParser
internal import DNSClient
internal import FoundationEssentials
internal import SenderIdentity

/// What `unbluff check` may know and ask about who sent a mail.
struct SenderOptions: ParsableArguments {
    @Flag(
        name: .customLong("dns"), inversion: .prefixedNo,
        help: ArgumentHelp("Ask DNS who may send for the sender's domain, of a mail that may be a scam.", discussion: "Else nothing leaves this machine."))
    var asksDNS = false

    @Option(name: .long, help: ArgumentHelp("A DNS server to ask instead of this machine's, with --dns; may be repeated.", valueName: "ADDRESS"))
    var dnsServer: [String] = []

    @Option(name: .long, help: ArgumentHelp("Take what DNS says from a file: 'name type data' a line.", valueName: "FILE"))
    var dnsZone: String?

    @Option(name: .long, help: ArgumentHelp("A server whose Authentication-Results are believed; may be repeated. Else the topmost is.", valueName: "NAME"))
    var authservId: [String] = []

    @Option(name: .long, help: ArgumentHelp("Who handed the mail over, where it does not say so itself.", valueName: "ADDRESS"))
    var clientIp: String?

    @Option(name: .long, help: ArgumentHelp("What the client called itself.", valueName: "NAME"))
    var helo: String?

    @Option(name: .long, help: ArgumentHelp("The sender of the envelope; '<>' for none.", valueName: "ADDRESS"))
    var mailFrom: String?

    @Option(name: .long, help: ArgumentHelp("Who received the mail; may be repeated.", valueName: "ADDRESS"))
    var rcptTo: [String] = []

    func validate() throws {
        if let clientIp, IPAddress(clientIp) == nil { throw ValidationError("'\(clientIp)' is no IP address.") }
        for server in dnsServer where DNSServer(server) == nil { throw ValidationError("'\(server)' is no address of a DNS server.") }
        if !dnsServer.isEmpty, !asksDNS { throw ValidationError("--dns-server is of use with --dns only.") }
        if dnsZone != nil, asksDNS { throw ValidationError("--dns and --dns-zone exclude each other.") }
    }

    var envelope: Envelope {
        Envelope(
            client: clientIp.flatMap { IPAddress($0) }, helo: helo ?? "", mailFrom: mailFrom.map { $0.trimmingBrackets },
            recipients: rcptTo.map(\.trimmingBrackets))
    }

    /// Nil where nobody is to be asked.
    func resolver() throws -> (any Resolver)? {
        if let dnsZone {
            guard let data = try? Data(contentsOf: URL(filePath: dnsZone)) else { throw ValidationError("'\(dnsZone)' cannot be read.") }
            do {
                return try ZoneFile(data)
            } catch {
                throw ValidationError("'\(dnsZone)', \(error).")
            }
        }
        guard asksDNS else { return nil }
        do {
            return try DNSClient(servers: dnsServer.isEmpty ? nil : dnsServer.compactMap { DNSServer($0) })
        } catch {
            throw ValidationError("DNS cannot be asked: \(error).")
        }
    }
}

extension String {
    fileprivate var trimmingBrackets: String { hasPrefix("<") && hasSuffix(">") ? String(dropFirst().dropLast()) : self }
}

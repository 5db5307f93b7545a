internal import ArgumentParser

/// `unbluff doctor`: is this machine itself well?
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tell whether this machine sends such mail itself.", subcommands: [DoctorHost.self])
}

import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@main
struct Waxbill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waxbill",
        abstract: "TLS in Swift: a certificate authority, a client and a server that show what they do.",
        discussion: """
            Data goes to standard output, talk to standard error. Shells complete commands and options with \
            'waxbill --generate-completion-script bash' (or zsh, fish).
            """,
        subcommands: [
            ConnectCommand.self, ListenCommand.self, CA.self, Cert.self, Files.self, Bank.self, DemoCommand.self,
        ])

    /// Runs the command that the arguments name, and ends with its ``ExitStatus``.
    static func main() async {
        // A file that becomes larger than the process may write is an error there, and no end of the process.
        signal(SIGXFSZ, SIG_IGN)
        openStandardStreams()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            if let code = outputFailure {
                throw CommandFailure(.ioError, "cannot write standard output: \(systemMessage(code))")
            }
        } catch {
            end(with: error)
        }
    }
}

/// Why not all that a command wrote is where it should be: the system's `errno`. A reader that is gone is none of our business.
private var outputFailure: Int32? {
    if let code = StandardOutput.failure { return code }
    // What `print` has written.
    return fflush(nil) != 0 && errno != EPIPE ? errno : nil
}

/// Where a program is started without a standard stream, the next file that it opens would get that number, and what is meant
/// for the stream.
private func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
        // The lowest number that is free: this one.
        _ = open("/dev/null", O_RDWR)
    }
}

/// Says what failed on standard error and ends the process.
private func end(with error: any Error) -> Never {
    var error = error
    if Waxbill.exitCode(for: error) == .validationFailure {
        error = NegativeNumber.failure(in: CommandLine.arguments.dropFirst()) ?? error
    }
    guard let status = ExitStatus(error) else { endUsage(with: error) }
    let text = (error as? CommandFailure)?.text ?? "waxbill: \(error)"
    let line = Array("\(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(status.rawValue)
}

/// Says what was wrong with the arguments, which it may repeat, or what was asked for, and ends the process.
private func endUsage(with error: any Error) -> Never {
    let message = Waxbill.fullMessage(for: error)
    let text = message.withoutPasswords
    guard text != message else { Waxbill.exit(withError: error) }
    StandardError.writeLine(text)
    exit(Waxbill.exitCode(for: error).rawValue)
}

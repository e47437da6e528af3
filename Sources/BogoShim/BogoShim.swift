import WaxbillTLS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The shim through which BoringSSL's test suite drives Waxbill: one process a test, a TCP client in either role.
@main
enum BogoShim {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        exit(await run(Array(CommandLineBytes.all.dropFirst())))
    }

    /// Runs a test and says how the process should end.
    static func run(_ arguments: [[UInt8]]) async -> Int32 {
        if arguments.contains(Array("-is-handshaker-supported".utf8)) {
            print("No")
            return ExitStatus.success
        }
        do {
            try await connect(try ShimArguments(arguments))
            return ExitStatus.success
        } catch {
            return report(error)
        }
    }

    private static func connect(_ arguments: ShimArguments) async throws {
        var state = ShimState()
        // What is not there has to be noticed before the first connection.
        for index in 0...arguments.initial.resumeCount { _ = try setup(arguments, index, state) }
        for index in 0...arguments.initial.resumeCount {
            let setup = try setup(arguments, index, state)
            try await connect(setup, &state, isResumption: index > 0)
            state.clock.advance(seconds: setup.settings.resumptionDelay)
        }
    }

    private static func setup(
        _ arguments: ShimArguments, _ index: Int, _ state: borrowing ShimState
    ) throws -> ConnectionSetup {
        try ConnectionSetup(arguments.settings(of: index), state)
    }

    private static func connect(_ setup: ConnectionSetup, _ state: inout ShimState, isResumption: Bool) async throws {
        let isObserved =
            setup.settings.expectations.messageTrace != nil || setup.settings.expectations.advertisedProtocols != nil
        switch setup.role {
        case .client(let configuration, let serverName):
            guard !isResumption || state.session != nil else { throw ShimFailure.expectation("no session to offer") }
            let client = try TLSClient(
                configuration, serverName: serverName, session: state.session, isObserved: isObserved)
            var conversation = Conversation(
                client, try Socket(setup.settings), setup, isResumption: isResumption, offering: state.session,
                inheriting: state.inherited)
            state.session = try await conversation.run()
            state.inherited = conversation.facts
        case .server(let configuration):
            let server = try TLSServer(configuration, isObserved: isObserved)
            var conversation = Conversation(
                server, try Socket(setup.settings), setup, isResumption: isResumption, inheriting: state.inherited)
            _ = try await conversation.run()
            state.inherited = conversation.facts
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        let (text, status) = ErrorReport.describe(error)
        let line = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
        return status
    }
}

import WaxbillNIO
import WaxbillTLS

extension ServerCredentials {
    /// Serves until the server cannot go on or a signal ends it, and reads the credentials again when they change and on SIGHUP.
    /// - Parameter serve: runs until its task is cancelled, and then answers what it has.
    /// - Throws: what `serve` throws, and what keeps the credentials from being read on SIGHUP.
    func serveUntilSignal(_ serve: @escaping @Sendable () async throws -> Void) async throws {
        let watcher = CredentialWatcher(reloadable) { StandardError.writeLine("waxbill: \($0)") }
        let signals = ServerSignals()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await serve() }
            group.addTask {
                async let _ = watcher.run()
                for await wish in signals.wishes {
                    guard wish == .reload else { break }
                    try await watcher.reload()
                }
            }
            // Whichever is first. What the server has is answered then.
            _ = try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// The connections' TLS, with sessions that this process keeps.
    var configurationWithSessions: WaxbillTLS.ServerConfiguration {
        var configuration = configuration
        configuration.sessionStore = CompositeSessionStore(
            tickets: TicketProtector(), sessionIDs: InMemorySessionStore())
        return configuration
    }
}

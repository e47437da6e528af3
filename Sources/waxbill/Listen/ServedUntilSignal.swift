import WaxbillNIO
import WaxbillTLS

extension ServerCredentials {
    /// Serves until the server cannot go on or a signal ends it, and reads the credentials again when they change and on SIGHUP.
    /// - Parameter serve: runs until its task is cancelled, and then answers what it has.
    /// - Returns: what `serve` returned; nil where a signal came first.
    /// - Throws: what `serve` throws, and what keeps the credentials from being read on SIGHUP.
    @discardableResult
    func serveUntilSignal<Result: Sendable>(
        _ serve: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        let watcher = CredentialWatcher(reloadable) { StandardError.writeLine("waxbill: \($0)") }
        let signals = ServerSignals()
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await serve() }
            group.addTask {
                async let _ = watcher.run()
                for await wish in signals.wishes {
                    guard wish == .reload else { break }
                    try await watcher.reload()
                }
                return nil
            }
            // Whichever is first. What the server has is answered then.
            let result = try await group.next().flatMap(\.self)
            group.cancelAll()
            try await group.waitForAll()
            return result
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

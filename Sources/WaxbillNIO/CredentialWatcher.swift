import NIOCore
import NIOPosix
import WaxbillX509

/// Looks after credentials that come from files, and reads them again when the files change.
///
/// Handlers need to know nothing of it: they ask their configuration's providers in each handshake. Connections that stand go on
/// with what they were made with.
///
/// ```swift
/// let identities = try ReloadingIdentities([IdentityFiles(certificate: "cert.pem", key: "key.pem")])
/// let configuration = ServerConfiguration(identityProvider: identities)
/// let watcher = CredentialWatcher([identities]) { report in logger.notice("\(report)") }
/// async let _ = watcher.run()      // until the scope ends
/// ```
///
/// Files are looked at on a thread pool, never on an event loop.
public final class CredentialWatcher: Sendable {
    private let credentials: [any ReloadableCredentials]
    private let interval: TimeAmount
    private let threadPool: NIOThreadPool
    private let onReload: @Sendable (ReloadReport) -> Void

    /// Makes a watcher that has yet to be started.
    /// - Parameters:
    ///   - credentials: what is watched.
    ///   - interval: the time between two looks. A change is seen at the first look after it and read at the second, so that who
    ///     writes a certificate and then its key has that long.
    ///   - threadPool: where files are read.
    ///   - onReload: is told what became of files that were read again, also where they were no good and the old ones stay in use.
    ///     Called on a thread of the pool.
    public init(
        _ credentials: [any ReloadableCredentials], every interval: TimeAmount = .seconds(1),
        threadPool: NIOThreadPool = .singleton, onReload: @escaping @Sendable (ReloadReport) -> Void
    ) {
        self.credentials = credentials
        self.interval = interval
        self.threadPool = threadPool
        self.onReload = onReload
    }

    /// Watches until the task is cancelled.
    public func run() async {
        while true {
            do {
                try await Task.sleep(for: .nanoseconds(interval.nanoseconds))
                try await threadPool.runIfActive { self.look() }
            } catch {
                // Cancelled, or the pool has ended, which leaves nobody to read.
                return
            }
        }
    }

    /// Watches until the task that is returned is cancelled.
    public func start(on eventLoop: any EventLoop) -> RepeatedTask {
        eventLoop.scheduleRepeatedAsyncTask(initialDelay: interval, delay: interval) { _ in
            self.threadPool.runIfActive(eventLoop: eventLoop) { self.look() }
        }
    }

    /// Reads all files at once, changed or not: what a server does on SIGHUP.
    /// - Throws: where the thread pool has ended.
    public func reload() async throws {
        try await threadPool.runIfActive {
            for credentials in self.credentials { credentials.reload().forEach(self.onReload) }
        }
    }

    private func look() {
        for credentials in credentials { credentials.reloadIfChanged().forEach(onReload) }
    }
}

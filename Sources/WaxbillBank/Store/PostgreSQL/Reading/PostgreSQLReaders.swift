#if PostgreSQL
import NIOPosix
import Synchronization

/// Threads that read snapshots, and their connections.
final class PostgreSQLReaders: Sendable {
    private let address: PostgreSQLAddress
    private let limits: PostgreSQLConnection.Limits
    private let threads: NIOThreadPool
    /// Connections that nobody uses now; made when they are needed first.
    private let idle = Mutex<[PostgreSQLConnection]>([])

    init(_ address: PostgreSQLAddress, limits: PostgreSQLConnection.Limits, count: Int) {
        self.address = address
        self.limits = limits
        threads = NIOThreadPool(numberOfThreads: max(1, count))
        threads.start()
    }

    /// Runs `body` on a thread of these, with a snapshot.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Value
    ) async throws(LedgerStoreError) -> Value {
        let result: Result<Value, LedgerStoreError> = await withCheckedContinuation { continuation in
            threads.submit { state in
                switch state {
                case .active: continuation.resume(returning: self.result(of: body))
                case .cancelled: continuation.resume(returning: .failure(.unavailable("the ledger is closed")))
                }
            }
        }
        return try result.get()
    }

    /// Ends the threads once they have read what they are reading.
    func close() {
        threads.shutdownGracefully { _ in self.idle.withLock { $0 = [] } }
    }

    private func result<Value>(
        of body: (any LedgerSnapshot) throws(LedgerStoreError) -> Value
    ) -> Result<Value, LedgerStoreError> {
        var patience = PostgreSQLPatience(PostgreSQLPatience.reading)
        while true {
            switch attempt(body) {
            case .done(let value): return .success(value)
            case .failed(let error): return .failure(error)
            case .again(let error): guard patience.waits(for: error) else { return .failure(LedgerStoreError(error)) }
            }
        }
    }

    private func attempt<Value>(
        _ body: (any LedgerSnapshot) throws(LedgerStoreError) -> Value
    ) -> PostgreSQLAttempt<Value> {
        var kept = idle.withLock { $0.popLast() }
        let connection: PostgreSQLConnection
        do throws(PostgreSQLError) {
            connection = try kept.usable(address, limits)
        } catch {
            return .again(error)
        }
        defer { if connection.isUsable { idle.withLock { $0.append(connection) } } }
        let session = PostgreSQLSession(connection, begin: .beginReading)
        do throws(LedgerStoreError) {
            let value = try body(PostgreSQLSnapshot(session))
            _ = try session.commit()
            return .done(value)
        } catch {
            session.rollBack()
            return PostgreSQLAttempt(error, session.failure)
        }
    }
}
#endif

#if PostgreSQL
import Synchronization

/// A ledger in a PostgreSQL database, or in one of anything that speaks its protocol. Several servers may use it.
///
/// Writers run serializable transactions and take the journal's head first, so that one follows the other. A
/// transaction that met another one is run again. So is one whose COMMIT has not been answered because the connection
/// was lost: whether it happened shows when its requests are looked for.
package final class PostgreSQLLedgerStore: LedgerStore {
    /// What a database is opened for.
    package enum Use: Sendable {
        /// Reading and writing, beside other servers.
        case serving
        /// Reading alone; nothing is written, and a standby will do.
        case inspecting
    }

    private struct Writing {
        var connection: PostgreSQLConnection?
        /// Whether the database was away when it was last asked. Nobody waits for it then.
        var isAway = false
    }

    private let use: Use
    private let address: PostgreSQLAddress
    private let limits: PostgreSQLConnection.Limits
    private let patience: Duration
    private let writing: Mutex<Writing>
    private let readers: PostgreSQLReaders
    private let isClosed = Atomic(false)

    /// Opens the ledger in a database, for serving with new tables where it has none.
    /// - Parameters:
    ///   - connectionString: as libpq reads it: `postgres://…`. No error repeats its password.
    ///   - patience: how long a transaction is tried again while the database is away or others are quicker.
    ///   - readers: how many snapshots are read at once, each on a thread and a connection of its own.
    /// - Throws: `unavailable` where nobody answers, the server lets nobody in, or takes no writes; `unknownFormat` where the
    ///   tables are of another version, `damaged` where they are none of a ledger; `failed` where the role may not do what it
    ///   has to.
    package init(
        _ connectionString: String, for use: Use = .serving, patience: Duration = PostgreSQLPatience.writing,
        readers: Int = 4
    ) throws(LedgerStoreError) {
        self.use = use
        self.patience = patience
        let connection: PostgreSQLConnection
        do throws(PostgreSQLError) {
            address = try PostgreSQLAddress(connectionString)
            limits = PostgreSQLConnection.Limits()
            connection = try PostgreSQLConnection(address, limits: limits)
            if use == .serving { try connection.requireWrites() }
        } catch {
            throw LedgerStoreError(error)
        }
        try PostgreSQLSchema.prepare(connection, for: use)
        writing = Mutex(Writing(connection: use == .serving ? connection : nil))
        self.readers = PostgreSQLReaders(address, limits: limits, count: readers)
    }

    deinit { close() }

    /// Whether a connection string has a password in it, which others may see where it is an argument of a program.
    package static func hasPassword(_ connectionString: String) -> Bool {
        (try? PostgreSQLAddress(connectionString))?.hasSecrets ?? false
    }

    package func write<Result: Sendable>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result {
        guard use == .serving else { throw .unavailable("the ledger is open for reading alone") }
        return try writing.withLock { writing throws(LedgerStoreError) in
            var patience = PostgreSQLPatience(writing.isAway ? .zero : self.patience)
            while true {
                guard !isClosed.load(ordering: .acquiring) else { throw .unavailable("the ledger is closed") }
                switch attempt(body, &writing.connection) {
                case .done(let result):
                    writing.isAway = false
                    return result
                case .failed(let error): throw error
                case .again(let error):
                    guard patience.waits(for: error) else {
                        writing.isAway = !error.isConflict
                        throw LedgerStoreError(error)
                    }
                }
            }
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(LedgerStoreError) -> Result {
        try await readers.read(body)
    }

    package func close() {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        readers.close()
        writing.withLock { $0.connection = nil }
    }

    /// Runs a transaction once, on a new connection where there is no good one.
    private func attempt<Result>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result, _ kept: inout PostgreSQLConnection?
    ) -> PostgreSQLAttempt<Result> {
        let connection: PostgreSQLConnection
        do throws(PostgreSQLError) {
            connection = try kept.usable(address, limits) { (new) throws(PostgreSQLError) in
                try new.requireWrites()
            }
        } catch {
            return .again(error)
        }
        let transaction = PostgreSQLTransaction(connection)
        do throws(LedgerStoreError) {
            let result = try body(transaction)
            try transaction.commit()
            return .done(result)
        } catch {
            transaction.session.rollBack()
            return PostgreSQLAttempt(error, transaction.session.failure)
        }
    }
}

/// What came of running a transaction once.
enum PostgreSQLAttempt<Result> {
    case done(Result)
    /// Another attempt would do no better.
    case failed(LedgerStoreError)
    case again(PostgreSQLError)

    /// - Parameter cause: what the database said, if it said anything.
    init(_ error: LedgerStoreError, _ cause: PostgreSQLError?) {
        guard let cause, cause.isConflict || cause.isLoss else {
            self = .failed(error)
            return
        }
        self = .again(cause)
    }
}

extension PostgreSQLConnection? {
    /// This connection, or a new one where there is none that can be used.
    /// - Parameter check: what a new one has to pass.
    mutating func usable(
        _ address: PostgreSQLAddress, _ limits: PostgreSQLConnection.Limits,
        check: (PostgreSQLConnection) throws(PostgreSQLError) -> Void = { _ in }
    ) throws(PostgreSQLError) -> PostgreSQLConnection {
        if let self, self.isUsable { return self }
        self = nil
        let new = try PostgreSQLConnection(address, limits: limits)
        try check(new)
        self = new
        return new
    }
}
#endif

#if PostgreSQL
/// A transaction on a connection: it begins with the first statement and remembers what went wrong.
final class PostgreSQLSession {
    private let connection: PostgreSQLConnection
    /// What is sent in front of the next statement that is answered.
    private var waiting: [PostgreSQLStep]
    private var hasBegun = false
    /// What went wrong, which decides whether another attempt may do better.
    private(set) var failure: PostgreSQLError?

    init(_ connection: PostgreSQLConnection, begin: PostgreSQLStatement) {
        self.connection = connection
        waiting = [begin()]
    }

    /// Runs a statement, and those that wait in front of it.
    func run(_ step: PostgreSQLStep) throws(LedgerStoreError) -> PostgreSQLRows {
        guard let rows = try run([step]).first else { throw .failed("no answer") }
        return rows
    }

    /// Runs statements in one round trip, with those that wait in front of them.
    func run(_ steps: [PostgreSQLStep]) throws(LedgerStoreError) -> [PostgreSQLRows] {
        let behind = waiting.count
        return Array(try send(waiting + steps).dropFirst(behind))
    }

    /// Leaves statements to be sent with what comes next.
    func enqueue(_ steps: [PostgreSQLStep]) { waiting += steps }

    /// Runs what waits.
    /// - Returns: the answers to it.
    func flush() throws(LedgerStoreError) -> [PostgreSQLRows] { try send(waiting) }

    /// Runs what waits, and COMMIT.
    /// - Returns: the answers to what waited.
    func commit() throws(LedgerStoreError) -> [PostgreSQLRows] {
        if !hasBegun, waiting.count == 1, failure == nil { return [] }
        let rows = try send(waiting + [PostgreSQLStatement.commit()])
        // A server answers COMMIT with ROLLBACK where the transaction had failed.
        guard let tag = rows.last?.commandTag, tag == "COMMIT" else { throw .failed("nothing was committed") }
        return rows.dropLast()
    }

    /// Rolls back what was begun.
    func rollBack() { if hasBegun { connection.rollBack() } }

    private func send(_ steps: [PostgreSQLStep]) throws(LedgerStoreError) -> [PostgreSQLRows] {
        if let failure { throw LedgerStoreError(failure) }
        waiting = []
        hasBegun = true
        do throws(PostgreSQLError) {
            return try connection.run(steps)
        } catch {
            failure = error
            throw LedgerStoreError(error)
        }
    }
}
#endif

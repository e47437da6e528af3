#if PostgreSQL
import CLibPQ
import Foundation

/// A connection to PostgreSQL. It sends statements in one go and reads their answers in one go (libpq's pipeline
/// mode), and never waits longer than its limit.
///
/// One thread uses it at a time; whoever holds it sees to that.
final class PostgreSQLConnection: @unchecked Sendable {
    /// How long things may take.
    struct Limits: Sendable {
        var connecting: Duration = .seconds(10)
        /// From sending statements to the last answer.
        var answering: Duration = .seconds(30)
    }

    let address: PostgreSQLAddress
    private let limits: Limits
    let handle: OpaquePointer
    /// The names of the statements that the server knows.
    var prepared: Set<String> = []
    /// Whether statements can be sent; once false, for ever.
    private(set) var isUsable = true

    /// Connects. Throws `cannotConnect`.
    init(_ address: PostgreSQLAddress, limits: Limits = Limits()) throws(PostgreSQLError) {
        self.address = address
        self.limits = limits
        guard let handle = Self.start(address) else { throw .cannotConnect("out of memory") }
        self.handle = handle
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let deadline = ContinuousClock.now + limits.connecting
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED, PQstatus(handle) != CONNECTION_BAD else {
                throw .cannotConnect(address.message(PQerrorMessage(handle)))
            }
            let waiting: SocketReadiness = state == PGRES_POLLING_READING ? .readable : .writable
            guard waiting.wait(PQsocket(handle), until: deadline) else { throw .cannotConnect("no answer in time") }
            state = PQconnectPoll(handle)
        }
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw .cannotConnect(address.message(PQerrorMessage(handle)))
        }
        try prepareSession()
    }

    deinit { PQfinish(handle) }

    /// Runs statements in one round trip and gives their answers in order. If one is refused, those behind it are
    /// not run and its error is thrown; a transaction that it was in has to be rolled back.
    func run(_ steps: [PostgreSQLStep]) throws(PostgreSQLError) -> [PostgreSQLRows] {
        guard isUsable else { throw .connectionLost("it was given up") }
        do throws(PostgreSQLError) {
            let deadline = ContinuousClock.now + limits.answering
            let awaited = try send(steps)
            try flush(until: deadline)
            return try answers(to: awaited, until: deadline)
        } catch {
            if error.isLoss { isUsable = false }
            throw error
        }
    }

    /// Runs one statement.
    @discardableResult
    func run(_ step: PostgreSQLStep) throws(PostgreSQLError) -> PostgreSQLRows {
        guard let rows = try run([step]).first else { throw .unexpectedAnswer("none") }
        return rows
    }

    /// Rolls back what is open; a connection that cannot is given up.
    func rollBack() {
        guard isUsable else { return }
        if (try? run(PostgreSQLStatement.rollback())) == nil { isUsable = false }
    }

    /// Runs COMMIT as the last of some steps. A server answers COMMIT with ROLLBACK where the transaction had failed.
    func commit(after steps: [PostgreSQLStep] = []) throws(PostgreSQLError) {
        let tag = try run(steps + [PostgreSQLStatement.commit()]).last?.commandTag
        guard tag == "COMMIT" else { throw .unexpectedAnswer("\(tag ?? "nothing") for COMMIT") }
    }

    /// Throws `cannotConnect` where the server takes no writes: it may some time later, or another one may.
    func requireWrites() throws(PostgreSQLError) {
        guard try setting("transaction_read_only") == "on" else { return }
        throw .cannotConnect("\(address) takes no writes: it is a standby, or was made read-only")
    }

    private static func start(_ address: PostgreSQLAddress) -> OpaquePointer? {
        // What stands behind the string counts even where the string says otherwise; the fallback only where it does not.
        let options = [
            ("fallback_application_name", "waxbill bank"), ("dbname", address.connectionString),
            ("client_encoding", "UTF8"),
        ]
        let keywords = options.map { strdup($0.0) }
        let values = options.map { strdup($0.1) }
        defer { for text in keywords + values { free(text) } }
        return PQconnectStartParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }

    /// An answer means that it is on disk, and a server that is gone must not keep others waiting for ever.
    ///
    /// Every statement here finds its rows by an index. A plan that was made while a table was small must not read all of
    /// it for as long as it is kept, and serializable transactions meet less often on rows than on tables.
    private func prepareSession() throws(PostgreSQLError) {
        if try setting("synchronous_commit") == "off" { try set("synchronous_commit", "on") }
        let milliseconds = limits.answering.components.seconds * 1000
        try set("statement_timeout", "\(milliseconds)")
        try set("idle_in_transaction_session_timeout", "\(milliseconds)")
        for name in ["enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"] { try set(name, "off") }
        try set("plan_cache_mode", "force_generic_plan")
    }

    /// A setting's value; nil where the server has none of this name.
    private func setting(_ name: String) throws(PostgreSQLError) -> String? {
        do throws(PostgreSQLError) {
            return try run(PostgreSQLStatement("show_\(name)", "SHOW \(name)")()).text(0, 0)
        } catch {
            guard case .refused = error else { throw error }
            return nil
        }
    }

    /// Changes a setting where the server has it: not all that speak the protocol do.
    private func set(_ name: String, _ value: String) throws(PostgreSQLError) {
        do throws(PostgreSQLError) {
            try run(PostgreSQLStatement("", "SET \(name) = \(value)")())
        } catch {
            guard case .refused = error else { throw error }
        }
    }
}
#endif

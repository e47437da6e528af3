#if PostgreSQL
/// What may go wrong between here and PostgreSQL. No text holds a password.
enum PostgreSQLError: Error, Equatable {
    /// The connection string is none that libpq reads.
    case invalidAddress
    /// There is no connection: nobody answers, or the server lets nobody in.
    case cannotConnect(String)
    /// The connection ended while something was asked. Whether a COMMIT happened is unknown.
    case connectionLost(String)
    /// No answer in time; the connection is given up. Whether a COMMIT happened is unknown.
    case timedOut
    /// The server refused a statement.
    case refused(SQLState, String)
    /// An answer of another form than the statement's.
    case unexpectedAnswer(String)

    /// The transaction met another one, did nothing, and may be run again.
    var isConflict: Bool {
        if case .refused(let state, _) = self { return state.isConflict }
        return false
    }

    /// Another connection may do better.
    var isLoss: Bool {
        switch self {
        case .connectionLost, .timedOut: true
        case .invalidAddress, .cannotConnect, .refused, .unexpectedAnswer: false
        }
    }
}

extension PostgreSQLError: CustomStringConvertible {
    var description: String {
        switch self {
        case .invalidAddress:
            "the database's address is not a connection string of PostgreSQL (postgres://USER@HOST:PORT/DATABASE)"
        case .cannotConnect(let reason): "cannot connect to PostgreSQL: \(reason)"
        case .connectionLost(let reason): "the connection to PostgreSQL is lost: \(reason)"
        case .timedOut: "PostgreSQL has not answered in time"
        case .refused(let state, let message): "PostgreSQL refused a statement: \(message) (\(state.rawValue))"
        case .unexpectedAnswer(let what): "an unexpected answer of PostgreSQL: \(what)"
        }
    }
}
#endif

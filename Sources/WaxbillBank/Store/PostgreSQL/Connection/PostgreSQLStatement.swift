#if PostgreSQL
/// SQL that a connection prepares when it is first used.
struct PostgreSQLStatement: Sendable {
    /// What it is prepared as; one name, one text.
    let name: String
    /// The SQL, with `$1` and so on for the parameters.
    let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// The statement with its parameters.
    func callAsFunction(_ parameters: PostgreSQLParameter...) -> PostgreSQLStep {
        PostgreSQLStep(statement: self, parameters: parameters)
    }
}

/// A statement to be run, with its parameters.
struct PostgreSQLStep: Sendable {
    let statement: PostgreSQLStatement
    let parameters: [PostgreSQLParameter]
}

extension PostgreSQLStatement {
    static let begin = Self("begin", "BEGIN ISOLATION LEVEL SERIALIZABLE")
    /// Reads see one moment. The writers follow one another by the row that each of them takes first, so that every
    /// moment is one between two of them.
    static let beginReading = Self("begin_reading", "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    static let commit = Self("commit", "COMMIT")
    static let rollback = Self("rollback", "ROLLBACK")
}
#endif

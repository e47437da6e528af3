#if PostgreSQL
/// The five characters by which PostgreSQL names what went wrong.
struct SQLState: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    static let serializationFailure = Self(rawValue: "40001")
    static let deadlockDetected = Self(rawValue: "40P01")
    /// COMMIT may or may not have happened.
    static let statementCompletionUnknown = Self(rawValue: "40003")
    static let uniqueViolation = Self(rawValue: "23505")
    static let undefinedTable = Self(rawValue: "42P01")
    static let duplicateTable = Self(rawValue: "42P07")
    static let invalidPassword = Self(rawValue: "28P01")

    /// The transaction met another one, did nothing, and may be run again.
    var isConflict: Bool { self == .serializationFailure || self == .deadlockDetected }

    /// The server has given up the connection: it shuts down, crashed, or was told to end it.
    var endsConnection: Bool {
        rawValue.hasPrefix("08") || rawValue.hasPrefix("57P") || self == .statementCompletionUnknown
    }
}
#endif

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
    static let undefinedColumn = Self(rawValue: "42703")
    static let duplicateTable = Self(rawValue: "42P07")
    static let duplicateObject = Self(rawValue: "42710")
    static let diskFull = Self(rawValue: "53100")
    /// The server has become a replica.
    static let readOnlyTransaction = Self(rawValue: "25006")

    /// The transaction met another one, did nothing, and may be run again. What one adds that another has added is such
    /// a meeting too: nothing is added that was seen to be there.
    var isConflict: Bool {
        self == .serializationFailure || self == .deadlockDetected || self == .uniqueViolation
    }

    /// Nothing more is to be had from this connection: the server shuts down, crashed, was told to end it, or does not
    /// write any more.
    var endsConnection: Bool {
        rawValue.hasPrefix("08") || rawValue.hasPrefix("57P") || self == .statementCompletionUnknown
            || self == .readOnlyTransaction
    }

    /// What the server has on its disk is damaged: rows (XX001) or an index (XX002).
    var isDamage: Bool { rawValue == "XX001" || rawValue == "XX002" }

    /// The server has too little of something: memory, connections.
    var isShortage: Bool { rawValue.hasPrefix("53") }
}
#endif

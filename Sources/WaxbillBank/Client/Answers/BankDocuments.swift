/// A recorded request: what `POST` and `/v1/entries/{n}` answer. Amounts are in minor units.
package struct EntryAnswer: Decodable, Sendable, Hashable {
    /// What moved on an account.
    package struct Posting: Decodable, Sendable, Hashable {
        package let account: String
        package let amount: Int64
        /// After it, where it is the client's business.
        package let balance: Int64?
    }

    /// Its number in the journal.
    package let entry: UInt64
    package let time: String
    package let operation: String
    package let account: String?
    package let owner: String?
    package let currency: String?
    package let creditLimit: Int64?
    package let hold: UInt64?
    package let from: String?
    package let to: String?
    package let amount: Int64?
    package let expires: String?
    package let reference: String?
    package let postings: [Posting]
}

/// An account. Amounts are in minor units.
package struct AccountAnswer: Decodable, Sendable, Hashable {
    package let account: String
    package let owner: String
    package let currency: String
    /// The members from here on are there for the present only, but for the balance.
    package let open: Bool?
    package let creditLimit: Int64?
    package let balance: Int64
    package let held: Int64?
    package let available: Int64?
    /// The last entry that counts.
    package let entry: UInt64?
    package let time: String?
}

/// Accounts in the order of their names, all from one moment.
package struct AccountsAnswer: Decodable, Sendable, Hashable {
    package let accounts: [AccountAnswer]
    /// The last name on this page, where there is another.
    package let next: String?
}

/// What moved on an account in some time. Amounts are in minor units.
package struct StatementAnswer: Decodable, Sendable, Hashable {
    /// One movement.
    package struct Line: Decodable, Sendable, Hashable {
        package let entry: UInt64
        package let time: String
        package let operation: String
        package let counterparty: String?
        package let reference: String?
        package let amount: Int64
        package let balance: Int64
    }

    package let account: String
    package let currency: String
    package let from: String?
    package let to: String?
    package let openingBalance: Int64
    package let closingBalance: Int64
    package let entries: [Line]
    /// The last entry on this page, where there is another.
    package let next: UInt64?
}

/// Money set aside. Amounts are in minor units.
package struct HoldAnswer: Decodable, Sendable, Hashable {
    package let hold: UInt64
    package let from: String
    package let to: String
    package let amount: Int64
    package let currency: String
    package let expires: String
    package let state: String
}

/// What is held on an account.
package struct HoldsAnswer: Decodable, Sendable, Hashable {
    package let account: String
    package let holds: [HoldAnswer]
}

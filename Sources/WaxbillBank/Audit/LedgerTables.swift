/// Tables that can be read from end to end, to be compared with what follows from the journal.
///
/// Rows come in the order of what they are found by, a page at a time; a table that is not in that order is damaged.
package protocol LedgerTables: AnyObject {
    /// What is stored beside entries, by number.
    func entryColumns(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [EntryColumns]

    /// Holds by id.
    func holds(after id: HoldID, limit: Int) throws(LedgerStoreError) -> [Hold]

    /// Postings by account number and entry.
    func postings(after place: PostingPlace, limit: Int) throws(LedgerStoreError) -> [PostingRow]

    /// Keys by key and requester.
    func keys(after key: RequestKey?, limit: Int) throws(LedgerStoreError) -> [KeyRow]

    /// Looks for rows that no page shows, and lets the database look for damage in its own structures.
    /// - Throws: `damaged`.
    func checkStructure() throws(LedgerStoreError)
}

/// What is stored beside an entry's bytes and follows from them.
package struct EntryColumns: Sendable, Hashable {
    /// When it was decided.
    package let time: Int64
    /// The balances after its postings, as ``BalanceList`` writes them; nil where the store has them in its postings alone.
    package let balances: [UInt8]?

    package init(time: Int64, balances: [UInt8]? = nil) {
        self.time = time
        self.balances = balances
    }
}

/// Where a posting is found.
package struct PostingPlace: Sendable, Hashable, Comparable {
    /// The account's number.
    package let account: UInt64
    package let entry: UInt64

    package init(account: UInt64, entry: UInt64) {
        self.account = account
        self.entry = entry
    }

    /// Before all.
    package static let first = PostingPlace(account: 0, entry: 0)

    package static func < (a: PostingPlace, b: PostingPlace) -> Bool { (a.account, a.entry) < (b.account, b.entry) }
}

/// A posting as it is stored.
package struct PostingRow: Sendable, Hashable {
    /// The account's number.
    package let account: UInt64
    package let posting: AccountPosting

    package init(account: UInt64, posting: AccountPosting) {
        self.account = account
        self.posting = posting
    }

    var place: PostingPlace { PostingPlace(account: account, entry: posting.entry) }
}

/// A request's key as it is stored.
package struct KeyRow: Sendable, Hashable {
    package let key: RequestKey
    package let entry: UInt64

    package init(key: RequestKey, entry: UInt64) {
        self.key = key
        self.entry = entry
    }
}

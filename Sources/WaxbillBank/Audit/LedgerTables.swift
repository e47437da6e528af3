/// A snapshot whose tables can be read from end to end, to be compared with what follows from the journal.
///
/// Rows come in the order of what they are found by; a table that is not in that order is damaged.
package protocol LedgerTables: LedgerSnapshot {
    /// The times that are stored beside entries, by number.
    func entryTimes(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [Int64]

    /// Holds by id.
    func holds(after id: HoldID, limit: Int) throws(LedgerStoreError) -> [Hold]

    /// Postings by account number and entry.
    func postings(after place: PostingPlace, limit: Int) throws(LedgerStoreError) -> [PostingRow]

    /// Keys by key and requester.
    func keys(after key: RequestKey?, limit: Int) throws(LedgerStoreError) -> [KeyRow]

    /// Lets the database look for damage in its own structures.
    func checkStructure() throws(LedgerStoreError)
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

/// Where a ledger is kept: its journal, and the accounts, holds and keys that follow from it.
package protocol LedgerStore: AnyObject, Sendable {
    /// Runs a transaction that is on the disk when this returns, or has not happened. Blocks; one at a time.
    ///
    /// Where several servers write, `body` may be called again with what has changed meanwhile.
    /// - Throws: ``LedgerStoreError``, or what `body` threw; nothing has changed then.
    func write<Result: Sendable>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result

    /// Reads a snapshot, in which all that has been answered is there, without holding up the writer or the caller's thread.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(LedgerStoreError) -> Result

    /// Nothing is written or read any more.
    func close()
}

/// What the writer sees and changes within one transaction.
package protocol LedgerTransaction: AnyObject {
    /// Where the journal ends. The first thing that a transaction asks for: other writers then wait.
    func head() throws(LedgerStoreError) -> JournalHead

    /// Finds what is needed.
    func load(_ needs: LedgerNeeds) throws(LedgerStoreError) -> LoadedLedger

    /// Adds entries and puts accounts and holds as they are now.
    func save(_ changes: LedgerChanges) throws(LedgerStoreError)

    /// The last block that has been sealed.
    func lastBlock() throws(LedgerStoreError) -> SealedBlock?

    /// Adds a block.
    func append(_ block: SealedBlock) throws(LedgerStoreError)
}

/// What readers see: the ledger after some entry.
package protocol LedgerSnapshot: LedgerTables {
    /// Where the journal ends.
    func head() throws(LedgerStoreError) -> JournalHead

    /// An account as it was written last; ``Account/afterExpiry(of:at:)`` tells what has expired since.
    func account(_ name: AccountName) throws(LedgerStoreError) -> Account?

    /// Accounts by name.
    /// - Parameters:
    ///   - name: only those behind it; nil: from the first.
    ///   - owner: only those of this identity; nil: all, the bank's own included.
    func accounts(after name: AccountName?, ownedBy owner: String?, limit: Int) throws(LedgerStoreError) -> [Account]

    func hold(_ id: HoldID) throws(LedgerStoreError) -> Hold?

    /// The holds on an account that are written as active, by id.
    func activeHolds(of account: Account) throws(LedgerStoreError) -> [Hold]

    /// Entries by number.
    func entries(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [StoredEntry]

    /// The number of the last entry not after a time, in milliseconds since 1970; 0 where there is none.
    func lastEntry(notAfter time: Int64) throws(LedgerStoreError) -> UInt64

    /// What moved on an account, by entry: of the entries from the first to the last of `entries`.
    func postings(of account: Account, in entries: ClosedRange<UInt64>, limit: Int) throws(LedgerStoreError)
        -> [AccountPosting]

    /// The account's last posting not after an entry.
    func lastPosting(of account: Account, notAfter number: UInt64) throws(LedgerStoreError) -> AccountPosting?

    /// Blocks by number.
    func blocks(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [SealedBlock]

    /// The block that an entry is in.
    func block(containing number: UInt64) throws(LedgerStoreError) -> SealedBlock?
}

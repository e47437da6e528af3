/// Compares the tables beside a journal with what follows from it.
struct TableComparison {
    private let journal: JournalAudit
    private let head: JournalHead

    init(_ journal: JournalAudit, _ head: JournalHead) {
        self.journal = journal
        self.head = head
    }

    /// Compares holds and accounts.
    /// - Throws: the first difference.
    func run(_ snapshot: any LedgerSnapshot) throws(AuditError) {
        try compareAccounts(snapshot, try compareHolds(snapshot))
    }

    /// The holds on an account that are written as active.
    private struct ActiveHolds {
        var sum: Int64 = 0
        var firstExpiry = Int64.max

        mutating func add(_ hold: Hold) {
            sum &+= hold.amount.minorUnits
            firstExpiry = min(firstExpiry, hold.expires)
        }
    }

    /// - Returns: what is held, by the accounts' places.
    private func compareHolds(_ tables: any LedgerTables) throws(AuditError) -> [Int: ActiveHolds] {
        var active: [Int: ActiveHolds] = [:]
        let holds = journal.replay.holds
        var pages = TablePages()
        var count = 0
        var last: HoldID = 0
        while true {
            let page = try pages.next { limit throws(LedgerStoreError) in
                try tables.holds(after: last, limit: limit)
            } unreadable: {
                LedgerFault(count < holds.count ? .hold(holds.hold(at: count).id) : .database, $0)
            }
            guard !page.isEmpty else { break }
            for hold in page {
                guard count < holds.count else {
                    throw .fault(LedgerFault(.hold(hold.id), "no entry placed it"))
                }
                let right = holds.hold(at: count)
                guard hold.id == right.id else {
                    throw .fault(LedgerFault(.hold(min(hold.id, right.id)), "the table of holds lacks it"))
                }
                guard isSame(hold, right) else {
                    throw .fault(LedgerFault(.hold(hold.id), "it is not what follows from the journal"))
                }
                count += 1
                last = hold.id
                guard hold.recordedState == .active, let index = journal.replay.accounts.index(of: hold.from) else {
                    continue
                }
                active[index, default: ActiveHolds()].add(hold)
            }
        }
        guard count == holds.count else {
            throw .fault(LedgerFault(.hold(holds.hold(at: count).id), "the table of holds lacks it"))
        }
        return active
    }

    /// That a hold has expired is written down at some time afterwards.
    private func isSame(_ hold: Hold, _ right: Hold) -> Bool {
        hold.from == right.from && hold.to == right.to && hold.amount == right.amount && hold.expires == right.expires
            && hold.state(at: head.time) == right.state(at: head.time)
    }

    private func compareAccounts(_ snapshot: any LedgerSnapshot, _ active: [Int: ActiveHolds]) throws(AuditError) {
        var pages = TablePages()
        var count = 0
        var last: AccountName?
        while true {
            let page = try pages.next { limit throws(LedgerStoreError) in
                try snapshot.accounts(after: last, ownedBy: nil, limit: limit)
            } unreadable: {
                LedgerFault(.database, "the account \(last.map { "behind \($0.text)" } ?? "in front"): \($0)")
            }
            guard !page.isEmpty else { break }
            for account in page {
                func fault(_ reason: String) -> AuditError {
                    .fault(LedgerFault(.account(account.name.text), reason))
                }
                guard last.map({ $0 < account.name }) ?? true else { throw fault("it does not stand in its place") }
                guard let index = journal.replay.accounts.index(of: account.name) else {
                    throw fault("no entry opened it")
                }
                guard journal.replay.accounts.isSame(account, at: index) else {
                    throw fault("it is not what follows from the journal")
                }
                guard Self.isHeld(account, active[index] ?? ActiveHolds()) else {
                    throw fault("what it says to be held is not the sum of its holds")
                }
                last = account.name
                count += 1
            }
        }
        guard count == journal.replay.accounts.count else {
            throw .fault(LedgerFault(.database, "\(journal.replay.accounts.count - count) accounts are missing"))
        }
    }

    private static func isHeld(_ account: Account, _ active: ActiveHolds) -> Bool {
        guard account.held == active.sum else { return false }
        guard let expiry = account.nextExpiry else { return active.firstExpiry == .max }
        return active.firstExpiry != .max && expiry <= active.firstExpiry
    }
}

// MARK: Postings and keys

extension TableComparison {
    /// The entries among which some have other postings or keys in the tables; nil where all are right.
    func firstDifference(in tables: any LedgerTables) throws(AuditError) -> ClosedRange<UInt64>? {
        let key = journal.postings.key
        var postings = RowHash(key: key)
        try eachPosting(tables) { row in
            postings.add(
                posting: row.posting.amount, balance: row.posting.balance, account: row.account,
                entry: row.posting.entry)
        }
        var keys = RowHash(key: key)
        try eachKey(tables) { keys.add($0.key, entry: $0.entry) }
        let differences = [
            postings.firstDifference(from: journal.postings), keys.firstDifference(from: journal.keys),
        ]
        return differences.compactMap { $0 }.min { $0.lowerBound < $1.lowerBound }
    }

    /// What is wrong with the first of the entries that were watched.
    func firstFault(in tables: any LedgerTables, _ range: ClosedRange<UInt64>) throws(AuditError) -> LedgerFault {
        var found: [UInt64: JournalAudit.WatchedRows] = [:]
        try eachPosting(tables) { row in
            guard range.contains(row.posting.entry) else { return }
            found[row.posting.entry, default: .init()].postings[row.account] = row.posting
        }
        try eachKey(tables) { row in
            guard range.contains(row.entry) else { return }
            // A second key of one entry is one too many.
            let isFirst = found[row.entry, default: .init()].key == nil
            found[row.entry, default: .init()].key = isFirst ? row.key : RequestKey(requester: "", key: row.key.key)
        }
        for entry in Set(found.keys).union(journal.watchedRows.keys).sorted() {
            let right = journal.watchedRows[entry]
            let rows = found[entry] ?? .init()
            guard let right else { return LedgerFault(.entry(entry), "tables name it, and the journal lacks it") }
            guard rows.postings == right.postings else {
                return LedgerFault(.entry(entry), "the table of postings has others than follow from it")
            }
            guard rows.key == right.key else {
                return LedgerFault(.entry(entry), "the table of keys has another than its request's")
            }
        }
        return LedgerFault(.database, "postings or keys are not those that follow from the journal")
    }

    private func eachPosting(_ tables: any LedgerTables, _ body: (PostingRow) -> Void) throws(AuditError) {
        var pages = TablePages()
        var last = PostingPlace.first
        while true {
            let page = try pages.next { limit throws(LedgerStoreError) in
                try tables.postings(after: last, limit: limit)
            } unreadable: {
                LedgerFault(
                    .database,
                    "the posting behind that of account number \(last.account) and entry \(last.entry): \($0)")
            }
            guard !page.isEmpty else { return }
            for row in page {
                guard last < row.place else {
                    throw .fault(LedgerFault(.entry(row.posting.entry), "a posting of it does not stand in its place"))
                }
                last = row.place
                body(row)
            }
        }
    }

    private func eachKey(_ tables: any LedgerTables, _ body: (KeyRow) -> Void) throws(AuditError) {
        var pages = TablePages()
        var last: RequestKey?
        while true {
            let page = try pages.next { limit throws(LedgerStoreError) in
                try tables.keys(after: last, limit: limit)
            } unreadable: {
                LedgerFault(.database, "the key behind \(last.map { "\($0.key)" } ?? "none"): \($0)")
            }
            guard !page.isEmpty else { return }
            for row in page {
                guard last.map({ $0.stands(before: row.key) }) ?? true else {
                    throw .fault(LedgerFault(.entry(row.entry), "the key of its request does not stand in its place"))
                }
                last = row.key
                body(row)
            }
        }
    }
}

extension RequestKey {
    /// By key, and then by the requester's bytes.
    fileprivate func stands(before other: RequestKey) -> Bool {
        if key.high != other.key.high { return key.high < other.key.high }
        if key.low != other.key.low { return key.low < other.key.low }
        return requester.utf8.lexicographicallyPrecedes(other.requester.utf8)
    }
}

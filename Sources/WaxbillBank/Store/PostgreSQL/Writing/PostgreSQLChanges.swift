#if PostgreSQL
import WaxbillProofs

/// The statements that write what a batch changes.
struct PostgreSQLChanges {
    /// Each with the number of rows that it changes.
    private(set) var steps: [(PostgreSQLStep, rows: Int)] = []

    init(_ changes: LedgerChanges) {
        add(changes.entries)
        addPostings(changes)
        let accounts = changes.accounts.values
        add(accounts.filter { $0.number > changes.before.accounts })
        change(accounts.filter { $0.number <= changes.before.accounts })
        let holds = changes.holds.values
        add(holds.filter { $0.id > changes.before.number })
        change(holds.filter { $0.id <= changes.before.number })
        let head = changes.head
        steps.append(
            (
                PostgreSQLStatement.moveHead(
                    .number(changes.before.number), .number(head.number), .integer(head.time),
                    .bytes(head.chain.bytes), .number(head.accounts)),
                rows: 1
            ))
    }

    private mutating func add(_ entries: [RecordedEntry]) {
        guard !entries.isEmpty else { return }
        let step = PostgreSQLStatement.addEntries(
            .integers(entries.map { Int64(clamping: $0.entry.number) }), .integers(entries.map(\.entry.time)),
            .byteStrings(entries.map { Array($0.entry.request.requester.name.utf8) }),
            .byteStrings(entries.map(\.entry.request.key.bytes)), .byteStrings(entries.map(\.bytes)),
            .byteStrings(entries.map(\.chain.bytes)), .byteStrings(entries.map { BalanceList.bytes($0.balances) }))
        steps.append((step, rows: entries.count))
    }

    private mutating func addPostings(_ changes: LedgerChanges) {
        var accounts: [Int64?] = []
        var numbers: [Int64?] = []
        var amounts: [Int64?] = []
        var balances: [Int64?] = []
        for entry in changes.entries {
            for (posting, balance) in zip(entry.entry.outcome.postings, entry.balances) {
                // An account that has a posting has changed; null, which the table refuses, where it has not.
                accounts.append(changes.accounts[posting.account].map { Int64(clamping: $0.number) })
                numbers.append(Int64(clamping: entry.entry.number))
                amounts.append(posting.amount)
                balances.append(balance)
            }
        }
        guard !numbers.isEmpty else { return }
        let step = PostgreSQLStatement.addPostings(
            .integers(accounts), .integers(numbers), .integers(amounts), .integers(balances))
        steps.append((step, rows: numbers.count))
    }

    private mutating func add(_ accounts: [Account]) {
        guard !accounts.isEmpty else { return }
        let step = PostgreSQLStatement.addAccounts(
            .names(accounts.map(\.name)), .integers(accounts.map { Int64(clamping: $0.number) }),
            .byteStrings(accounts.map { Array($0.owner.utf8) }),
            .byteStrings(accounts.map { Array($0.currency.code.utf8) }), .integers(accounts.map(\.creditLimit)),
            .integers(accounts.map { $0.isOpen ? 1 : 0 }), .integers(accounts.map(\.balance)),
            .integers(accounts.map(\.held)), .integers(accounts.map(\.nextExpiry)))
        steps.append((step, rows: accounts.count))
    }

    private mutating func change(_ accounts: [Account]) {
        guard !accounts.isEmpty else { return }
        let step = PostgreSQLStatement.changeAccounts(
            .names(accounts.map(\.name)), .integers(accounts.map { $0.isOpen ? 1 : 0 }),
            .integers(accounts.map(\.balance)), .integers(accounts.map(\.held)),
            .integers(accounts.map(\.nextExpiry)))
        steps.append((step, rows: accounts.count))
    }

    private mutating func add(_ holds: [Hold]) {
        guard !holds.isEmpty else { return }
        let step = PostgreSQLStatement.addHolds(
            .integers(holds.map { Int64(clamping: $0.id) }), .names(holds.map(\.from)), .names(holds.map(\.to)),
            .integers(holds.map(\.amount.minorUnits)), .integers(holds.map(\.expires)),
            .integers(holds.map { Int64($0.recordedState.rawValue) }))
        steps.append((step, rows: holds.count))
    }

    private mutating func change(_ holds: [Hold]) {
        guard !holds.isEmpty else { return }
        let step = PostgreSQLStatement.changeHolds(
            .integers(holds.map { Int64(clamping: $0.id) }),
            .integers(holds.map { Int64($0.recordedState.rawValue) }))
        steps.append((step, rows: holds.count))
    }
}
#endif

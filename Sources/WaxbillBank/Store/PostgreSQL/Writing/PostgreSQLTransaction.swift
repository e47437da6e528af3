#if PostgreSQL
import WaxbillProofs

/// What the writer sees and changes. What it changes is sent with the COMMIT, in one round trip.
final class PostgreSQLTransaction: LedgerTransaction {
    let session: PostgreSQLSession
    /// How many rows each of the waiting statements has to change; nil: as many as need it.
    private var expected: [Int?] = []

    init(_ connection: PostgreSQLConnection) {
        session = PostgreSQLSession(connection, begin: .begin)
    }

    func head() throws(LedgerStoreError) -> JournalHead {
        guard let head = try session.run(PostgreSQLStatement.takeHead()).heads.first else {
            throw .damaged("the journal has no head")
        }
        return head
    }

    func load(_ needs: LedgerNeeds) throws(LedgerStoreError) -> LoadedLedger {
        try settle()
        let keys = Array(needs.keys)
        let holds = needs.holds.compactMap { Int64(exactly: $0) }
        var steps: [PostgreSQLStep] = []
        func add(_ step: PostgreSQLStep, unless isEmpty: Bool) -> Int? {
            guard !isEmpty else { return nil }
            steps.append(step)
            return steps.count - 1
        }
        let recorded = add(
            PostgreSQLStatement.findRecorded(
                .byteStrings(keys.map(\.key.bytes)), .byteStrings(keys.map { Array($0.requester.utf8) })),
            unless: keys.isEmpty)
        let accounts = add(
            PostgreSQLStatement.findAccounts(.names(needs.accounts)), unless: needs.accounts.isEmpty)
        let named = add(PostgreSQLStatement.findHolds(.integers(holds)), unless: holds.isEmpty)
        let active = add(PostgreSQLStatement.findActiveHolds(.names(needs.holdsOf)), unless: needs.holdsOf.isEmpty)
        var loaded = LoadedLedger()
        guard !steps.isEmpty else { return loaded }
        let answers = try session.run(steps)
        if let recorded {
            for entry in try answers[recorded].recordedEntries {
                loaded.recorded[entry.entry.request.requestKey] = entry
            }
        }
        if let accounts {
            for account in try answers[accounts].accounts { loaded.accounts[account.name] = account }
        }
        for answer in [named, active].compactMap(\.self) {
            for hold in try answers[answer].holds { loaded.holds[hold.id] = hold }
        }
        return loaded
    }

    func save(_ changes: LedgerChanges) throws(LedgerStoreError) {
        for (step, rows) in PostgreSQLChanges(changes).steps {
            session.enqueue([step])
            expected.append(rows)
        }
    }

    func lastBlock() throws(LedgerStoreError) -> SealedBlock? {
        try settle()
        return try session.run(PostgreSQLStatement.lastBlock()).blocks.first
    }

    func append(_ block: SealedBlock) throws(LedgerStoreError) {
        session.enqueue([
            PostgreSQLStatement.addBlock(
                .number(block.number), .number(block.entries.lowerBound), .number(block.entries.upperBound),
                .bytes(block.statement)),
            PostgreSQLStatement.addSigner(
                .bytes(MerkleHash(leaf: block.certificates).bytes), .bytes(block.certificates)),
        ])
        expected += [1, nil]
    }

    /// Sends what waits and commits.
    func commit() throws(LedgerStoreError) { try check(try session.commit()) }

    /// Sends what waits: what is read next may depend on it.
    private func settle() throws(LedgerStoreError) {
        guard !expected.isEmpty else { return }
        try check(try session.flush())
    }

    private func check(_ answers: [PostgreSQLRows]) throws(LedgerStoreError) {
        defer { expected = [] }
        for (answer, rows) in zip(answers.suffix(expected.count), expected) {
            guard let rows, answer.changed != rows else { continue }
            throw .damaged("\(answer.commandTag) where \(rows) rows of the ledger should have changed")
        }
    }
}

extension PostgreSQLParameter {
    /// Accounts' names.
    static func names(_ names: some Collection<AccountName>) -> Self {
        .byteStrings(names.map { Array($0.text.utf8) })
    }
}
#endif

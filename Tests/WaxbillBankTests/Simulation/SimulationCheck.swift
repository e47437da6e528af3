import WaxbillProofs

@testable import WaxbillBank

/// What has to be true of a bank after a simulation.
struct SimulationCheck {
    private let tables: SimulatedDatabase.Tables
    private let clients: [Simulation.Client]
    private var reference: ReferenceBank

    init(_ simulation: Simulation) {
        tables = simulation.database.committed
        clients = simulation.clients
        reference = ReferenceBank(fees: simulation.rules.fees)
    }

    /// - Returns: the first thing that is not true; nil where all is.
    mutating func run() -> String? {
        flawInJournal() ?? flawInAnswers() ?? Self.flaw(inBalances: tables) ?? flawInTables() ?? flawInBlocks()
            ?? flawInReplay()
    }

    /// Every read of all accounts sums up to nothing, and nobody is below the limit.
    static func flaw(inBalances tables: SimulatedDatabase.Tables) -> String? {
        var sums: [Currency: Int128] = [:]
        for account in tables.accounts.values {
            sums[account.currency, default: 0] += Int128(account.balance)
            if !account.name.isSystem, Int128(account.balance) < -Int128(account.creditLimit) {
                return "account \(account.name) is below its limit"
            }
        }
        for (currency, sum) in sums where sum != 0 { return "balances in \(currency) add up to \(sum)" }
        return nil
    }

    /// Entries follow from each other, each key is there once, and every outcome is what the reference says.
    private mutating func flawInJournal() -> String? {
        var chain = JournalHead.empty.chain
        var time: Int64 = 0
        var keys: Set<RequestKey> = []
        for (index, record) in tables.entries.enumerated() {
            guard let entry = try? JournalEntry(decoding: record.bytes), entry == record.entry else {
                return "entry \(index + 1) is not what its bytes say"
            }
            guard entry.number == index + 1 else { return "entry \(index + 1) has the number \(entry.number)" }
            guard entry.time >= time else { return "entry \(index + 1) is older than the one before" }
            time = entry.time
            chain = MerkleHash(left: chain, right: MerkleHash(leaf: record.bytes))
            guard record.chain == chain else { return "the chain breaks at entry \(index + 1)" }
            guard keys.insert(entry.request.requestKey).inserted else { return "entry \(index + 1) repeats a key" }
            if let flaw = Self.difference(entry, reference.ask(entry.request, at: time)) { return flaw }
            let balances = entry.outcome.postings.map { reference.accounts[$0.account]?.balance ?? 0 }
            guard balances == record.balances.map({ Int128($0) }) else {
                return "entry \(index + 1) has other balances"
            }
            for name in entry.outcome.postings.map(\.account) where !name.isSystem && entry.request.command.hold == nil
            {
                if reference.free(name) < 0, entry.outcome.postings.first?.account == name {
                    return "entry \(index + 1) overdraws \(name)"
                }
            }
        }
        guard tables.head.number == tables.entries.count, tables.head.chain == chain else {
            return "the head is another"
        }
        return nil
    }

    static func difference(_ entry: JournalEntry, _ right: Outcome?) -> String? {
        guard let right else { return "entry \(entry.number) has the key of another command" }
        return entry.outcome == right ? nil : "entry \(entry.number) came to \(entry.outcome), not to \(right)"
    }

    /// What clients heard is in the journal, and all that they asked is there once.
    private func flawInAnswers() -> String? {
        var entries: [RequestKey: RecordedEntry] = [:]
        for record in tables.entries { entries[record.entry.request.requestKey] = record }
        for client in clients {
            let told = Set(client.heard.map(\.request))
            for request in client.asked {
                guard entries[request.requestKey] != nil else { return "\(request.key) is lost" }
                guard told.contains(request) else { return "nobody was told what became of \(request.key)" }
            }
            for (request, answer) in client.heard {
                guard let record = entries[request.requestKey] else { return "\(request.key) was answered and is lost" }
                switch answer {
                case .recorded(let heard, _):
                    guard heard == record else { return "\(request.key) was answered otherwise than it is recorded" }
                    guard heard.entry.request.command == request.command else { return "a key answers another command" }
                case .mismatch:
                    if record.entry.request.command == request.command { return "\(request.key) is no mismatch" }
                }
            }
        }
        let asked = Set(clients.flatMap { $0.asked })
        for record in tables.entries where !asked.contains(record.entry.request) { return "nobody asked for an entry" }
        return nil
    }

    /// Accounts and holds are what the reference says.
    private func flawInTables() -> String? {
        let time = tables.head.time
        guard tables.accounts.count == reference.accounts.count else { return "there are other accounts" }
        for account in tables.accounts.values {
            let holds = tables.holds.values.filter { $0.from == account.name && $0.recordedState == .active }
            let now = account.afterExpiry(of: holds, at: time)
            guard let right = reference.accounts[account.name], right.balance == Int128(now.balance),
                right.isOpen == now.isOpen, reference.held(account.name) == Int128(now.held),
                (account.nextExpiry ?? .max) <= (now.nextExpiry ?? .max)
            else { return "account \(account.name) is not as it should be" }
            // What is written counts holds that have not been looked at since they expired, and no others.
            let written = holds.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
            guard Int128(account.held) == written else { return "account \(account.name) has other holds than it says" }
        }
        guard tables.holds.count == reference.claims.count else { return "there are other holds" }
        for hold in tables.holds.values {
            guard let claim = reference.claims[hold.id],
                (hold.recordedState == .active || hold.recordedState == .expired) != claim.isOver
            else { return "hold \(hold.id) is not as it should be" }
        }
        return nil
    }

    /// Every entry is in one block, and each block says of its entries, and of the block before, what they are.
    private func flawInBlocks() -> String? {
        var link = MerkleHash.emptyRoot
        var last = 0
        for (index, block) in tables.blocks.enumerated() {
            guard let statement = try? SignedBlock(block).statement,
                statement.number == index + 1, block.number == index + 1, block.entries == statement.entries,
                statement.entries.lowerBound == last + 1, statement.entries.upperBound <= tables.entries.count
            else { return "block \(index + 1) is not behind the one before" }
            let entries = tables.entries[last..<Int(statement.entries.upperBound)]
            last += entries.count
            guard statement.root == MerkleTree(leaves: entries.map { MerkleHash(leaf: $0.bytes) }).root,
                statement.chain == entries.last?.chain, statement.before == link,
                statement.time >= tables.entries[last - 1].entry.time
            else { return "block \(index + 1) says what is not so" }
            link = MerkleHash(leaf: Array(block.statement.prefix(BlockStatement.byteCount)))
        }
        return last == tables.entries.count ? nil : "entry \(last + 1) is in no block"
    }

    /// The audit's replay comes to the same.
    private func flawInReplay() -> String? {
        var replay = JournalReplay()
        let (records, fault) = replay.replay(tables.entries.map(\.entry))
        if let fault { return "the replay stops: \(fault)" }
        guard records == tables.entries else { return "the replay comes to other entries" }
        for account in tables.accounts.values {
            guard let index = replay.accounts.index(of: account.name), replay.accounts.isSame(account, at: index) else {
                return "the replay comes to another account \(account.name)"
            }
        }
        return replay.holds.count == tables.holds.count ? nil : "the replay comes to other holds"
    }
}

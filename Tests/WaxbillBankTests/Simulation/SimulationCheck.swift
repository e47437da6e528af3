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
        flawInJournal() ?? flawInAnswers() ?? Self.flaw(inBalances: tables) ?? flawInTables() ?? flawInReplay()
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
            let no = reference.ask(entry.request, entry: entry.number, at: time)
            if let flaw = Self.difference(entry, no) { return flaw }
            let balances = entry.outcome.postings.map { Int128(reference.accounts[$0.account.text]?.balance ?? 0) }
            guard balances == record.balances.map({ Int128($0) }) else {
                return "entry \(index + 1) has other balances"
            }
            for name in entry.outcome.postings.map(\.account) where !name.isSystem && entry.request.command.hold == nil
            {
                if reference.free(name.text, at: time) < 0, entry.outcome.postings.first?.account == name {
                    return "entry \(index + 1) overdraws \(name)"
                }
            }
        }
        guard tables.head.number == tables.entries.count, tables.head.chain == chain else {
            return "the head is another"
        }
        return nil
    }

    static func difference(_ entry: JournalEntry, _ no: ReferenceBank.No?) -> String? {
        switch (entry.outcome, no) {
        case (.done(let postings), nil):
            let sum = postings.reduce(Int128(0)) { $0 + Int128($1.amount) }
            return sum == 0 ? nil : "entry \(entry.number) adds up to \(sum)"
        case (.refused(let refusal), let no?):
            guard refusal.reason == no.reason, refusal.available.map({ Int128($0) }) == no.available else {
                return "entry \(entry.number) is refused for \(refusal), not \(no)"
            }
            return nil
        case (.done, let no?): return "entry \(entry.number) should have been refused: \(no.reason)"
        case (.refused(let refusal), nil):
            return "entry \(entry.number) should not have been refused: \(refusal.reason)"
        }
    }

    /// What clients heard is in the journal, and all that they asked is there once.
    private func flawInAnswers() -> String? {
        var entries: [RequestKey: RecordedEntry] = [:]
        for record in tables.entries { entries[record.entry.request.requestKey] = record }
        for client in clients {
            for request in client.asked where entries[request.requestKey] == nil { return "\(request.key) is lost" }
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
            guard let right = reference.accounts[account.name.text], right.balance == Int128(now.balance),
                right.isOpen == now.isOpen, reference.held(account.name.text, at: time) == Int128(now.held),
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

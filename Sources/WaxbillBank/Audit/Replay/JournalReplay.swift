import WaxbillProofs

/// Decides the requests of a journal once more, in its order and at its times, and finds out whether the same comes of them.
///
/// It keeps the accounts and holds that follow, and nothing of the entries.
struct JournalReplay: Sendable {
    private(set) var head = JournalHead.empty
    private(set) var accounts = ReplayedAccounts()
    private(set) var holds = ReplayedHolds()
    // What entries say that a payment cost, since the journal knows no rules.
    private var fees: [Currency: Amount] = [:]

    init() {}

    /// Makes room for accounts.
    mutating func reserve(accounts count: Int) { accounts.reserve(count) }

    /// Replays entries that follow.
    /// - Parameter entries: numbered without gaps from where the journal is.
    /// - Returns: those that were decided again as they stand there, and what is wrong with the next one, if anything is.
    mutating func replay(_ entries: [JournalEntry]) -> (records: [RecordedEntry], fault: LedgerFault?) {
        var records: [RecordedEntry] = []
        records.reserveCapacity(entries.count)
        var start = entries.startIndex
        while start < entries.endIndex {
            let end = batchEnd(entries, from: start)
            if let fault = decide(entries[start..<end], &records) { return (records, fault) }
            start = end
        }
        return (records, nil)
    }

    /// Entries of one time and the same fees are decided together.
    private mutating func batchEnd(_ entries: [JournalEntry], from start: Int) -> Int {
        learnFee(from: entries[start])
        let known = fees
        var end = start + 1
        while end < entries.endIndex, end - start < Self.batchSize, entries[end].time == entries[start].time {
            learnFee(from: entries[end])
            guard fees == known else {
                fees = known
                break
            }
            end += 1
        }
        return end
    }

    private static let batchSize = 256

    /// - Returns: what is wrong with the first entry that is not added to `records`; nothing is changed then.
    private mutating func decide(
        _ entries: ArraySlice<JournalEntry>, _ records: inout [RecordedEntry]
    ) -> LedgerFault? {
        guard let first = entries.first else { return nil }
        let rules = LedgerRules(fees: fees)
        var state = LedgerState(
            head: head, loaded: load(entries, rules: rules, time: first.time), rules: rules, clock: first.time)
        for entry in entries {
            guard case .recorded(let record, false) = state.decide(entry.request) else {
                return LedgerFault(.entry(entry.number), "its request's key has been used by an entry before")
            }
            guard record.entry == entry else {
                return LedgerFault(.entry(entry.number), Self.difference(record.entry, entry))
            }
            records.append(record)
        }
        return apply(state.changes, at: first.number)
    }
}

// MARK: What decisions need and change

extension JournalReplay {
    /// What ``LedgerBatch`` would load.
    private mutating func load(
        _ entries: ArraySlice<JournalEntry>, rules: LedgerRules, time: Int64
    ) -> LoadedLedger {
        let needs = LedgerNeeds(entries.lazy.map(\.request), rules: rules)
        var loaded = LoadedLedger()
        for id in needs.holds {
            if let hold = holds[id] { loaded.holds[id] = hold }
        }
        var names = needs.accounts
        for hold in loaded.holds.values {
            names.insert(hold.from)
            names.insert(hold.to)
        }
        let requesters = Set(entries.lazy.map(\.request.requester.name))
        for name in names {
            guard let account = accounts.account(name, owners: requesters) else { continue }
            loaded.accounts[name] = account
            guard let expiry = account.nextExpiry, expiry <= time, let index = accounts.index(of: name) else {
                continue
            }
            let active = holds.active(from: accounts.lastHold(of: index))
            accounts.setLastHold(active.last, of: index)
            for hold in active.holds { loaded.holds[hold.id] = hold }
        }
        return loaded
    }

    private mutating func apply(_ changes: LedgerChanges, at number: UInt64) -> LedgerFault? {
        // New accounts in the order of their numbers.
        for account in changes.accounts.values.sorted(by: { $0.number < $1.number }) {
            guard accounts.put(account) else {
                return LedgerFault(.entry(number), "the accounts are too many, or two names have one hash")
            }
        }
        for hold in changes.holds.values.sorted(by: { $0.id < $1.id }) {
            if holds.put(hold) { continue }
            guard let index = accounts.index(of: hold.from) else { continue }
            accounts.setLastHold(holds.add(hold, behind: accounts.lastHold(of: index)), of: index)
        }
        head = changes.head
        return nil
    }

    /// Takes from an entry what a payment costs: the bank's rules are not in the journal, but what they led to is.
    private mutating func learnFee(from entry: JournalEntry) {
        guard case .pay(_, _, let money, _) = entry.request.command else { return }
        let currency = money.currency
        let units = money.amount.minorUnits
        switch entry.outcome {
        case .done(let postings):
            fees[currency] = postings.count == 3 ? Amount(minorUnits: postings[2].amount) : nil
        case .refused(let refusal):
            // A refusal says only that it was too much with the fee: the least fee that explains it, unless the known one does.
            let known = fees[currency]?.minorUnits ?? 0
            if refusal.reason == .insufficientFunds, let available = refusal.available {
                let rest = available.subtractingReportingOverflow(units)
                guard !rest.overflow, rest.partialValue >= known else { return }
                fees[currency] = Amount(minorUnits: rest.partialValue.addingReportingOverflow(1).partialValue)
            }
            let most = Int64.max - units
            if refusal.reason == .amountOverflow, most < Int64.max / 2, known <= most {
                fees[currency] = Amount(minorUnits: most.addingReportingOverflow(1).partialValue)
            }
        }
    }

    /// In which respect an entry is not what follows from those before.
    private static func difference(_ right: JournalEntry, _ found: JournalEntry) -> String {
        if right.time != found.time { return "its time is before that of the entry in front of it" }
        return switch (right.outcome, found.outcome) {
        case (.refused(let refusal), .done):
            "it was carried out, though it has to be refused (\(refusal.reason.code))"
        case (.done, .refused(let refusal)):
            "it was refused (\(refusal.reason.code)), though it has to be carried out"
        case (.refused(let right), .refused(let found)):
            right.reason == found.reason
                ? "what it says to be available is wrong"
                : "it was refused for \(found.reason.code), though the reason is \(right.reason.code)"
        case (.done, .done): "what it moves is not what was asked for"
        }
    }
}

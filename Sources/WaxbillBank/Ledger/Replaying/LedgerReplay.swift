import TLSWire

/// Reads a journal from its beginning, decides every request once more, and says which entry is the first that does not
/// follow from those in front of it.
///
/// It keeps the accounts and holds, and 8 bytes for each key where keys are looked at, but no entries.
package struct LedgerReplay: Sendable {
    /// Where the journal ends, as far as it has been read.
    package private(set) var head = JournalHead.empty
    /// All accounts, as the last entry that touched them left them.
    package private(set) var accounts: [AccountName: Account] = [:]
    /// All holds that there have ever been, likewise.
    package private(set) var holds: [HoldID: Hold] = [:]
    // The holds of an account that were active when it was written.
    private var active: [AccountName: Set<HoldID>] = [:]
    // Hashes with this process's seed, which nobody can foresee. Two of ten million keys have the same one by chance in one
    // run of some hundred thousand.
    private var keys: Set<Int>?

    /// A journal without entries.
    /// - Parameter looksForUsedKeys: whether an entry is wrong that uses an earlier entry's key; takes memory.
    package init(looksForUsedKeys: Bool = true) {
        keys = looksForUsedKeys ? [] : nil
    }

    /// Reads the next entry, and compares the chain's hash that is stored with it.
    /// - Returns: the entry, with the balances after it.
    /// - Throws: why it cannot be the next one; nothing more can be read then.
    @discardableResult
    package mutating func add(_ stored: StoredEntry) throws(LedgerReplayError) -> RecordedEntry {
        guard stored.number == head.number + 1 else {
            throw LedgerReplayError(entry: head.number + 1, .wrongNumber(stored.number))
        }
        let recorded = try add(stored.bytes)
        guard recorded.chain == stored.chain else { throw LedgerReplayError(entry: recorded.entry.number, .wrongChain) }
        return recorded
    }

    /// Reads the next entry.
    /// - Returns: the entry, with the balances and the chain's hash after it.
    /// - Throws: why it cannot be the next one; nothing more can be read then.
    @discardableResult
    package mutating func add(_ bytes: [UInt8]) throws(LedgerReplayError) -> RecordedEntry {
        let number = head.number + 1
        let entry: JournalEntry
        do throws(DecodingFailure) {
            entry = try JournalEntry(decoding: bytes)
        } catch {
            throw LedgerReplayError(entry: number, .unreadable("\(error)"))
        }
        guard entry.number == number else { throw LedgerReplayError(entry: number, .wrongNumber(entry.number)) }
        guard entry.time >= head.time else { throw LedgerReplayError(entry: number, .timeGoesBack) }
        guard keys?.insert(entry.request.requestKey.hashValue).inserted ?? true else {
            throw LedgerReplayError(entry: number, .keyUsedTwice)
        }
        guard entry.isBalanced else { throw LedgerReplayError(entry: number, .notBalanced) }
        return try decide(entry, bytes)
    }

    /// An account as it stands at a time, not before the last entry, with what has expired by then.
    package func account(_ name: AccountName, at time: Int64) -> Account? {
        accounts[name]?.afterExpiry(of: activeHolds(of: name), at: time)
    }

    /// The holds on an account that are written as active.
    package func activeHolds(of name: AccountName) -> [Hold] { (active[name] ?? []).compactMap { holds[$0] } }

    /// Decides an entry's request once more.
    private mutating func decide(_ entry: JournalEntry, _ bytes: [UInt8]) throws(LedgerReplayError) -> RecordedEntry {
        let rules = entry.feeRules
        let loaded = load(entry, rules)
        var state = LedgerState(head: head, loaded: loaded, rules: rules, clock: entry.time)
        guard case .recorded(let decided, _) = state.decide(entry.request) else {
            throw LedgerReplayError(entry: entry.number, .unreadable("request"))
        }
        guard decided.bytes != bytes else {
            apply(state.changes)
            return decided
        }
        // What the fee was is not known where it kept a payment from being made.
        guard entry.mayBeRefusedForFee(where: decided.entry.outcome, of: loaded) else {
            throw LedgerReplayError(entry: entry.number, .doesNotFollow(decided.entry.outcome))
        }
        var changes = LedgerChanges(from: head)
        changes.head.number = entry.number
        changes.head.time = entry.time
        changes.head.chain = JournalHead.chain(head.chain, bytes)
        apply(changes)
        return RecordedEntry(entry: entry, bytes: bytes, chain: head.chain, balances: [])
    }

    private func load(_ entry: JournalEntry, _ rules: LedgerRules) -> LoadedLedger {
        let needs = LedgerNeeds(CollectionOfOne(entry.request), rules: rules)
        var loaded = LoadedLedger()
        for id in needs.holds { loaded.holds[id] = holds[id] }
        for name in needs.accounts.union(loaded.holds.values.flatMap { [$0.from, $0.to] }) {
            guard let account = accounts[name] else { continue }
            loaded.accounts[name] = account
            guard let expiry = account.nextExpiry, expiry <= entry.time else { continue }
            for hold in activeHolds(of: name) { loaded.holds[hold.id] = hold }
        }
        return loaded
    }

    private mutating func apply(_ changes: LedgerChanges) {
        head = changes.head
        accounts.merge(changes.accounts) { $1 }
        for hold in changes.holds.values {
            holds[hold.id] = hold
            if hold.recordedState == .active {
                active[hold.from, default: []].insert(hold.id)
            } else if active[hold.from]?.remove(hold.id) != nil, active[hold.from]?.isEmpty == true {
                active[hold.from] = nil
            }
        }
    }
}

extension JournalEntry {
    /// Whether the postings, which are all in one currency, add up to zero.
    fileprivate var isBalanced: Bool {
        var sum: Int64 = 0
        for posting in outcome.postings {
            let (next, overflow) = sum.addingReportingOverflow(posting.amount)
            guard !overflow else { return false }
            sum = next
        }
        return sum == 0
    }

    /// The rules that held when it was decided, as far as it shows them: what it says that the fee was.
    fileprivate var feeRules: LedgerRules {
        guard case .pay(_, _, let money, _) = request.command, outcome.postings.count == 3,
            let fee = outcome.postings.last, fee.account == .fees(money.currency),
            let amount = Amount(minorUnits: fee.amount)
        else { return LedgerRules() }
        return LedgerRules(fees: [money.currency: amount])
    }

    /// Whether it is a payment that has been refused, which would have been made, or refused for want of money, without a
    /// fee.
    fileprivate func mayBeRefusedForFee(where withoutFee: Outcome, of loaded: LoadedLedger) -> Bool {
        guard case .pay(let from, _, _, _) = request.command, case .refused(let refusal) = outcome,
            let payer = loaded.accounts[from]
        else { return false }
        switch withoutFee {
        case .done: break
        case .refused(let other):
            guard [.insufficientFunds, .amountOverflow].contains(other.reason) else { return false }
        }
        switch refusal.reason {
        case .insufficientFunds:
            // All holds of the payer are loaded where one of them may have expired.
            let hasExpired = payer.nextExpiry.map { $0 <= time } ?? false
            let holds = loaded.holds.values.filter { $0.from == from && $0.recordedState == .active }
            let free = hasExpired ? payer.afterExpiry(of: holds, at: time) : payer
            return refusal.available == max(0, free.available)
        case .amountOverflow: return true
        default: return false
        }
    }
}

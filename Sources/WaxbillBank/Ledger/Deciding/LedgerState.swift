import WaxbillProofs

/// A part of a ledger in memory: enough to decide some requests, one after the other.
///
/// It does no input and output and takes no time but the one it is given, so that the same requests at the same times
/// always lead to the same entries.
package struct LedgerState: Sendable {
    package let rules: LedgerRules
    /// The time of the entries that are decided now, in milliseconds since 1970.
    package let time: Int64
    package private(set) var changes: LedgerChanges
    private(set) var accounts: [AccountName: Account]
    private(set) var holds: [HoldID: Hold]
    private var recorded: [RequestKey: RecordedEntry]

    /// - Parameters:
    ///   - head: where the journal ends.
    ///   - clock: what the clock says; time does not go back in the journal, whatever it says.
    package init(head: JournalHead, loaded: LoadedLedger, rules: LedgerRules, clock: Int64) {
        self.rules = rules
        time = head.time(at: clock)
        changes = LedgerChanges(from: head)
        accounts = loaded.accounts
        holds = loaded.holds
        recorded = loaded.recorded
        releaseExpiredHolds()
    }

    /// Decides a request and adds its entry, or finds the entry that the same request has made before.
    package mutating func decide(_ request: LedgerRequest) -> LedgerAnswer {
        guard request.isWithinLimits else { return .mismatch }
        if let earlier = recorded[request.requestKey] {
            guard earlier.entry.request.command.isSame(as: request.command) else { return .mismatch }
            return .recorded(earlier, isReplay: true)
        }
        let number = changes.head.number + 1
        let outcome: Outcome
        do throws(Refusal) {
            outcome = .done(try carryOut(request, entry: number))
        } catch {
            outcome = .refused(error)
        }
        let entry = JournalEntry(number: number, time: time, request: request, outcome: outcome)
        let bytes = entry.encoded
        let chain = JournalHead.chain(changes.head.chain, bytes)
        let record = RecordedEntry(
            entry: entry, bytes: bytes, chain: chain,
            balances: outcome.postings.map { accounts[$0.account]?.balance ?? 0 })
        changes.entries.append(record)
        changes.head.number = number
        changes.head.time = time
        changes.head.chain = chain
        recorded[request.requestKey] = record
        return .recorded(record, isReplay: false)
    }

    /// Writes down what has expired on the accounts that are loaded, so that it is not looked for again.
    private mutating func releaseExpiredHolds() {
        for account in accounts.values {
            guard let expiry = account.nextExpiry, expiry <= time else { continue }
            let active = holds.values.filter { $0.from == account.name && $0.recordedState == .active }
            change(account.afterExpiry(of: active, at: time))
            for var hold in active where hold.state(at: time) == .expired {
                hold.recordedState = .expired
                change(hold)
            }
        }
    }
}

/// What the ledger says to a request.
package enum LedgerAnswer: Sendable, Hashable {
    /// It was decided: now, or when it came before.
    case recorded(RecordedEntry, isReplay: Bool)
    /// Its key has been used for another command, or it is none that could be written down: who asks has not looked at
    /// ``LedgerRequest/isWithinLimits``. Nothing moved.
    case mismatch
}

// MARK: What commands find and change

extension LedgerState {
    /// An account that may be used.
    func account(_ name: AccountName) throws(Refusal) -> Account {
        guard let account = accounts[name] else { throw Refusal(.accountNotFound) }
        return account
    }

    /// A hold that still counts.
    func activeHold(_ id: HoldID) throws(Refusal) -> Hold {
        guard let hold = holds[id] else { throw Refusal(.holdNotFound) }
        guard hold.state(at: time) == .active else { throw Refusal(.holdNotActive) }
        return hold
    }

    mutating func change(_ account: Account) {
        accounts[account.name] = account
        changes.accounts[account.name] = account
    }

    mutating func change(_ hold: Hold) {
        holds[hold.id] = hold
        changes.holds[hold.id] = hold
    }

    /// Adds an account, with the next number.
    mutating func add(_ name: AccountName, owner: String, _ currency: Currency, creditLimit: Int64 = 0) {
        changes.head.accounts += 1
        let number = changes.head.accounts
        change(Account(number: number, name: name, owner: owner, currency: currency, creditLimit: creditLimit))
    }

    /// Moves money, all or nothing.
    /// - Throws: `amountOverflow` where a balance does not fit.
    mutating func post(_ postings: [Posting]) throws(Refusal) -> [Posting] {
        var changed: [Account] = []
        for posting in postings {
            var account = try account(posting.account)
            let (balance, overflow) = account.balance.addingReportingOverflow(posting.amount)
            guard !overflow else { throw Refusal(.amountOverflow) }
            account.balance = balance
            changed.append(account)
        }
        for account in changed { change(account) }
        return postings
    }
}

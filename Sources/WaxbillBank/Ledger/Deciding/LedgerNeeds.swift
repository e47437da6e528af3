/// What has to be loaded to decide requests.
package struct LedgerNeeds: Sendable, Hashable {
    package var keys: Set<RequestKey> = []
    package var accounts: Set<AccountName> = []
    package var holds: Set<HoldID> = []
    /// Accounts all of whose active holds are needed.
    package var holdsOf: Set<AccountName> = []

    package init() {}

    package var isEmpty: Bool { keys.isEmpty && accounts.isEmpty && holds.isEmpty && holdsOf.isEmpty }

    /// What these requests need; the accounts of their holds are not known yet.
    package init(_ requests: some Sequence<LedgerRequest>, rules: LedgerRules) {
        for request in requests {
            keys.insert(request.requestKey)
            accounts.formUnion(request.command.accounts)
            if let hold = request.command.hold { holds.insert(hold) }
            guard let currency = request.command.currency else { continue }
            switch request.command.operation {
            case .open: accounts.formUnion([.cash(currency), .fees(currency)])
            case .deposit, .withdraw: accounts.insert(.cash(currency))
            case .pay: if rules.fees[currency] != nil { accounts.insert(.fees(currency)) }
            case .hold, .capture, .void, .close: break
            }
        }
    }
}

/// What a store found of ``LedgerNeeds``; what it did not find is not there.
package struct LoadedLedger: Sendable {
    package var recorded: [RequestKey: RecordedEntry] = [:]
    package var accounts: [AccountName: Account] = [:]
    package var holds: [HoldID: Hold] = [:]

    package init() {}
}

/// What a batch changes.
package struct LedgerChanges: Sendable {
    /// The new entries, in their order.
    package var entries: [RecordedEntry] = []
    /// Accounts that changed, and new ones: those whose number is above ``firstNewAccount``.
    package var accounts: [AccountName: Account] = [:]
    /// Holds that changed, and new ones: those whose id is the number of a new entry.
    package var holds: [HoldID: Hold] = [:]
    /// Where the journal was before, and is after the entries.
    package let before: JournalHead
    package var head: JournalHead

    package init(from head: JournalHead) {
        before = head
        self.head = head
    }
}

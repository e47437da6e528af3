/// What an entry adds to an account, in minor units of its currency.
package struct Posting: Sendable, Hashable {
    package let account: AccountName
    /// Negative where money leaves.
    package let amount: Int64

    package init(_ account: AccountName, _ amount: Int64) {
        self.account = account
        self.amount = amount
    }
}

/// What came of a request.
package enum Outcome: Sendable, Hashable {
    /// It was carried out. The postings add up to zero; there are none where no money moved.
    case done([Posting])
    /// It was refused, and nothing moved.
    case refused(Refusal)

    /// What moved.
    package var postings: [Posting] {
        switch self {
        case .done(let postings): postings
        case .refused: []
        }
    }
}

/// One entry of the journal: a request that was decided, and what came of it. Accounts, holds and answers are nothing but
/// what follows from the entries. Balances are not in them, since the other party of a payment may see an entry.
package struct JournalEntry: Sendable, Hashable {
    /// Entries are numbered from 1, without gaps.
    package let number: UInt64
    /// When it was decided, in milliseconds since 1970; never before the entry in front of it.
    package let time: Int64
    package let request: LedgerRequest
    package let outcome: Outcome

    package init(number: UInt64, time: Int64, request: LedgerRequest, outcome: Outcome) {
        self.number = number
        self.time = time
        self.request = request
        self.outcome = outcome
    }
}

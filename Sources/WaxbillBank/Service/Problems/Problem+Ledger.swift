extension Problem {
    /// A refusal that the journal keeps. The same entry is always told in the same words.
    init(_ refusal: Refusal, _ entry: JournalEntry) {
        self.init(ProblemCode(refusal.reason), Self.sentence(refusal, entry.request.command))
        self.entry = entry.number
        available = refusal.available
    }

    /// Why nothing was decided.
    init(_ error: LedgerWriterError) {
        switch error {
        case .overloaded:
            self.init(.overloaded, "Too many requests wait for the ledger; nothing moved")
            retryAfter = 1
        case .shutDown:
            self.init(.shuttingDown, "No more requests are taken; nothing moved")
            retryAfter = 5
        case .store(let error):
            self.init(error)
        }
    }

    /// The ledger could not be read or written. What the system said is for the bank's people, not for clients.
    init(_ error: LedgerStoreError) {
        let detail =
            switch error {
            case .full: "The disk is full; nothing moved"
            case .failed: "The ledger could not be read or written"
            case .unavailable: "The ledger cannot be reached; ask again with the same key"
            case .damaged, .unknownFormat: "The ledger is damaged"
            }
        self.init(.storageFailed, detail)
        retryAfter = 5
    }

    private static func sentence(_ refusal: Refusal, _ command: LedgerCommand) -> String {
        let names = command.accounts.map(\.text)
        let payer = names.first ?? "The account"
        return switch refusal.reason {
        case .accountNotFound: names.count == 2 ? "\(payer) or \(names[1]) is not there" : "\(payer) is not there"
        case .accountExists: "\(payer) is there already"
        case .accountClosed: names.count == 2 ? "\(payer) or \(names[1]) is closed" : "\(payer) is closed"
        case .notAuthorized: "This client may not \(command.operation) here"
        case .currencyMismatch: "The amount is not in the currency of each account"
        case .insufficientFunds: insufficient(refusal, payer, command)
        case .amountOverflow: "The balance would be too large to be written"
        case .holdNotFound: "Hold \(command.hold ?? 0) is not there"
        case .holdNotActive: "Hold \(command.hold ?? 0) has been captured, voided, or has expired"
        case .holdExceeded: "Hold \(command.hold ?? 0) is of less"
        case .sameAccount: "\(payer) cannot pay itself"
        case .systemAccount: "Accounts that begin with @ are the bank's own"
        case .balanceNotZero: "The balance of \(payer) is not zero"
        case .accountHasHolds: "Something is held on \(payer)"
        }
    }

    private static func insufficient(_ refusal: Refusal, _ payer: String, _ command: LedgerCommand) -> String {
        guard let available = refusal.available, let currency = command.currency else {
            return "\(payer) does not have that much"
        }
        return "\(payer) has \(DecimalText.text(available, currency)) \(currency) to spend"
    }
}

extension ProblemCode {
    init(_ reason: RefusalReason) {
        self =
            switch reason {
            case .accountNotFound: .accountNotFound
            case .accountExists: .accountExists
            case .accountClosed: .accountClosed
            case .notAuthorized: .notAuthorized
            case .currencyMismatch: .currencyMismatch
            case .insufficientFunds: .insufficientFunds
            case .amountOverflow: .amountOverflow
            case .holdNotFound: .holdNotFound
            case .holdNotActive: .holdNotActive
            case .holdExceeded: .holdExceeded
            case .sameAccount: .sameAccount
            case .systemAccount: .systemAccount
            case .balanceNotZero: .balanceNotZero
            case .accountHasHolds: .accountHasHolds
            }
    }

    /// Whether the journal keeps such refusals.
    var isRecorded: Bool { RefusalReason.allCases.contains { ProblemCode($0) == self } }
}

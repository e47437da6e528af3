import HTTPTypes

// What docs/bank-openapi.json says about each route.

extension BankRoute {
    var summary: String {
        switch self {
        case .openAccount: "Open an account; for tellers"
        case .deposit: "Take cash in; for tellers"
        case .withdraw: "Give cash out; for the owner and tellers"
        case .closeAccount: "Close an empty account; for tellers"
        case .pay: "Pay from one account to another; for the payer"
        case .placeHold: "Set money aside for somebody; for the payer"
        case .captureHold: "Pay what was set aside, or less; for the payee and the payer"
        case .voidHold: "Give back what was set aside; for the payee and tellers"
        case .listAccounts: "The client's accounts; all, for tellers and auditors"
        case .getAccount: "An account's balance, now or at a time"
        case .getStatement: "What moved on an account"
        case .listHolds: "What is held on an account"
        case .getHold: "A hold"
        case .getEntry: "An entry of the journal; for who asked for it, the owners of its accounts, and auditors"
        case .getReceipt: "What proves an entry, offline"
        case .listJournal: "The journal's entries as they are hashed; for auditors"
        case .listBlocks: "The journal's sealed blocks; for auditors"
        case .getHealth: "Whether the bank can do its work"
        case .getMetrics: "Metrics in Prometheus' text format; for auditors"
        case .getDescription: "This document"
        case .accountsPage, .accountPage, .payForm: "A page"
        }
    }

    /// Whether it is a request that the ledger decides.
    var isCommand: Bool { method == .post && !isPage }

    var isCreating: Bool { self == .openAccount || self == .placeHold }

    /// Of `#/components/parameters`.
    var parameterNames: [String] {
        let names = ["account", "hold", "entry"].filter { path.contains("{\($0)}") } + (isCommand ? ["key"] : [])
        return switch self {
        case .listAccounts: ["afterAccount", "limit"]
        case .getAccount: names + ["at"]
        case .getStatement: names + ["from", "to", "after", "limit"]
        case .listJournal, .listBlocks: ["after", "limit"]
        default: names
        }
    }

    /// Of `#/components/schemas`.
    var requestSchema: String? {
        switch self {
        case .openAccount: "OpenRequest"
        case .deposit, .withdraw: "CashRequest"
        case .pay: "PaymentRequest"
        case .placeHold: "HoldRequest"
        case .captureHold: "CaptureRequest"
        case .closeAccount, .voidHold: "EmptyRequest"
        default: nil
        }
    }

    var answerText: String {
        switch self {
        case .getHealth: "The state of the store"
        case _ where isCommand: "It is done, and on the disk"
        default: "What was asked for"
        }
    }

    /// Media types and schemas.
    var answers: [(String, JSONValue)] {
        let json = "application/json"
        func schema(_ name: String) -> [(String, JSONValue)] { [(json, BankDescription.reference("schemas", name))] }
        return switch self {
        case .openAccount, .deposit, .withdraw, .closeAccount, .pay, .placeHold, .captureHold, .voidHold, .getEntry:
            schema("Entry")
        case .listAccounts: schema("AccountList")
        case .getAccount: schema("Account")
        case .getStatement: schema("Statement") + [("text/csv", ["type": "string"])]
        case .listHolds: schema("HoldList")
        case .getHold: schema("Hold")
        case .getReceipt: schema("Receipt")
        case .listJournal: schema("Journal")
        case .listBlocks: schema("BlockList")
        case .getHealth: schema("Health")
        case .getMetrics: [("text/plain", ["type": "string"])]
        case .getDescription: [(json, ["type": "object"])]
        case .accountsPage, .accountPage, .payForm: [("text/html", ["type": "string"])]
        }
    }

    /// The problems that there can be, by status.
    var problems: [(status: Int, codes: [ProblemCode])] {
        let codes = ProblemCode.allCases.filter { $0.isOf(self) }
        return Set(codes.map(\.status)).sorted().map { status in (status, codes.filter { $0.status == status }) }
    }
}

extension ProblemCode {
    /// Whether a route can have this answer.
    func isOf(_ route: BankRoute) -> Bool {
        switch self {
        case .rateLimited, .methodNotAllowed: true
        case .identityRequired, .storageFailed: !route.isForAnybody
        case .notFound: route == .getEntry || route == .getReceipt
        case .notAcceptable: route == .getStatement
        case .idempotencyKeyRequired, .idempotencyKeyInvalid, .idempotencyMismatch, .malformedJSON,
            .unsupportedMediaType, .contentTooLarge, .bodyIncomplete, .bodyTooSlow, .overloaded, .shuttingDown:
            route.isCommand
        case .invalidTime: [.placeHold, .getAccount, .getStatement].contains(route)
        case .invalidRequest:
            route.isCommand || [.getAccount, .getStatement, .listAccounts, .listJournal, .listBlocks].contains(route)
        case .invalidAmount: [.openAccount, .deposit, .withdraw, .pay, .placeHold, .captureHold].contains(route)
        case .invalidCurrency: [.openAccount, .deposit, .withdraw, .pay, .placeHold, .captureHold].contains(route)
        case .invalidAccountName:
            route.path.contains("{account}") || [.openAccount, .pay, .placeHold, .listAccounts].contains(route)
        case .crossSite: route.isPage
        default: isRefusal(of: route)
        }
    }

    /// Whether the ledger can refuse a route's command, or its reading, for this.
    private func isRefusal(of route: BankRoute) -> Bool {
        let moving: [BankRoute] = [.deposit, .withdraw, .pay, .placeHold, .captureHold]
        return switch self {
        case .notAuthorized: !route.isForAnybody && route != .listAccounts
        case .accountNotFound: route.path.contains("{account}") || [.pay, .placeHold].contains(route)
        case .accountExists: route == .openAccount
        case .accountClosed: moving.contains(route) || route == .closeAccount
        case .currencyMismatch, .amountOverflow: moving.contains(route)
        case .insufficientFunds: [.withdraw, .pay, .placeHold].contains(route)
        case .holdNotFound: [.getHold, .captureHold, .voidHold].contains(route)
        case .holdNotActive: [.captureHold, .voidHold].contains(route)
        case .holdExceeded: route == .captureHold
        case .sameAccount: [.pay, .placeHold].contains(route)
        case .systemAccount: moving.contains(route) || [.openAccount, .closeAccount].contains(route)
        case .balanceNotZero, .accountHasHolds: route == .closeAccount
        default: false
        }
    }
}

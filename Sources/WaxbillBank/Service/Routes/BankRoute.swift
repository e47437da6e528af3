import HTTPTypes

/// What there is to ask the bank for: a path and a method. The raw values name the operations in docs/bank-openapi.json
/// and in the metrics.
enum BankRoute: String, CaseIterable, Sendable {
    case openAccount
    case deposit
    case withdraw
    case closeAccount
    case pay
    case placeHold
    case captureHold
    case voidHold
    case listAccounts
    case getAccount
    case getStatement
    case listHolds
    case getHold
    case getEntry
    case getReceipt
    case listJournal
    case listBlocks
    case getHealth
    case getMetrics
    case getDescription
    // Pages.
    case accountsPage
    case accountPage
    case payForm

    /// With the names of parameters in braces.
    var path: String {
        switch self {
        case .openAccount, .listAccounts: "/v1/accounts"
        case .getAccount: "/v1/accounts/{account}"
        case .deposit: "/v1/accounts/{account}/deposits"
        case .withdraw: "/v1/accounts/{account}/withdrawals"
        case .closeAccount: "/v1/accounts/{account}/close"
        case .getStatement: "/v1/accounts/{account}/statement"
        case .listHolds: "/v1/accounts/{account}/holds"
        case .pay: "/v1/payments"
        case .placeHold: "/v1/holds"
        case .getHold: "/v1/holds/{hold}"
        case .captureHold: "/v1/holds/{hold}/capture"
        case .voidHold: "/v1/holds/{hold}/void"
        case .getEntry: "/v1/entries/{entry}"
        case .getReceipt: "/v1/entries/{entry}/receipt"
        case .listJournal: "/v1/journal"
        case .listBlocks: "/v1/blocks"
        case .getHealth: "/health"
        case .getMetrics: "/metrics"
        case .getDescription: "/openapi.json"
        case .accountsPage: "/"
        case .accountPage: "/accounts/{account}"
        case .payForm: "/accounts/{account}/payments"
        }
    }

    var method: HTTPRequest.Method {
        switch self {
        case .openAccount, .deposit, .withdraw, .closeAccount, .pay, .placeHold, .captureHold, .voidHold, .payForm:
            .post
        default: .get
        }
    }

    /// Whether it is for browsers (`--ui`).
    var isPage: Bool {
        switch self {
        case .accountsPage, .accountPage, .payForm: true
        default: false
        }
    }

    /// Whether whoever has a certificate may ask, even one without a name.
    var isForAnybody: Bool { self == .getHealth || self == .getDescription }

    /// Whether a path is one of this route's.
    func matches(path: Substring) -> Bool {
        let template = self.path.split(separator: "/")
        let components = path.split(separator: "/")
        return template.count == components.count
            && zip(template, components).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

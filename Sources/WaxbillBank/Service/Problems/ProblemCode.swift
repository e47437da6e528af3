/// The stable name of a refusal, and what HTTP says of it (docs/BANK.md).
enum ProblemCode: String, Hashable, Sendable, CaseIterable {
    // Decided by the ledger, and kept in its journal.
    case accountNotFound = "account_not_found"
    case accountExists = "account_exists"
    case accountClosed = "account_closed"
    case notAuthorized = "not_authorized"
    case currencyMismatch = "currency_mismatch"
    case insufficientFunds = "insufficient_funds"
    case amountOverflow = "amount_overflow"
    case holdNotFound = "hold_not_found"
    case holdNotActive = "hold_not_active"
    case holdExceeded = "hold_exceeded"
    case sameAccount = "same_account"
    case systemAccount = "system_account"
    case balanceNotZero = "balance_not_zero"
    case accountHasHolds = "account_has_holds"
    // The key says that it is about something else.
    case idempotencyMismatch = "idempotency_mismatch"
    // Not understood.
    case idempotencyKeyRequired = "idempotency_key_required"
    case idempotencyKeyInvalid = "idempotency_key_invalid"
    case malformedJSON = "malformed_json"
    case invalidRequest = "invalid_request"
    case invalidAmount = "invalid_amount"
    case invalidCurrency = "invalid_currency"
    case invalidAccountName = "invalid_account_name"
    case invalidTime = "invalid_time"
    case unsupportedMediaType = "unsupported_media_type"
    case notAcceptable = "not_acceptable"
    case contentTooLarge = "content_too_large"
    case bodyIncomplete = "body_incomplete"
    case bodyTooSlow = "body_too_slow"
    case crossSite = "cross_site"
    // Not for this client, or not here.
    case identityRequired = "identity_required"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    // Not now.
    case rateLimited = "rate_limited"
    case overloaded
    case storageFailed = "storage_failed"
    case shuttingDown = "shutting_down"

    /// The status of the HTTP answer.
    var status: Int {
        switch self {
        case .idempotencyKeyRequired, .idempotencyKeyInvalid, .malformedJSON, .bodyIncomplete: 400
        case .notAuthorized, .systemAccount, .identityRequired, .crossSite: 403
        case .accountNotFound, .holdNotFound, .notFound: 404
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .bodyTooSlow: 408
        case .accountExists, .accountClosed, .insufficientFunds, .holdNotActive, .holdExceeded, .balanceNotZero,
            .accountHasHolds:
            409
        case .contentTooLarge: 413
        case .unsupportedMediaType: 415
        case .currencyMismatch, .amountOverflow, .sameAccount, .idempotencyMismatch, .invalidRequest, .invalidAmount,
            .invalidCurrency, .invalidAccountName, .invalidTime:
            422
        case .rateLimited: 429
        case .overloaded, .storageFailed, .shuttingDown: 503
        }
    }

    /// The refusal in a few words, the same for every request: `title` of the problem document.
    var title: String {
        switch self {
        case .accountNotFound: "There is no such account"
        case .accountExists: "There is such an account already"
        case .accountClosed: "The account is closed"
        case .notAuthorized: "Not permitted"
        case .currencyMismatch: "The account has another currency"
        case .insufficientFunds: "The account does not have that much"
        case .amountOverflow: "The balance would be too large to be written"
        case .holdNotFound: "There is no such hold"
        case .holdNotActive: "The hold has been captured, voided, or has expired"
        case .holdExceeded: "More than what is held"
        case .sameAccount: "From an account to itself"
        case .systemAccount: "The account is the bank's own"
        case .balanceNotZero: "The account's balance is not zero"
        case .accountHasHolds: "Something is held on the account"
        case .idempotencyMismatch: "The idempotency key belongs to another request"
        case .idempotencyKeyRequired: "The request needs an idempotency key"
        case .idempotencyKeyInvalid: "The idempotency key is none"
        case .malformedJSON: "The content is not JSON as it has to be"
        case .invalidRequest: "The request is not understood"
        case .invalidAmount: "The amount is none"
        case .invalidCurrency: "The currency is none"
        case .invalidAccountName: "The account's name is none"
        case .invalidTime: "The time is none"
        case .unsupportedMediaType: "The content's type is not understood"
        case .notAcceptable: "There is no answer of the accepted types"
        case .contentTooLarge: "The content is too large"
        case .bodyIncomplete: "The content ended early"
        case .bodyTooSlow: "The content came too slowly"
        case .crossSite: "The form comes from another site"
        case .identityRequired: "The client's certificate has no name"
        case .notFound: "There is nothing here"
        case .methodNotAllowed: "The method is not allowed here"
        case .rateLimited: "Too many requests"
        case .overloaded: "Too much is waiting"
        case .storageFailed: "The ledger cannot be written"
        case .shuttingDown: "The server shuts down"
        }
    }
}

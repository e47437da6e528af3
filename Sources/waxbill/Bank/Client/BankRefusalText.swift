import WaxbillBank

/// A bank's refusal in words.
struct BankRefusalText {
    private let refusal: BankRefusal
    private let currency: Currency?

    init(_ refusal: BankRefusal, _ currency: Currency?) {
        self.refusal = refusal
        self.currency = currency
    }

    /// A sentence without its full stop, and the code.
    var sentence: String {
        let detail = refusal.detail.map { escaped($0, limit: 300) }
        let code = refusal.code ?? "HTTP status \(refusal.status)"
        guard let words = available ?? words else {
            return "the bank refused: \(detail ?? "it does not say why") (\(code))"
        }
        return detail.map { "\(words): \($0) (\(code))" } ?? "\(words) (\(code))"
    }

    /// What can be done about it, if anything is known.
    var advice: String? {
        switch refusal.code {
        case "idempotency_mismatch": "leave --id away for a new request; give it with the same arguments for an old one"
        case "account_has_holds": "'waxbill bank holds' shows what is held: capture or void it first"
        case "balance_not_zero": "withdraw or pay what is left first"
        case "identity_required": "the certificate needs a URI waxbill:NAME: 'waxbill ca issue client NAME' makes one"
        case "rate_limited", "overloaded", "shutting_down": "ask again later"
        case nil where !refusal.isTemporary: "what answers there may not be a bank"
        default: nil
        }
    }

    /// The same in words, where it is known what could be spent.
    private var available: String? {
        guard refusal.code == "insufficient_funds", refusal.detail == nil, let units = refusal.available, let currency
        else { return nil }
        return "there is not enough money: \(DecimalText.text(units, currency)) \(currency) to spend"
    }

    private var words: String? {
        switch refusal.code {
        case "account_not_found": "there is no such account"
        case "account_exists": "the account exists already"
        case "account_closed": "the account is closed"
        case "not_authorized": "not permitted"
        case "currency_mismatch": "the account is in another currency"
        case "insufficient_funds": "there is not enough money"
        case "amount_overflow": "the balance would be too large"
        case "hold_not_found": "there is no such hold"
        case "hold_not_active": "the hold is no longer there to use"
        case "hold_exceeded": "that is more than is held"
        case "same_account": "an account cannot pay itself"
        case "system_account": "the account is the bank's own"
        case "balance_not_zero": "the account is not empty"
        case "account_has_holds": "something is held on the account"
        case "idempotency_mismatch": "the key is that of another request, so nothing moved"
        case "idempotency_key_required", "idempotency_key_invalid", "malformed_json", "unsupported_media_type",
            "not_acceptable", "content_too_large", "body_incomplete", "invalid_request", "method_not_allowed":
            "the bank does not understand the request"
        case "invalid_amount": "that is no amount"
        case "invalid_currency": "that is no currency"
        case "invalid_account_name": "that is no account's name"
        case "invalid_time": "that is no time"
        case "identity_required": "the certificate does not say who you are"
        case "not_found": "there is nothing like that"
        case "body_too_slow": "the bank gave up waiting for the request"
        case "rate_limited": "that were too many requests"
        case "overloaded": "the bank has no time"
        case "storage_failed": "the bank cannot use its ledger"
        case "shutting_down": "the bank is closing"
        default: nil
        }
    }
}

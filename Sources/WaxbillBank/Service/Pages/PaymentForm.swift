/// The fields of the form for payments.
struct PaymentForm: Sendable {
    /// Made for each form that is rendered, so that sending it twice pays once.
    var key = IdempotencyKey(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)).description
    var to = ""
    var amount = ""
    var reference = ""

    init() {}

    /// - Parameter content: as a browser sends it.
    /// - Throws: `invalid_request`.
    init(_ content: String) throws(Problem) {
        let items = try QueryItems(form: content, known: ["key", "to", "amount", "reference"])
        key = items["key"] ?? ""
        to = items["to"] ?? ""
        amount = items["amount"] ?? ""
        reference = items["reference"] ?? ""
    }

    /// What the form asks for.
    /// - Throws: `idempotency_key_invalid`, `invalid_account_name`, `invalid_amount`, `invalid_request`.
    func payment(from account: AccountName, _ currency: Currency) throws(Problem) -> (IdempotencyKey, LedgerCommand) {
        guard let key = IdempotencyKey(key) else { throw Problem(.idempotencyKeyInvalid, "The form has lost its key") }
        let payee = try AccountName(requested: to)
        guard let units = DecimalText.minorUnits(amount, currency), let amount = Amount(minorUnits: units) else {
            throw Problem(.invalidAmount, "An amount is written as \(DecimalText.text(2500, currency))")
        }
        guard reference.utf8.count <= LedgerLimits.reference, reference.isPrintable else {
            throw Problem(.invalidRequest, "A reference has at most 140 bytes")
        }
        return (key, .pay(from: account, to: payee, Money(amount, currency), reference: reference))
    }

    /// For the page that shows the form again: a new key, unless sending it once more means the same payment.
    var pageValues: [String: Any] {
        let known = IdempotencyKey(key) == nil ? PaymentForm().key : key
        return ["key": known, "to": to, "amount": amount, "reference": reference]
    }
}

import HTTPTypes
import Hummingbird
import NIOCore

extension BankService {
    /// `/`: the accounts that the client may see.
    func accountsPage(_ request: Request, _ context: BankContext) async throws -> Response {
        let identity = try context.requireIdentity()
        let items = try QueryItems(target: request.head.path ?? "", known: ["after"])
        let after = try items["after"].map { (text) throws(Problem) in try AccountName(requested: text) }
        let owner = roles.mayReadAll(identity) ? nil : identity
        let time = BankTime.now()
        let accounts = try await read { (snapshot) throws(LedgerStoreError) in
            var accounts: [Account] = []
            for account in try snapshot.accounts(after: after, ownedBy: owner, limit: Self.rowsOfPage + 1) {
                accounts.append(try snapshot.current(account, at: time))
            }
            return accounts
        }
        let rows = accounts.prefix(Self.rowsOfPage)
        var values: [String: Any] = ["identity": identity, "accounts": rows.map(\.pageValues)]
        if accounts.count > rows.count { values["next"] = ["after": rows.last?.name.text ?? ""] as [String: Any] }
        return BankPage.response(.ok, title: "Accounts", BankPage.accounts, values)
    }

    /// `/accounts/{account}`: balance, history, and a form for payments where the account is the client's.
    func accountPage(_ request: Request, _ context: BankContext) async throws -> Response {
        let items = try QueryItems(target: request.head.path ?? "", known: ["after", "entry"])
        let after = try items.number("after")
        let number = try items.number("entry")
        return try await accountPage(
            try context.account(), context, after: after, outcomeOf: number, form: PaymentForm(), problem: nil)
    }

    /// - Parameters:
    ///   - number: the entry whose outcome is told.
    ///   - form: what stands in the fields.
    ///   - problem: why the form was not accepted.
    func accountPage(
        _ name: AccountName, _ context: BankContext, after: UInt64? = nil, outcomeOf number: UInt64? = nil,
        form: PaymentForm, problem: Problem?
    ) async throws -> Response {
        let identity = try context.requireIdentity()
        let time = BankTime.now()
        let (statement, entry) = try await readAccount(name, context) { (snapshot, account) throws(LedgerStoreError) in
            let current = try snapshot.current(account, at: time)
            let statement = try AccountStatement(
                of: current, from: nil, to: nil, now: time, after: after ?? 0, limit: Self.rowsOfPage, in: snapshot)
            let stored = try number.flatMap { (number) throws(LedgerStoreError) in
                number > 0 ? try snapshot.entries(after: number - 1, limit: 1).first : nil
            }
            return (statement, stored.flatMap { try? JournalEntry(decoding: $0.bytes) })
        }
        let account = statement.account
        var values = account.pageValues
        values["identity"] = identity
        values["lines"] = statement.lines.map { $0.pageValues(account.currency) }
        if let after, after > 0 { values["first"] = true }
        if let next = statement.next { values["next"] = ["after": "\(next)"] as [String: Any] }
        // Only what the client has asked for itself is told; the number is in the address, and anybody can write one there.
        if let entry, entry.request.requester.name.hasSameBytes(as: identity),
            entry.request.command.accounts.first == name
        {
            values.merge(entry.outcomeValues) { $1 }
        }
        if let problem { values["refused"] = ["text": problem.detail + "."] as [String: Any] }
        if account.owner.hasSameBytes(as: identity), account.isOpen { values["form"] = form.pageValues }
        let status = problem.map { HTTPResponse.Status(code: $0.code.status) } ?? .ok
        return BankPage.response(status, title: name.text, BankPage.account, values)
    }

    private static var rowsOfPage: Int { 50 }

    /// A form that was sent: it pays once, however often it is sent, and the browser is then led back to the account.
    func payForm(_ request: Request, _ context: BankContext) async throws -> Response {
        let identity = try context.requireIdentity()
        // A browser shows the certificate whoever made the form.
        guard request.isFromHere else {
            throw Problem(.crossSite, "The form was not sent from one of the bank's pages")
        }
        try request.requireContent(of: "application/x-www-form-urlencoded")
        let content = try await request.boundedContent()
        let form = try PaymentForm(String(buffer: content))
        let name = try context.account()
        let currency = try await readAccount(name, context) { (_, account) throws(LedgerStoreError) in account.currency
        }
        let number: UInt64
        do throws(Problem) {
            let (key, command) = try form.payment(from: name, currency)
            let ledgerRequest = LedgerRequest(key: key, requester: roles.requester(identity), command: command)
            number = try await submit(ledgerRequest, context).entry.number
        } catch {
            guard let entry = error.entry else {
                context.notes.note(code: error.code, entry: nil)
                return try await accountPage(name, context, form: form, problem: error)
            }
            context.notes.note(code: error.code, entry: entry)
            number = entry
        }
        // RFC 9110, Section 15.4.4: loading the page again does not send the form again.
        var response = Response.bank(.seeOther, ByteBuffer(), type: "text/html; charset=utf-8")
        response.headers[.location] = "/accounts/\(name)?entry=\(number)"
        return response
    }
}

extension Request {
    /// Whether the browser says that one of the bank's own pages has sent this, or the user.
    fileprivate var isFromHere: Bool {
        if let site = headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = headers[.origin] else { return false }
        return origin.lowercased() == "https://\(head.authority?.lowercased() ?? "")"
    }
}

import Hummingbird

extension BankService {
    /// `/v1/accounts`: the client's own; all, for tellers and auditors. One snapshot for all of an answer.
    func listAccounts(_ request: Request, _ context: BankContext) async throws -> Response {
        let identity = try context.requireIdentity()
        let items = try QueryItems(target: request.head.path ?? "", known: ["after", "limit"])
        let limit = try items.limit()
        let after = try items["after"].map { (text) throws(Problem) in try AccountName(requested: text) }
        let owner = roles.mayReadAll(identity) ? nil : identity
        let time = BankTime.now()
        let (accounts, moment) = try await read { (snapshot) throws(LedgerStoreError) in
            let found = try snapshot.accounts(after: after, ownedBy: owner, limit: limit + 1)
            var accounts: [Account] = []
            for account in found { accounts.append(try snapshot.current(account, at: time)) }
            return (accounts, LedgerMoment(entry: try snapshot.head().number, time: time))
        }
        var json = JSONWriter()
        json.beginObject()
        json.name("accounts")
        json.beginArray()
        for account in accounts.prefix(limit) { AccountDocument.append(account, nil, to: &json) }
        json.endArray()
        AccountDocument.append(moment, to: &json)
        if accounts.count > limit { json.member("next", accounts[limit - 1].name.text) }
        json.endObject()
        return Response.json(.ok, json.finish())
    }

    /// `/v1/accounts/{account}`, now or `?at=TIME`.
    func account(_ request: Request, _ context: BankContext) async throws -> Response {
        let items = try QueryItems(target: request.head.path ?? "", known: ["at"])
        let name = try context.account()
        let at = try items.time("at")
        let now = BankTime.now()
        let (account, moment, balance) = try await readAccount(name, context) {
            (snapshot, account) throws(LedgerStoreError) in
            guard let at else {
                let current = try snapshot.current(account, at: now)
                return (current, LedgerMoment(entry: try snapshot.head().number, time: now), nil as Int64?)
            }
            // What there will be at a time that has not come yet is not known.
            let moment = min(at, try snapshot.head().time(at: now))
            let last = try snapshot.lastEntry(notAfter: moment)
            let balance = try snapshot.lastPosting(of: account, notAfter: last)?.balance ?? 0
            return (account, LedgerMoment(entry: last, time: moment), balance)
        }
        var json = JSONWriter()
        if let balance {
            AccountDocument.append(account, balance: balance, moment, to: &json)
        } else {
            AccountDocument.append(account, moment, to: &json)
        }
        return Response.json(.ok, json.finish())
    }

    /// `/v1/accounts/{account}/holds`: those that are active.
    func holds(_ context: BankContext) async throws -> Response {
        let name = try context.account()
        let time = BankTime.now()
        let (account, holds) = try await readAccount(name, context) { (snapshot, account) throws(LedgerStoreError) in
            (account, try snapshot.activeHolds(of: account))
        }
        var json = JSONWriter()
        json.beginObject()
        json.member("account", account.name.text)
        json.name("holds")
        json.beginArray()
        for hold in holds where hold.state(at: time) == .active {
            AccountDocument.append(hold, account.currency, at: time, to: &json)
        }
        json.endArray()
        json.endObject()
        return Response.json(.ok, json.finish())
    }

    /// `/v1/holds/{hold}`, for the owners of both accounts, tellers and auditors.
    func hold(_ context: BankContext) async throws -> Response {
        let identity = try context.requireIdentity()
        let id = try context.number("hold", orThrow: .holdNotFound)
        let found = try await read { (snapshot) throws(LedgerStoreError) in
            guard let hold = try snapshot.hold(id), let from = try snapshot.account(hold.from),
                let to = try snapshot.account(hold.to)
            else { return nil as (Hold, Account, Account)? }
            return (hold, from, to)
        }
        guard let (hold, from, to) = found else { throw Problem(.holdNotFound, "Hold \(id) is not there") }
        guard roles.mayRead(identity, from) || roles.mayRead(identity, to) else {
            throw Problem(.notAuthorized, "The hold is between others")
        }
        var json = JSONWriter()
        AccountDocument.append(hold, from.currency, at: BankTime.now(), to: &json)
        return Response.json(.ok, json.finish())
    }

    /// Reads something about an account that the client may see.
    /// - Throws: `account_not_found`, `not_authorized`, `storage_failed`.
    func readAccount<Result: Sendable>(
        _ name: AccountName, _ context: BankContext,
        _ body: @escaping @Sendable (any LedgerSnapshot, Account) throws(LedgerStoreError) -> Result
    ) async throws(Problem) -> Result {
        let identity = try context.requireIdentity()
        let roles = roles
        let outcome = try await read { (snapshot) throws(LedgerStoreError) -> AccountReading<Result> in
            guard let account = try snapshot.account(name) else { return .notFound }
            guard roles.mayRead(identity, account) else { return .notAuthorized }
            return .found(try body(snapshot, account))
        }
        switch outcome {
        case .found(let result): return result
        case .notFound: throw Problem(.accountNotFound, "\(name) is not there")
        case .notAuthorized: throw Problem(.notAuthorized, "\(name) is somebody else's")
        }
    }
}

private enum AccountReading<Result: Sendable>: Sendable {
    case found(Result)
    case notFound
    case notAuthorized
}

extension LedgerSnapshot {
    /// An account as it is at a time: without what has expired by then.
    func current(_ account: Account, at time: Int64) throws(LedgerStoreError) -> Account {
        guard let expiry = account.nextExpiry, expiry <= time else { return account }
        return account.afterExpiry(of: try activeHolds(of: account), at: time)
    }
}

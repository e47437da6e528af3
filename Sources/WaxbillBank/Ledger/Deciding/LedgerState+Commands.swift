// What each command needs, and what it moves. Nothing is changed before all that is needed has been found.

extension LedgerState {
    /// - Parameter number: of the entry that the command becomes.
    /// - Returns: what moves.
    mutating func carryOut(_ request: LedgerRequest, entry number: UInt64) throws(Refusal) -> [Posting] {
        let requester = request.requester
        switch request.command {
        case .open(let account, let owner, let currency, let creditLimit):
            return try open(account, owner, currency, creditLimit, requester)
        case .deposit(let account, let money):
            return try deposit(account, money, requester)
        case .withdraw(let account, let money):
            return try withdraw(account, money, requester)
        case .pay(let from, let to, let money, _):
            return try pay(from, to, money, requester)
        case .hold(let from, let to, let money, let expiresIn, _):
            return try hold(from, to, money, expiresIn, requester, entry: number)
        case .capture(let hold, let amount):
            return try capture(hold, amount, requester)
        case .void(let hold):
            return try void(hold, requester)
        case .close(let account):
            return try close(account, requester)
        }
    }

    private mutating func open(
        _ name: AccountName, _ owner: String, _ currency: Currency, _ creditLimit: Int64, _ requester: Requester
    ) throws(Refusal) -> [Posting] {
        guard requester.isTeller else { throw Refusal(.notAuthorized) }
        guard !name.isSystem else { throw Refusal(.systemAccount) }
        guard accounts[name] == nil else { throw Refusal(.accountExists) }
        for system in [AccountName.cash(currency), .fees(currency)] where accounts[system] == nil {
            add(system, owner: "", currency)
        }
        add(name, owner: owner, currency, creditLimit: creditLimit)
        return []
    }

    private mutating func deposit(
        _ name: AccountName, _ money: Money, _ requester: Requester
    ) throws(Refusal) -> [Posting] {
        guard requester.isTeller else { throw Refusal(.notAuthorized) }
        let account = try usable(name, money.currency)
        let units = money.amount.minorUnits
        return try post([Posting(.cash(money.currency), -units), Posting(account.name, units)])
    }

    private mutating func withdraw(
        _ name: AccountName, _ money: Money, _ requester: Requester
    ) throws(Refusal) -> [Posting] {
        let account = try account(name)
        guard requester.isTeller || account.owner.hasSameBytes(as: requester.name) else {
            throw Refusal(.notAuthorized)
        }
        try requireUsable(account, money.currency)
        let units = money.amount.minorUnits
        try requireAvailable(units, of: account)
        return try post([Posting(account.name, -units), Posting(.cash(money.currency), units)])
    }

    private mutating func pay(
        _ from: AccountName, _ to: AccountName, _ money: Money, _ requester: Requester
    ) throws(Refusal) -> [Posting] {
        let payer = try ownAccount(from, requester)
        try requireUsable(payer, money.currency)
        let payee = try otherAccount(to, than: payer, money.currency)
        return try transfer(money, from: payer, to: payee)
    }

    private mutating func hold(
        _ from: AccountName, _ to: AccountName, _ money: Money, _ expiresIn: Int64, _ requester: Requester,
        entry number: UInt64
    ) throws(Refusal) -> [Posting] {
        var payer = try ownAccount(from, requester)
        try requireUsable(payer, money.currency)
        let payee = try otherAccount(to, than: payer, money.currency)
        let units = money.amount.minorUnits
        try requireAvailable(units, of: payer)
        let (held, overflow) = payer.held.addingReportingOverflow(units)
        let (expires, isTooLate) = time.addingReportingOverflow(expiresIn)
        guard !overflow, !isTooLate else { throw Refusal(.amountOverflow) }
        payer.held = held
        payer.nextExpiry = min(payer.nextExpiry ?? expires, expires)
        change(payer)
        change(Hold(id: number, from: payer.name, to: payee.name, amount: money.amount, expires: expires))
        return []
    }

    private mutating func capture(
        _ id: HoldID, _ amount: Amount?, _ requester: Requester
    ) throws(Refusal) -> [Posting] {
        guard let known = holds[id] else { throw Refusal(.holdNotFound) }
        let owners = [try account(known.from).owner, try account(known.to).owner]
        guard owners.contains(where: { $0.hasSameBytes(as: requester.name) }) else { throw Refusal(.notAuthorized) }
        let hold = try activeHold(id)
        let amount = amount ?? hold.amount
        guard amount <= hold.amount else { throw Refusal(.holdExceeded) }
        let payer = try account(hold.from)
        let payee = try usable(hold.to, payer.currency)
        try requireUsable(payer, payer.currency)
        let units = amount.minorUnits
        let postings = try post([Posting(payer.name, -units), Posting(payee.name, units)])
        try end(hold, as: .captured)
        return postings
    }

    private mutating func void(_ id: HoldID, _ requester: Requester) throws(Refusal) -> [Posting] {
        guard let known = holds[id] else { throw Refusal(.holdNotFound) }
        let payee = try account(known.to)
        guard requester.isTeller || payee.owner.hasSameBytes(as: requester.name) else { throw Refusal(.notAuthorized) }
        try end(try activeHold(id), as: .voided)
        return []
    }

    private mutating func close(_ name: AccountName, _ requester: Requester) throws(Refusal) -> [Posting] {
        guard requester.isTeller else { throw Refusal(.notAuthorized) }
        guard !name.isSystem else { throw Refusal(.systemAccount) }
        var account = try account(name)
        guard account.isOpen else { throw Refusal(.accountClosed) }
        guard account.held == 0 else { throw Refusal(.accountHasHolds) }
        guard account.balance == 0 else { throw Refusal(.balanceNotZero) }
        account.isOpen = false
        change(account)
        return []
    }
}

// MARK: What commands have in common

extension LedgerState {
    /// Moves a payment, with the bank's fee.
    private mutating func transfer(_ money: Money, from payer: Account, to payee: Account) throws(Refusal) -> [Posting]
    {
        let units = money.amount.minorUnits
        guard let fee = rules.fees[money.currency]?.minorUnits else {
            try requireAvailable(units, of: payer)
            return try post([Posting(payer.name, -units), Posting(payee.name, units)])
        }
        let (total, overflow) = units.addingReportingOverflow(fee)
        guard !overflow else { throw Refusal(.amountOverflow) }
        try requireAvailable(total, of: payer)
        return try post([
            Posting(payer.name, -total), Posting(payee.name, units), Posting(.fees(money.currency), fee),
        ])
    }

    /// Frees what a hold has set aside.
    private mutating func end(_ hold: Hold, as state: Hold.State) throws(Refusal) {
        var payer = try account(hold.from)
        let (held, overflow) = payer.held.subtractingReportingOverflow(hold.amount.minorUnits)
        guard !overflow else { throw Refusal(.amountOverflow) }
        payer.held = held
        if payer.held == 0 { payer.nextExpiry = nil }
        change(payer)
        var hold = hold
        hold.recordedState = state
        change(hold)
    }

    private func ownAccount(_ name: AccountName, _ requester: Requester) throws(Refusal) -> Account {
        let account = try account(name)
        guard account.owner.hasSameBytes(as: requester.name) else { throw Refusal(.notAuthorized) }
        return account
    }

    private func otherAccount(
        _ name: AccountName, than payer: Account, _ currency: Currency
    ) throws(Refusal) -> Account {
        guard name != payer.name else { throw Refusal(.sameAccount) }
        return try usable(name, currency)
    }

    /// A customer's account that is open and in this currency.
    private func usable(_ name: AccountName, _ currency: Currency) throws(Refusal) -> Account {
        guard !name.isSystem else { throw Refusal(.systemAccount) }
        let account = try account(name)
        try requireUsable(account, currency)
        return account
    }

    private func requireUsable(_ account: Account, _ currency: Currency) throws(Refusal) {
        guard !account.name.isSystem else { throw Refusal(.systemAccount) }
        guard account.isOpen else { throw Refusal(.accountClosed) }
        guard account.currency == currency else { throw Refusal(.currencyMismatch) }
    }

    private func requireAvailable(_ units: Int64, of account: Account) throws(Refusal) {
        guard units <= account.available else {
            throw Refusal(.insufficientFunds, available: max(0, account.available))
        }
    }
}

extension LedgerCommand {
    /// The command of a request to post something.
    /// - Throws: `invalid_account_name`, `invalid_amount`, `invalid_currency`, `invalid_time`, `invalid_request`; `not_found`
    ///   where the route is not one of a command.
    init(_ route: BankRoute, _ context: BankContext, _ object: JSONObject) throws(Problem) {
        switch route {
        case .openAccount:
            let members = try CommandMembers(object, only: ["account", "owner", "currency", "creditLimit"])
            self = .open(
                account: try members.account("account"), owner: try members.owner(), currency: try members.currency(),
                creditLimit: try members.creditLimit())
        case .deposit:
            let members = try CommandMembers(object, only: ["amount", "currency"])
            self = .deposit(account: try context.account(), try members.money())
        case .withdraw:
            let members = try CommandMembers(object, only: ["amount", "currency"])
            self = .withdraw(account: try context.account(), try members.money())
        case .closeAccount:
            _ = try CommandMembers(object, only: [])
            self = .close(account: try context.account())
        case .pay:
            let members = try CommandMembers(object, only: ["from", "to", "amount", "currency", "reference"])
            self = .pay(
                from: try members.account("from"), to: try members.account("to"), try members.money(),
                reference: try members.reference())
        case .placeHold:
            let names = ["from", "to", "amount", "currency", "expiresIn", "reference"]
            let members = try CommandMembers(object, only: names)
            self = .hold(
                from: try members.account("from"), to: try members.account("to"), try members.money(),
                expiresIn: try members.expiresIn(), reference: try members.reference())
        case .captureHold:
            let members = try CommandMembers(object, only: ["amount", "currency"])
            _ = try members.optionalCurrency()
            self = .capture(
                hold: try context.number("hold", orThrow: .holdNotFound), amount: try members.optionalAmount())
        case .voidHold:
            _ = try CommandMembers(object, only: [])
            self = .void(hold: try context.number("hold", orThrow: .holdNotFound))
        default: throw Problem(.notFound, "Nothing is done here")
        }
    }
}

extension BankContext {
    /// The account that the path names.
    /// - Throws: `invalid_account_name`.
    func account() throws(Problem) -> AccountName { try AccountName(requested: try parameter("account")) }

    /// A number that the path names.
    /// - Throws: `code` where it is none.
    func number(_ name: Substring, orThrow code: ProblemCode) throws(Problem) -> UInt64 {
        let text = try parameter(name)
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(text), number < 1 << 62 else {
            throw Problem(code, "\"\(text)\" is not the number of anything here")
        }
        return number
    }
}

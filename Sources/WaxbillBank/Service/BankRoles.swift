/// Who may do more than use accounts of their own.
public struct BankRoles: Sendable, Hashable {
    /// Identities that open and close accounts, and take and give cash.
    public var tellers: Set<String>
    /// Identities that may read everything.
    public var auditors: Set<String>

    public init(tellers: Set<String> = [], auditors: Set<String> = []) {
        self.tellers = tellers
        self.auditors = auditors
    }

    func requester(_ identity: String) -> Requester {
        Requester(name: identity, isTeller: tellers.contains(identity))
    }

    /// Whether somebody may see an account and what moves on it.
    func mayRead(_ identity: String, _ account: Account) -> Bool { account.owner == identity || mayReadAll(identity) }

    /// Whether somebody may see all accounts.
    func mayReadAll(_ identity: String) -> Bool { tellers.contains(identity) || auditors.contains(identity) }
}

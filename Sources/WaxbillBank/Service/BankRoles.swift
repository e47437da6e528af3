/// Who may do more than use accounts of their own.
package struct BankRoles: Sendable, Hashable {
    /// Identities that open and close accounts, and take and give cash.
    package var tellers: Set<String>
    /// Identities that may read everything.
    package var auditors: Set<String>

    package init(tellers: Set<String> = [], auditors: Set<String> = []) {
        self.tellers = tellers
        self.auditors = auditors
    }

    func requester(_ identity: String) -> Requester {
        Requester(name: identity, isTeller: tellers.contains { $0.hasSameBytes(as: identity) })
    }

    /// Whether somebody may see an account and what moves on it.
    func mayRead(_ identity: String, _ account: Account) -> Bool {
        account.owner.hasSameBytes(as: identity) || mayReadAll(identity)
    }

    /// Whether somebody may see all accounts.
    func mayReadAll(_ identity: String) -> Bool {
        requester(identity).isTeller || isAuditor(identity)
    }

    /// Whether somebody may see the whole journal. Identities are the same when their bytes are, which is stricter than `==`.
    func isAuditor(_ identity: String) -> Bool { auditors.contains { $0.hasSameBytes(as: identity) } }
}

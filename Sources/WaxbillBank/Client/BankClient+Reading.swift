import NIOCore
import NIOHTTP1

extension BankClient {
    /// An account, now or at a time (RFC 3339, or a date).
    /// - Throws: ``BankClientError``, here and below.
    package func account(
        _ name: AccountName, at time: String? = nil
    ) async throws(BankClientError) -> BankAnswer<AccountAnswer> {
        try await document(RequestTarget("/v1/accounts/\(name)").with("at", time))
    }

    /// A page of the accounts that the client may see.
    package func accounts(
        after name: String? = nil, limit: Int? = nil
    ) async throws(BankClientError) -> BankAnswer<AccountsAnswer> {
        try await document(RequestTarget("/v1/accounts").with("after", name).with("limit", limit))
    }

    /// A page of what moved on an account.
    package func statement(_ query: StatementQuery) async throws(BankClientError) -> BankAnswer<StatementAnswer> {
        try await document(query.target)
    }

    /// The same as comma-separated values, and whether another page follows.
    package func statementText(
        _ query: StatementQuery
    ) async throws(BankClientError) -> (text: ByteBuffer, next: StatementQuery?) {
        let (head, body) = try await get(query.target, accept: "text/csv")
        guard head.headers.first(name: "Content-Type")?.hasPrefix("text/csv") == true else {
            throw .malformedAnswer("the statement is no text/csv")
        }
        return (body, query.next(after: head.headers.first(name: "Link")))
    }

    /// A hold.
    package func hold(_ id: HoldID) async throws(BankClientError) -> BankAnswer<HoldAnswer> {
        try await document(RequestTarget("/v1/holds/\(id)"))
    }

    /// What is held on an account.
    package func holds(of account: AccountName) async throws(BankClientError) -> BankAnswer<HoldsAnswer> {
        try await document(RequestTarget("/v1/accounts/\(account)/holds"))
    }

    /// An entry of the journal.
    package func entry(_ number: UInt64) async throws(BankClientError) -> BankAnswer<EntryAnswer> {
        try await document(RequestTarget("/v1/entries/\(number)"))
    }

    /// The receipt for an entry, as it is to be kept.
    package func receipt(for entry: UInt64) async throws(BankClientError) -> ByteBuffer {
        try await get(RequestTarget("/v1/entries/\(entry)/receipt")).body
    }

    /// A page of the journal, as the bank sends it; for auditors.
    package func journal(after entry: UInt64, limit: Int? = nil) async throws(BankClientError) -> ByteBuffer {
        try await get(RequestTarget("/v1/journal").with("after", entry).with("limit", limit)).body
    }

    /// A page of the signed blocks, as the bank sends it; for auditors.
    package func blocks(after block: UInt64, limit: Int? = nil) async throws(BankClientError) -> ByteBuffer {
        try await get(RequestTarget("/v1/blocks").with("after", block).with("limit", limit)).body
    }

    private func document<Value: Decodable & Sendable>(
        _ target: RequestTarget
    ) async throws(BankClientError) -> BankAnswer<Value> {
        let (head, body) = try await get(target)
        guard head.headers.first(name: "Content-Type")?.hasPrefix("application/json") == true else {
            throw .malformedAnswer("it is no JSON")
        }
        return try BankAnswer(body)
    }
}

/// Which part of an account's statement is wanted.
package struct StatementQuery: Sendable, Hashable {
    package var account: AccountName
    /// Times of RFC 3339, or dates; nil: from the first entry, up to now.
    package var from: String?
    package var to: String?
    /// The entry after which the page begins.
    package var after: UInt64?
    /// The most movements of a page.
    package var limit: Int?

    /// The whole statement of an account.
    package init(_ account: AccountName) { self.account = account }

    var target: RequestTarget {
        RequestTarget("/v1/accounts/\(account)/statement").with("from", from).with("to", to).with("after", after)
            .with("limit", limit)
    }

    /// The page that a field `Link` announces (RFC 8288); nil where it announces none.
    func next(after link: String?) -> StatementQuery? {
        guard let link, link.contains("rel=\"next\""), let query = link.split(separator: "?").dropFirst().first else {
            return nil
        }
        var next = self
        for item in query.prefix(while: { $0 != ">" }).split(separator: "&") {
            // So that the pages belong together, the server says up to when they go.
            if item.hasPrefix("to=") { next.to = String(item.dropFirst(3)) }
            if item.hasPrefix("after=") { next.after = UInt64(item.dropFirst(6)) }
        }
        return next.after == after ? nil : next
    }
}

import HTTPTypes
import Hummingbird
import WaxbillHummingbird

extension BankService {
    /// `/v1/accounts/{account}/statement`, as JSON or CSV.
    func statement(_ request: Request, _ context: BankContext) async throws -> Response {
        let accepted = AcceptedTypes(field: request.headers[.accept])
        let (json, csv) = (accepted.quality(of: "application/json"), accepted.quality(of: "text/csv"))
        guard json > 0 || csv > 0 else {
            throw Problem(.notAcceptable, "There are statements as application/json and as text/csv")
        }
        let items = try QueryItems(target: request.head.path ?? "", known: ["from", "to", "after", "limit"])
        let (from, limit) = (try items.time("from"), try items.limit())
        let (to, now) = (try items.time("to", isEnd: true), BankTime.now())
        if let from, let to, from > to { throw Problem(.invalidTime, "\"from\" is after \"to\"") }
        let after = try items.number("after")
        let name = try context.account()
        let statement = try await readAccount(name, context) { (snapshot, account) throws(LedgerStoreError) in
            try AccountStatement(
                of: account, from: from, to: to, now: now, after: after ?? 0, limit: limit, in: snapshot)
        }
        if let from, from > statement.to { throw Problem(.invalidTime, "\"from\" has not come yet") }
        var response =
            csv > json
            ? Response.bank(.ok, statement.csv(isFirst: after == nil), type: "text/csv; charset=utf-8; header=present")
            : Response.json(.ok, statement.json)
        response.headers[.vary] = "Accept"
        if let next = statement.next {
            // RFC 8288: a program that reads CSV finds the next page as well. The time is said, so that it stays the same.
            var query = "to=\(BankTime.format(statement.to))&after=\(next)&limit=\(limit)"
            if let from { query = "from=\(BankTime.format(from))&" + query }
            response.headers[.link] = "</v1/accounts/\(name)/statement?\(query)>; rel=\"next\""
        }
        return response
    }
}

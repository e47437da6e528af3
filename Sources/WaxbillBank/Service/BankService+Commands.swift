import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension BankService {
    /// A request that the ledger decides and keeps.
    func carryOut(_ route: BankRoute, _ request: Request, _ context: BankContext) async throws -> Response {
        let identity = try context.requireIdentity()
        try request.requireContent(of: "application/json")
        let key = try request.idempotencyKey()
        let content = try await request.boundedContent()
        let object = try JSONObject(content.readableBytesView)
        let command = try LedgerCommand(route, context, object)
        if case .capture(let hold, _) = command, case .text(let code) = object["currency"] {
            try await requireCurrency(code, of: hold)
        }
        let record = try await submit(
            LedgerRequest(key: key, requester: roles.requester(identity), command: command), context)
        let status: HTTPResponse.Status =
            switch command.operation {
            case .open, .hold: .created
            default: .ok
            }
        return Response.json(status, EntryDocument.json(record))
    }

    /// Has a request decided.
    /// - Returns: the entry that records that it was carried out, now or when it came before.
    /// - Throws: the refusal, or why nothing was decided.
    func submit(_ request: LedgerRequest, _ context: BankContext) async throws(Problem) -> RecordedEntry {
        let answer: LedgerAnswer
        do throws(LedgerWriterError) {
            answer = try await writer.submit(request)
            health.succeeded()
        } catch {
            if case .store(let error) = error { health.failed(error) }
            throw Problem(error)
        }
        switch answer {
        case .mismatch:
            throw Problem(.idempotencyMismatch, "The key \(request.key) was used for another request; nothing moved")
        case .recorded(let record, _):
            if case .refused(let refusal) = record.entry.outcome { throw Problem(refusal, record.entry) }
            context.notes.note(entry: record.entry.number)
            return record
        }
    }

    /// - Throws: `currency_mismatch`. A hold that is not there is the ledger's to refuse.
    private func requireCurrency(_ code: String, of id: HoldID) async throws {
        let currency = try await read { (snapshot) throws(LedgerStoreError) in
            guard let hold = try snapshot.hold(id) else { return nil as Currency? }
            return try snapshot.account(hold.from)?.currency
        }
        guard let currency, currency.code != code else { return }
        throw Problem(.currencyMismatch, "The hold is in \(currency)")
    }

    /// Reads from the ledger.
    /// - Throws: `storage_failed`, or what `body` found.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(Problem) -> Result {
        do throws(LedgerStoreError) {
            return try await store.read(body)
        } catch {
            health.failed(error)
            metrics.failed(.read, error)
            throw Problem(error)
        }
    }
}

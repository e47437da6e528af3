import Hummingbird
import NIOCore

extension BankService {
    /// `/health`: 200 while the ledger can be read and was written when it was last tried, else 503.
    func healthReport() async -> Response {
        let (head, failure) = await condition()
        var json = JSONWriter()
        json.beginObject()
        json.member("status", failure == nil ? "ok" : "failing")
        json.member("store", failure?.name ?? "ok")
        if let head {
            json.member("entry", head.number)
            json.member("accounts", head.accounts)
        }
        json.member("time", BankTime.format(BankTime.now()))
        json.endObject()
        return Response.json(failure == nil ? .ok : .serviceUnavailable, json.finish())
    }

    /// `/metrics`, for auditors.
    func metricsText(_ context: BankContext) async throws(Problem) -> Response {
        try requireAuditor(context)
        let (head, failure) = await condition()
        let gauges = LedgerGauges(
            waiting: writer.waitingCount, isHealthy: failure == nil, head: head, lastBlock: await sealer.lastEnd)
        return Response.bank(
            .ok, ByteBuffer(string: metrics.text(gauges)), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    /// Where the journal ends, and what keeps it from being used.
    private func condition() async -> (JournalHead?, LedgerStoreError?) {
        do throws(LedgerStoreError) {
            let head = try await store.read { (snapshot) throws(LedgerStoreError) in try snapshot.head() }
            return (head, health.currentFailure)
        } catch {
            return (nil, error)
        }
    }

    /// - Throws: `not_authorized`, `identity_required`.
    func requireAuditor(_ context: BankContext) throws(Problem) {
        guard roles.isAuditor(try context.requireIdentity()) else {
            throw Problem(.notAuthorized, "This is for auditors")
        }
    }
}

import Hummingbird
import NIOCore

extension BankService {
    /// `/health`: 200 while the ledger can be read and was written when it was last tried, else 503.
    func healthReport() async -> Response {
        let head: JournalHead?
        var failure = health.currentFailure
        do throws(LedgerStoreError) {
            head = try await store.read { (snapshot) throws(LedgerStoreError) in try snapshot.head() }
        } catch {
            head = nil
            failure = error
        }
        var json = JSONWriter()
        json.beginObject()
        json.member("status", failure == nil ? "ok" : "failing")
        json.member("store", failure.map(Self.name) ?? "ok")
        if let head {
            json.member("entry", head.number)
            json.member("accounts", head.accounts)
        }
        json.member("time", BankTime.format(BankTime.now()))
        json.endObject()
        return Response.json(failure == nil ? .ok : .serviceUnavailable, json.finish())
    }

    private static func name(_ error: LedgerStoreError) -> String {
        switch error {
        case .full: "full"
        case .failed: "failed"
        case .unavailable: "unavailable"
        case .damaged, .unknownFormat: "damaged"
        }
    }

    /// `/metrics`, for auditors.
    func metricsText(_ context: BankContext) throws(Problem) -> Response {
        try requireAuditor(context)
        return Response.bank(
            .ok, ByteBuffer(string: metrics.text), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    /// - Throws: `not_authorized`, `identity_required`.
    func requireAuditor(_ context: BankContext) throws(Problem) {
        guard roles.auditors.contains(try context.requireIdentity()) else {
            throw Problem(.notAuthorized, "This is for auditors")
        }
    }
}

import WaxbillBank

extension RequestLog {
    /// Adds a request to a bank.
    func write(_ request: AnsweredRequest) {
        append(isJSON ? Self.object(request) : Self.sentence(request))
    }

    /// As in `2026-11-21T08:30:00.123Z alice POST /v1/payments 409 insufficient_funds entry 12 in 0.004 s`.
    static func sentence(_ request: AnsweredRequest) -> String {
        let outcome = request.code.map { "\(request.status) \($0)" } ?? "\(request.status)"
        let entry = request.entry.map { " entry \($0)" } ?? ""
        let ending = request.interruption.map { ", interrupted: \(escaped($0))" } ?? ""
        return "\(request.timeText) \(request.identity.map { escaped($0) } ?? "-") \(escaped(request.method)) "
            + "\(escaped(request.target, limit: 4096)) \(outcome)\(entry) in \(seconds(request.duration)) s\(ending)"
    }

    private struct Entry: Encodable {
        let time: String
        let identity: String?
        let address: String?
        let method: String
        let path: String
        let status: Int
        let code: String?
        let entry: UInt64?
        let seconds: Double
        let interrupted: String?
    }

    static func object(_ request: AnsweredRequest) -> String {
        let entry = Entry(
            time: request.timeText, identity: request.identity, address: request.address, method: request.method,
            path: request.target, status: request.status, code: request.code, entry: request.entry,
            seconds: (request.duration * 1e6).rounded() / 1e6, interrupted: request.interruption)
        // It cannot fail: the entry holds text and finite numbers.
        return (try? JSONOutput.line(entry)) ?? "{}"
    }
}

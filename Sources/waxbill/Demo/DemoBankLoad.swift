import Synchronization

/// Payments that many clients send to a bank at once, each the next when the last is answered, until the bank is gone.
final class DemoBankLoad: Sendable {
    /// A payment, and what the bank answered; nil: the bank went before it answered.
    struct Sent: Sendable {
        let request: DemoBankClient.Request
        let answer: DemoBankClient.Answer?
    }

    private let connect: @Sendable () async throws -> DemoBankClient
    private let request: @Sendable () -> DemoBankClient.Request
    private let acknowledged = Atomic(0)

    /// - Parameter request: makes the next payment.
    init(
        connect: @escaping @Sendable () async throws -> DemoBankClient,
        request: @escaping @Sendable () -> DemoBankClient.Request
    ) {
        self.connect = connect
        self.request = request
    }

    /// How many payments were acknowledged until now.
    var count: Int { acknowledged.load(ordering: .relaxed) }

    /// Sends payments over so many connections until each has failed.
    /// - Throws: ``DemoMismatch`` where an answer is not that a payment was made.
    func run(connections: Int) async throws -> [Sent] {
        try await withThrowingTaskGroup(of: [Sent].self) { group in
            for _ in 0..<connections {
                group.addTask {
                    // The bank may be gone before all have connected.
                    guard let client = try? await self.connect() else { return [] }
                    return try await self.run(client)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func run(_ client: DemoBankClient) async throws -> [Sent] {
        defer { client.close() }
        var sent: [Sent] = []
        while true {
            let request = request()
            guard let answer = try? await client.send(request) else {
                return sent + [Sent(request: request, answer: nil)]
            }
            guard answer.status == 200 else {
                throw DemoMismatch("a payment was answered \(answer.status): \(answer.body)")
            }
            sent.append(Sent(request: request, answer: answer))
            acknowledged.add(1, ordering: .relaxed)
        }
    }

    /// Sends all of it once more, with the keys that it had.
    /// - Throws: ``DemoMismatch`` where a payment that was acknowledged is answered otherwise now, or one is not made.
    static func repeatAll(_ sent: [Sent], over client: DemoBankClient) async throws {
        var entries: Set<Int> = []
        for payment in sent {
            let answer = try await client.send(payment.request)
            if let first = payment.answer, first != answer {
                throw DemoMismatch("an acknowledged payment is another now: \(first.body), \(answer.body)")
            }
            guard answer.status == 200, let entry = answer.number("entry"), entries.insert(entry).inserted else {
                throw DemoMismatch("a repeated payment was answered \(answer.status): \(answer.body)")
            }
        }
    }
}

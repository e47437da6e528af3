import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillHTTPClient

/// A client of one bank (docs/BANK.md).
///
/// Its functions can be called at the same time; each then uses a connection of its own.
package final class BankClient: Sendable {
    let configuration: BankClientConfiguration
    private let pool: ConnectionPool

    /// A client that connects when it is asked for something.
    package init(_ configuration: BankClientConfiguration) {
        self.configuration = configuration
        pool = ConnectionPool(configuration.http)
    }

    /// Ends the connections.
    package func close() { pool.close() }

    /// Has the bank do something, once: however often the request has to be sent, it has the same key.
    /// - Parameter key: the key of an earlier attempt, or a new one.
    /// - Throws: ``BankClientError``. With `outcomeUnknown` the request stays in the outbox.
    package func carryOut(
        _ command: LedgerCommand, key: IdempotencyKey = .new()
    ) async throws(BankClientError) -> BankAnswer<EntryAnswer> {
        let request = PendingRequest(
            key: key, server: configuration.server, identity: configuration.identity, command: command)
        guard let outbox = configuration.outbox else { return try await deliver(request, isInDoubt: false) }
        let kept = try await Self.blocking { () throws(OutboxError) in try outbox.keep(request) }
        return try await deliver(kept)
    }

    /// Sends a request again that was kept.
    /// - Throws: ``BankClientError``. With `outcomeUnknown` it stays in the outbox.
    package func deliver(_ kept: KeptRequest) async throws(BankClientError) -> BankAnswer<EntryAnswer> {
        do throws(BankClientError) {
            let answer = try await deliver(kept.request, isInDoubt: kept.isInDoubt)
            kept.remove()
            return answer
        } catch {
            if case .outcomeUnknown = error { throw error }
            kept.remove()
            throw error
        }
    }

    /// Reads something.
    /// - Throws: ``BankClientError``.
    func get(
        _ target: RequestTarget, accept: String = "application/json", limit: Int = 16 << 20
    ) async throws(BankClientError) -> (head: HTTPResponseHead, body: ByteBuffer) {
        var attempt = 0
        while true {
            do throws(BankClientError) {
                return try await exchange(.GET, target.description, ["Accept": accept], limit: limit)
            } catch {
                try await pause(before: &attempt, error)
            }
        }
    }

    /// Sends a request until there is an answer, or patience ends.
    private func deliver(
        _ request: PendingRequest, isInDoubt: Bool
    ) async throws(BankClientError) -> BankAnswer<EntryAnswer> {
        let fields: HTTPHeaders = [
            "Content-Type": "application/json", "Accept": "application/json",
            "Idempotency-Key": request.key.description,
        ]
        var (attempt, isInDoubt) = (0, isInDoubt)
        while true {
            do throws(BankClientError) {
                let answer = try await exchange(
                    .POST, request.target, fields, body: ByteBuffer(string: request.content), limit: BankRefusal.longest
                )
                return try BankAnswer(answer.body)
            } catch {
                isInDoubt = (isInDoubt || error.leavesDoubt) && !error.isConclusive
                do throws(BankClientError) {
                    try await pause(before: &attempt, error)
                } catch {
                    throw isInDoubt ? .outcomeUnknown(request.key, after: error) : error
                }
            }
        }
    }

    /// Waits before another attempt.
    /// - Throws: `error` where there is to be none.
    private func pause(before attempt: inout Int, _ error: BankClientError) async throws(BankClientError) {
        guard error.isWorthRetrying, attempt < configuration.retries else { throw error }
        let asked: Int? = if case .refused(let refusal) = error { refusal.retryAfter } else { nil }
        let pause = configuration.pause(attempt, asked: asked)
        configuration.onRetry?(error, pause)
        attempt += 1
        do { try await Task.sleep(for: pause) } catch { throw BankClientError(error) }
    }

    private func exchange(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders, body: ByteBuffer? = nil, limit: Int
    ) async throws(BankClientError) -> (head: HTTPResponseHead, body: ByteBuffer) {
        do {
            return try await pool.withConnection { connection in
                let answer = ShortAnswer(limit: limit)
                let head = try await connection.perform(method, target, fields, body: body, answer)
                guard (200..<300).contains(head.status.code) else {
                    throw BankClientError.refused(BankRefusal(head, answer.body))
                }
                return (head, answer.body)
            }
        } catch {
            throw BankClientError(error)
        }
    }

    /// Does something that waits for the disk.
    private static func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws(OutboxError) -> Value
    ) async throws(BankClientError) -> Value {
        do {
            return try await NIOThreadPool.singleton.runIfActive { try body() }
        } catch let error as OutboxError {
            throw .outbox(error)
        } catch {
            throw BankClientError(error)
        }
    }
}

import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillHTTPClient
import WaxbillTLS
import WaxbillX509

/// One connection to a bank, for what the demo asks of it.
struct DemoBankClient: Sendable {
    /// A request with the key that makes it happen once.
    struct Request: Sendable, Hashable {
        let path: String
        let body: String
        let key = UUID().uuidString
    }

    /// What the bank said, word for word.
    struct Answer: Sendable, Hashable {
        let status: Int
        let body: String

        /// The code of the problem; nil where there is none.
        var problem: String? { members["code"] as? String }

        /// A number of the answer.
        func number(_ name: String) -> Int? { members[name] as? Int }

        private var members: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:]
        }
    }

    private let connection: HTTPConnection

    /// - Throws: where there is no connection.
    init(_ endpoint: Endpoint, as identity: Identity, roots: TrustRoots) async throws {
        let configuration = HTTPClientConfiguration(
            host: endpoint.host, port: endpoint.port, serverName: try ServerName(DemoConversation.serverName),
            verifier: ChainVerifier(roots: roots), identityProvider: StaticIdentities([identity]))
        connection = try await HTTPConnection.open(
            configuration, on: MultiThreadedEventLoopGroup.singleton.next(), session: nil, takeSessionTicket: { _ in })
    }

    /// - Throws: where the connection ended before the answer was whole.
    func send(_ request: Request) async throws -> Answer {
        try await perform(
            .POST, request.path, ["Content-Type": "application/json", "Idempotency-Key": request.key],
            ByteBuffer(string: request.body))
    }

    /// - Throws: where the connection ended before the answer was whole.
    func get(_ path: String) async throws -> Answer { try await perform(.GET, path, [:], nil) }

    func close() { connection.close() }

    private func perform(
        _ method: HTTPMethod, _ path: String, _ fields: HTTPHeaders, _ body: ByteBuffer?
    ) async throws -> Answer {
        let receiver = ShortAnswer(limit: 1 << 20)
        let head = try await connection.perform(method, path, fields, body: body, receiver)
        return Answer(status: Int(head.status.code), body: String(buffer: receiver.body))
    }
}

import NIOCore
import NIOHTTP1
import WaxbillTLS
import WaxbillX509

/// Answers one HTTP request with a page about the connection (RFC 9112), then closes.
struct PageService: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    let limits: ServerLimits
    let recorder: ConnectionRecorder

    static func wrap(_ channel: any Channel) throws -> Connection {
        // The codec's own bound on a request's head is 80 KiB.
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    /// - Throws: what ended the connection before the answer.
    func serve(_ connection: Connection, after handshake: EventLoopFuture<Void>) async throws {
        try await connection.executeThenClose { inbound, outbound in
            try await handshake.get()
            let limit = SilenceLimit(seconds: limits.request, channel: connection.channel) {
                recorder.fail(.timedOut(during: "the request", seconds: limits.request))
            }
            defer { limit.end() }
            do {
                guard let answer = try await answer(to: inbound) else { return }
                try await send(answer, to: outbound)
            } catch let error as HTTPParserError {
                recorder.fail(ConnectionFailure(error, isHandshakeComplete: true))
                try await send(Answer(status: .badRequest, body: "This is no HTTP/1.1.\n"), to: outbound)
            }
        }
    }

    private struct Answer {
        let status: HTTPResponseStatus
        let body: String
        /// Whether the body is sent: not in an answer to HEAD.
        var sendsBody = true
    }

    /// The answer to the first request; nil where the client leaves without one.
    private func answer(to inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) async throws -> Answer? {
        var request: HTTPRequestHead?
        var bodySize = 0
        for try await part in inbound {
            switch part {
            case .head(let head): request = head
            case .body(let bytes):
                bodySize += bytes.readableBytes
                guard bodySize <= limits.bodySize else {
                    return Answer(status: .payloadTooLarge, body: "The request is too large.\n")
                }
            case .end:
                guard let request else { return nil }
                guard request.method == .GET || request.method == .HEAD else {
                    return Answer(status: .methodNotAllowed, body: "This server answers GET.\n")
                }
                return Answer(status: .ok, body: page(for: request), sendsBody: request.method == .GET)
            }
        }
        return nil
    }

    private func send(
        _ answer: Answer, to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) async throws {
        var head = HTTPResponseHead(version: .http1_1, status: answer.status)
        head.headers = [
            "Content-Type": "text/plain; charset=utf-8", "Content-Length": "\(answer.body.utf8.count)",
            "Connection": "close",
        ]
        if answer.status == .methodNotAllowed { head.headers.add(name: "Allow", value: "GET, HEAD") }
        try await outbound.write(.head(head))
        if answer.sendsBody { try await outbound.write(.body(.byteBuffer(ByteBuffer(string: answer.body)))) }
        try await outbound.write(.end(nil))
        outbound.finish()
    }

    private func page(for request: HTTPRequestHead) -> String {
        let record = recorder.record
        var facts = [Fact("request", "\(request.method.rawValue) \(escaped(request.uri))")] + record.agreement
        facts.append(Fact("client authenticated", record.summary?.clientAuthenticated == true ? "yes" : "no"))
        if let certificate = record.peerCertificates.first.flatMap({ CertificateSummary(der: $0) }) {
            facts += certificate.facts.map { Fact("client's \($0.name)", $0.value) }
        }
        if let duration = record.handshakeDuration { facts.append(Fact("handshake", "\(milliseconds(duration)) ms")) }
        return "Waxbill\n\n" + facts.map { "\($0.name): \($0.value)\n" }.joined()
    }
}

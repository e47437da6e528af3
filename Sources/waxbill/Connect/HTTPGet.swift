import NIOCore
import NIOHTTP1
import NIOPosix

/// One GET request of HTTP/1.1 over a connection (RFC 9112).
struct HTTPGet: Sendable {
    typealias Connection = ClientChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// The request's target, with its `/` in front.
    let path: String
    /// For the Host field: the name, with the port where it is not HTTPS' own.
    let authority: String
    /// For how many seconds the server may be silent.
    let timeout: Double

    /// Puts the HTTP codec above TLS.
    static func addHandlers(to channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
    }

    /// Sends the request and writes the answer's body to `sink`.
    /// - Returns: the answer's head.
    /// - Throws: what ended the connection, and ``ConnectionFailure`` where the body ends before its announced end.
    func perform(on connection: Connection, to sink: ByteSink, recorder: ConnectionRecorder) async throws
        -> HTTPResponseHead
    {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path)
        head.headers = ["Host": authority, "User-Agent": "waxbill", "Accept": "*/*", "Connection": "close"]
        try await connection.outbound.write(.head(head))
        try await connection.outbound.write(.end(nil))
        var response: HTTPResponseHead?
        let silence = SilenceLimit(seconds: timeout, channel: connection.channel) {
            recorder.fail(.timedOut(during: "waiting for the answer", seconds: timeout))
        }
        defer { silence.end() }
        for try await part in connection.inbound {
            silence.postpone()
            switch part {
            case .head(let head): response = head
            case .body(let bytes): try await sink.write(bytes)
            case .end:
                guard let response else { break }
                return response
            }
        }
        throw ConnectionFailure.malformedData(
            response == nil
                ? "the connection ended before an HTTP answer" : "the body ended before its announced end")
    }
}

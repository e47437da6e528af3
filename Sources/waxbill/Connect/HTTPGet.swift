import NIOCore
import NIOHTTP1
import NIOPosix

/// One GET request over a connection of HTTP/1.1 (RFC 9112), or as a stream of HTTP/2 (RFC 9113).
struct HTTPGet: Sendable {
    typealias Connection = ClientChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// The request's target, with its `/` in front.
    let path: String
    /// For the Host field: the name, with the port where it is not HTTPS' own.
    let authority: String
    /// For how many seconds the server may be silent.
    let timeout: Double

    /// How many bytes a server of HTTP/2 may send before they are written down.
    static let http2Window = 4 * 1_024 * 1_024

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

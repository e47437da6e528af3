import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// A request's body that the client sends once it is told to go on (RFC 9110, Section 10.1.1): it is told when somebody
/// begins to read. A request that is refused is so before its body travels.
struct ContinuedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let body: RequestBody
    let channel: any Channel

    struct AsyncIterator: AsyncIteratorProtocol {
        var body: RequestBody.AsyncIterator
        /// Set until the client was told.
        var channel: (any Channel)?

        mutating func next() async throws -> ByteBuffer? {
            if let channel = channel.take() {
                try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue))).get()
            }
            return try await body.next()
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: body.makeAsyncIterator(), channel: channel) }
}

extension Request {
    /// The request with a body that asks for itself, where the client waits to be asked.
    func continued(on channel: any Channel) -> Request {
        guard headers[.expect]?.lowercased() == "100-continue" else { return self }
        var request = self
        request.body = RequestBody(asyncSequence: ContinuedBody(body: body, channel: channel))
        return request
    }
}

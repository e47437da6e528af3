import NIOCore
import NIOHTTP1
import Synchronization

/// Takes an answer as it comes, on the connection's event loop.
package protocol ResponseReceiver: AnyObject, Sendable {
    /// The head is there.
    /// - Parameter flow: stops and resumes the reading.
    /// - Throws: what ends the connection.
    func receive(head: HTTPResponseHead, flow: ReadFlow) throws

    /// A part of the body is there.
    /// - Throws: what ends the connection.
    func receive(body: ByteBuffer) throws

    /// The body is complete.
    /// - Throws: what ends the connection.
    func receiveEnd() throws

    /// The connection ended before the answer did, by an ``HTTPClientError`` or by what this receiver threw. May come before the
    /// head.
    func receiveFailure(_ error: any Error)
}

/// Keeps an answer whose body is short.
package final class ShortAnswer: ResponseReceiver {
    private let limit: Int
    private let bytes = Mutex(ByteBuffer())

    /// - Parameter limit: the most bytes that the body may have.
    package init(limit: Int) { self.limit = limit }

    /// What came.
    package var body: ByteBuffer { bytes.withLock { $0 } }

    package func receive(head: HTTPResponseHead, flow: ReadFlow) {}

    package func receive(body: ByteBuffer) throws {
        try bytes.withLock { bytes in
            guard bytes.readableBytes + body.readableBytes <= limit else {
                throw HTTPClientError.malformedAnswer("it is longer than \(limit) bytes")
            }
            bytes.writeImmutableBuffer(body)
        }
    }

    package func receiveEnd() {}

    package func receiveFailure(_ error: any Error) {}
}

import NIOCore
import NIOHTTP1
import Synchronization

/// Takes an answer as it comes, on the connection's event loop.
protocol ResponseReceiver: AnyObject, Sendable {
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

    /// The connection ended before the answer did. May come before the head.
    func receiveFailure(_ error: FilesClientError)
}

/// Keeps an answer whose body is short.
final class ShortAnswer: ResponseReceiver {
    private let limit: Int
    private let bytes = Mutex(ByteBuffer())

    /// - Parameter limit: the most bytes that the body may have.
    init(limit: Int) { self.limit = limit }

    /// What came.
    var body: ByteBuffer { bytes.withLock { $0 } }

    func receive(head: HTTPResponseHead, flow: ReadFlow) {}

    func receive(body: ByteBuffer) throws {
        try bytes.withLock { bytes in
            guard bytes.readableBytes + body.readableBytes <= limit else {
                throw FilesClientError.malformedAnswer("it is longer than \(limit) bytes")
            }
            bytes.writeImmutableBuffer(body)
        }
    }

    func receiveEnd() {}

    func receiveFailure(_ error: FilesClientError) {}
}

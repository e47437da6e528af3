import HTTPTypes
import HummingbirdCore
import NIOCore

/// The content that comes with a request, read once.
final class RequestContent {
    /// What `Content-Length` promised.
    let promisedSize: Int?
    /// How many bytes have come.
    private(set) var receivedSize = 0
    /// Whether all has come, or nothing is to come.
    private(set) var isAtEnd: Bool
    /// Whether the client waits to be asked for it (RFC 9110, Section 10.1.1).
    private(set) var isExpectingContinue: Bool
    private var iterator: RequestBody.AsyncIterator

    /// - Throws: `bad_request` where the length is none.
    init(_ request: Request) throws(FilesError) {
        let fields = request.headers
        promisedSize = try fields[.contentLength].map { (text) throws(FilesError) in
            guard let size = Int(text), size >= 0 else {
                throw FilesError(.badRequest, "\"\(text)\" is not a length of content")
            }
            return size
        }
        isExpectingContinue = fields[.expect]?.lowercased() == "100-continue"
        iterator = request.body.makeAsyncIterator()
        isAtEnd = false
    }

    /// The next bytes; nil at the end.
    /// - Throws: `bad_request` where more or less comes than was promised, and what the connection throws.
    func next() async throws -> ByteBuffer? {
        guard !isAtEnd else { return nil }
        isExpectingContinue = false
        guard let bytes = try await iterator.next() else {
            isAtEnd = true
            if let promisedSize, receivedSize != promisedSize { throw ContentEndedEarly() }
            return nil
        }
        receivedSize += bytes.readableBytes
        if let promisedSize, receivedSize > promisedSize {
            throw FilesError(.badRequest, "More content came than its length, \(promisedSize) bytes")
        }
        return bytes
    }

    /// Reads what is left and throws it away, so that the client does not find the connection broken before it has read the
    /// answer (RFC 9112, Section 9.6).
    /// - Returns: whether that was no more than `limit` bytes.
    func discardRest(limit: Int) async throws -> Bool {
        var rest = limit
        while rest >= 0, let bytes = try await next() { rest -= bytes.readableBytes }
        return isAtEnd
    }
}

/// The connection ended within a request.
struct ContentEndedEarly: Error {}

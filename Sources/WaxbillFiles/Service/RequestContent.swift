import HTTPTypes
import HummingbirdCore
import NIOCore

/// The content that comes with a request, read once. The client that waits to be asked for it is asked when reading begins.
final class RequestContent {
    /// What `Content-Length` promised.
    let promisedSize: Int?
    /// How many bytes have come.
    private(set) var receivedSize = 0
    private var iterator: RequestBody.AsyncIterator
    private var isAtEnd = false

    /// - Throws: `bad_request` where the length is none.
    init(_ request: Request) throws(FilesError) {
        promisedSize = try request.headers[.contentLength].map { (text) throws(FilesError) in
            guard let size = Int(text), size >= 0 else {
                throw FilesError(.badRequest, "\"\(text)\" is not a length of content")
            }
            return size
        }
        iterator = request.body.makeAsyncIterator()
    }

    /// The next bytes; nil at the end.
    /// - Throws: `bad_request` where more or less comes than was promised, and what the connection throws.
    func next() async throws -> ByteBuffer? {
        guard !isAtEnd else { return nil }
        guard let bytes = try await iterator.next() else {
            isAtEnd = true
            if let promisedSize, receivedSize != promisedSize {
                throw FilesError(.badRequest, "\(receivedSize) bytes came of \(promisedSize)")
            }
            return nil
        }
        receivedSize += bytes.readableBytes
        if let promisedSize, receivedSize > promisedSize {
            throw FilesError(.badRequest, "More content came than its length, \(promisedSize) bytes")
        }
        return bytes
    }

    /// - Throws: `bad_request` where there is content.
    func requireNone() async throws {
        while let bytes = try await next() {
            guard bytes.readableBytes == 0 else { throw FilesError(.badRequest, "Content has no meaning here") }
        }
    }
}

import HTTPTypes
import Hummingbird
import NIOCore
import WaxbillHummingbird

extension Request {
    /// The most bytes of a request's content.
    static let maximumContent = 16 * 1_024

    /// The whole content of a request.
    /// - Throws: `content_too_large`, `body_incomplete`, `body_too_slow`, and what the connection throws.
    func boundedContent() async throws -> ByteBuffer {
        let promised = headers[.contentLength].flatMap { Int($0) }
        if let promised, promised > Self.maximumContent { throw Self.tooLarge }
        var content = ByteBuffer()
        do {
            for try await bytes in body {
                guard content.readableBytes + bytes.readableBytes <= Self.maximumContent else { throw Self.tooLarge }
                // What comes in one piece needs no copy.
                if content.readableBytes == 0 { content = bytes } else { content.writeImmutableBuffer(bytes) }
            }
        } catch RequestBodyError.truncated {
            throw Problem(.bodyIncomplete, "\(RequestBodyError.truncated)")
        } catch RequestBodyError.tooSlow {
            throw Problem(.bodyTooSlow, "\(RequestBodyError.tooSlow)")
        }
        if let promised, promised != content.readableBytes {
            throw Problem(.bodyIncomplete, "\(content.readableBytes) bytes came of \(promised)")
        }
        return content
    }

    private static let tooLarge = Problem(.contentTooLarge, "A request has at most \(maximumContent) bytes")
}

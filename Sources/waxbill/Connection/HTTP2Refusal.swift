import NIOHTTP2

/// What a server said when it ended an HTTP/2 stream (RST_STREAM) or connection (GOAWAY) that we still needed.
struct HTTP2Refusal: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case stream
        case connection
    }

    let part: Part
    /// RFC 9113, Section 7.
    let code: HTTP2ErrorCode

    init(_ part: Part, _ code: HTTP2ErrorCode) {
        self.part = part
        self.code = code
    }

    /// Whether the same request may be answered another time: the server did not look at it, or had too much to do.
    var mayWorkLater: Bool { [.refusedStream, .enhanceYourCalm, .noError].contains(code) }

    var description: String {
        switch part {
        case .stream: "reset the HTTP/2 stream: \(code)"
        case .connection: "ended the HTTP/2 connection: \(code)"
        }
    }
}

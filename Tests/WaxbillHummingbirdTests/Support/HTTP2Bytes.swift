/// Bytes of HTTP/2 (RFC 9113), as a client sends them.
struct HTTP2Bytes: Sendable {
    let bytes: [UInt8]

    /// The connection preface with empty settings (Section 3.4).
    static let preface = HTTP2Bytes(bytes: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4).bytes)
    static let settings = frame(4)
    static let ping = frame(6, payload: Array(repeating: 7, count: 8))

    /// A frame (Section 4.1).
    static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, payload: [UInt8] = []) -> HTTP2Bytes {
        let count = UInt32(payload.count)
        var bytes = [UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF), type, flags]
        bytes += (0..<4).map { UInt8(stream >> (24 - 8 * UInt32($0)) & 0xFF) }
        return HTTP2Bytes(bytes: bytes + payload)
    }

    /// SETTINGS_INITIAL_WINDOW_SIZE (Section 6.5.2).
    static func window(_ size: UInt32) -> HTTP2Bytes {
        frame(4, payload: [0, 4] + (0..<4).map { UInt8(size >> (24 - 8 * UInt32($0)) & 0xFF) })
    }

    /// HEADERS of a request.
    /// - Parameter ends: whether there is no body.
    static func request(_ path: String, stream: UInt32 = 1, post: Bool = false, ends: Bool = true) -> HTTP2Bytes {
        // From HPACK's static table (RFC 7541, Appendix A): 2 GET, 3 POST, 7 https; literal :path and :authority.
        var block: [UInt8] = [post ? 0x83 : 0x82, 0x87, 0x04, UInt8(path.utf8.count)] + Array(path.utf8)
        block += [0x01, 9] + Array("localhost".utf8)
        return frame(1, flags: ends ? 0x05 : 0x04, stream: stream, payload: block)
    }

    static func data(_ count: Int, stream: UInt32 = 1, ends: Bool = false) -> HTTP2Bytes {
        frame(0, flags: ends ? 1 : 0, stream: stream, payload: Array(repeating: 120, count: count))
    }

    static func reset(stream: UInt32) -> HTTP2Bytes { frame(3, stream: stream, payload: [0, 0, 0, 8]) }

    /// The error codes of the GOAWAY frames in what a server sent (Section 6.8).
    static func goAways(in bytes: [UInt8]) -> [UInt8] {
        frames(in: bytes).filter { $0.type == 7 }.compactMap { $0.payload.count >= 8 ? $0.payload[7] : nil }
    }

    /// The frames in what a server sent.
    static func frames(in bytes: [UInt8]) -> [(type: UInt8, flags: UInt8, payload: [UInt8])] {
        var frames: [(UInt8, UInt8, [UInt8])] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            let count = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            rest = rest.dropFirst(9)
            frames.append((head[3], head[4], Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        return frames
    }
}

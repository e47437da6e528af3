import NIOCore
import Testing
import WaxbillTLS

@testable import waxbill

/// What `--get` makes of answers over HTTP/2, good and bad.
@Suite struct HTTP2GetTests {
    struct Answer: Sendable {
        var frames: [[UInt8]]
        var ending = ScriptedTLSServer.Ending.never
        var status: Int32
        var body = ""
        var error = ""
    }

    private static let settings = frame(4)
    /// `:status: 200`, from HPACK's static table (RFC 7541, Appendix A).
    private static let ok = frame(1, flags: 4, stream: 1, [0x88])
    private static let abc = Array("abc".utf8)

    /// RFC 9113, Section 4.1.
    private static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        [UInt8(payload.count >> 16), UInt8(payload.count >> 8 & 0xFF), UInt8(payload.count & 0xFF), type, flags]
            + [0, 0, 0, stream] + payload
    }

    /// GOAWAY (RFC 9113, Section 6.8).
    private static func goAway(last stream: UInt8, _ code: UInt8) -> [UInt8] {
        frame(7, [0, 0, 0, stream, 0, 0, 0, code])
    }

    /// Whether there is a HEADERS frame behind the connection preface (RFC 9113, Section 3.4).
    private static func hasRequest(_ received: ByteBuffer) -> Bool {
        var rest = received.readableBytesView.dropFirst(24)
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            if head[3] == 1 { return true }
            rest = rest.dropFirst(9 + (Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])))
        }
        return false
    }

    @Test(arguments: [
        Answer(frames: [settings, ok, frame(0, flags: 1, stream: 1, abc)], status: 0, body: "abc"),
        Answer(frames: [settings, frame(1, flags: 5, stream: 1, [0x88])], ending: .abrupt, status: 0),
        Answer(frames: [settings, frame(1, flags: 5, stream: 1, [0x8D])], status: 0, error: "HTTP status 404"),
        // A server that shuts down finishes what it began.
        Answer(
            frames: [settings, ok, goAway(last: 1, 0), frame(0, flags: 1, stream: 1, abc)], status: 0, body: "abc"),
        Answer(frames: [settings, goAway(last: 0, 0)], status: 75, error: "ended the HTTP/2 connection"),
        Answer(frames: [settings, goAway(last: 0, 11)], status: 75, error: "ended the HTTP/2 connection"),
        Answer(frames: [settings, ok, goAway(last: 1, 2)], status: 65, error: "ended the HTTP/2 connection"),
        // RST_STREAM: REFUSED_STREAM may be tried again, INTERNAL_ERROR not.
        Answer(
            frames: [settings, frame(3, stream: 1, [0, 0, 0, 7])], status: 75, error: "reset the HTTP/2 stream"),
        Answer(
            frames: [settings, ok, frame(0, stream: 1, abc), frame(3, stream: 1, [0, 0, 0, 2])], status: 65,
            body: "abc", error: "reset the HTTP/2 stream"),
        // Above SETTINGS_MAX_FRAME_SIZE.
        Answer(
            frames: [settings, ok, frame(0, stream: 1, Array(repeating: 97, count: 20_000))], status: 65,
            error: "no HTTP/2"),
        Answer(frames: [Array("HTTP/1.1 200 OK\r\n\r\nabc".utf8)], status: 65, error: "no HTTP/2"),
        Answer(frames: [settings, frame(0, stream: 1, abc)], status: 65, error: "no HTTP/2"),
        Answer(
            frames: [settings, ok, frame(0, stream: 1, abc)], ending: .clean, status: 65, body: "abc",
            error: "before its announced end"),
        Answer(frames: [], ending: .clean, status: 65, error: "before an HTTP answer"),
    ])
    func reads(answer: Answer) async throws {
        let server = try await ScriptedTLSServer(
            answer: ByteBuffer(bytes: answer.frames.flatMap(\.self)), ending: answer.ending,
            applicationProtocols: [.h2], isRequest: Self.hasRequest)
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(server.port)", "--ca", server.root, "--get", "/", "--timeout", "30",
        ])
        #expect(ending.status == answer.status, "\(ending.error)")
        #expect(ending.output == answer.body)
        #expect(ending.error.contains(answer.error), "\(ending.error)")
    }

    @Test func givesUpOnASilentServer() async throws {
        let server = try await ScriptedTLSServer(
            answer: ByteBuffer(bytes: Self.settings + Self.ok), ending: .never, applicationProtocols: [.h2],
            isRequest: Self.hasRequest)
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(server.port)", "--ca", server.root, "--get", "/", "--timeout", "5",
        ])
        #expect(ending.status == 75, "\(ending.error)")
        #expect(ending.error.contains("waiting for the answer"))
    }
}

import Testing
import WaxbillTLS

@testable import waxbill

/// What `--get` makes of answers, good and bad.
@Suite struct HTTPGetTests {
    struct Answer: Sendable {
        let text: String
        var ending = ScriptedTLSServer.Ending.clean
        let status: Int32
        var body = ""
        var error = ""
    }

    @Test(arguments: [
        Answer(text: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", status: 0, body: "abc"),
        // All of it came: how the transport ends does not matter.
        Answer(text: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", ending: .abrupt, status: 0, body: "abc"),
        Answer(text: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", ending: .never, status: 0, body: "abc"),
        Answer(text: "HTTP/1.1 200 OK\r\n\r\nabc", status: 0, body: "abc"),
        Answer(
            text: "HTTP/1.1 200 OK\r\n\r\nabc", ending: .abrupt, status: 76, body: "abc", error: "without close_notify"),
        Answer(text: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", status: 65, body: "abc"),
        Answer(
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", status: 0,
            body: "abcd"),
        Answer(
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", status: 65, body: "abc",
            error: "no HTTP/1.1"),
        Answer(
            text: "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", status: 0, body: "no",
            error: "HTTP status 404"),
        Answer(
            text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", status: 0, body: "a"),
        Answer(text: "\u{1b}]0;title\u{7}", status: 65, error: "no HTTP/1.1"),
        Answer(text: "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 200_000), status: 65),
        Answer(text: "", status: 65, error: "before an HTTP answer"),
    ])
    func reads(answer: Answer) async throws {
        let server = try await ScriptedTLSServer(answer: answer.text, ending: answer.ending)
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(server.port)", "--ca", server.root, "--get", "/", "--timeout", "30",
        ])
        #expect(ending.status == answer.status, "\(ending.error)")
        #expect(ending.output == answer.body)
        #expect(ending.error.contains(answer.error), "\(ending.error)")
        #expect(!ending.error.contains("\u{1b}"))
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc"])
    func givesUpOnASilentServer(answer: String) async throws {
        let server = try await ScriptedTLSServer(answer: answer, ending: .never)
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(server.port)", "--ca", server.root, "--get", "/", "--timeout", "5",
        ])
        #expect(ending.status == 75, "\(ending.error)")
        #expect(ending.error.contains("waiting for the answer"))
    }

    @Test func refusesToSpeakAnotherProtocol() async throws {
        let server = try await ScriptedTLSServer(
            answer: "", ending: .clean, applicationProtocols: [ApplicationProtocol("imap")])
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(server.port)", "--ca", server.root, "--get", "/", "--alpn", "imap",
            "--timeout", "30",
        ])
        #expect(ending.status == 65)
        #expect(ending.error.contains("\"imap\""))
    }
}

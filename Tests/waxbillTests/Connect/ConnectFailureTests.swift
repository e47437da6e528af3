import Foundation
import Testing

@testable import waxbill

/// How `waxbill connect` ends where it does not get as far as a handshake.
@Suite struct ConnectFailureTests {
    @Test func saysThatNobodyListens() async throws {
        let ending = try await Program.runWaxbill(["connect", "127.0.0.1:1", "--insecure", "--json", "--timeout", "30"])
        #expect(ending.status == 69)
        let report = try ending.object()
        #expect((report["error"] as? String)?.contains("Connection refused") == true)
        #expect(report["version"] is NSNull)
        #expect(report["alertSent"] is NSNull)
    }

    @Test func saysThatANameIsUnknown() async throws {
        let ending = try await Program.runWaxbill(["connect", "no-such-host.invalid", "--insecure", "--timeout", "30"])
        #expect(ending.status == 69)
        #expect(ending.error.contains("cannot connect"))
    }

    @Test(
        arguments: [
            ([], 76, "closed the connection during the handshake", nil),
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), 76, "TLS", "unexpected_message"),
            ([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28], 76, "handshake_failure", nil),
            ([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46], 76, "protocol_version", nil),
            ([0x16, 0x03, 0x03, 0x00, 0x04, 0x0e, 0x00, 0x00, 0x00], 76, "", "unexpected_message"),
        ] as [([UInt8], Int, String, String?)])
    func saysWhatAServerDidWrong(answer: [UInt8], status: Int, error: String, alert: String?) async throws {
        let server = try ScriptedServer(answer: answer)
        let ending = try await Program.runWaxbill([
            "connect", "127.0.0.1:\(server.port)", "--insecure", "--json", "--timeout", "30",
        ])
        #expect(Int(ending.status) == status, "\(ending.error)")
        let report = try ending.object()
        #expect((report["error"] as? String)?.contains(error) == true || error.isEmpty, "\(ending.output)")
        #expect(report["alertSent"] as? String == alert)
    }

    @Test func goesOnAfterAHostThatFails() async throws {
        let ending = try await Program.runWaxbill(
            ["connect", "-", "--insecure", "--json", "--timeout", "30"], input: "127.0.0.1:1\nbad/host\n127.0.0.1:1\n")
        #expect(ending.status == 69)
        #expect(try ending.objects().count == 2)
    }

    @Test func givesUpOnASilentServer() async throws {
        let silent = try ScriptedServer(answer: nil)
        let ending = try await Program.runWaxbill([
            "connect", "127.0.0.1:\(silent.port)", "--insecure", "--json", "--timeout", "5",
        ])
        #expect(ending.status == 75)
        #expect((try ending.object()["error"] as? String)?.contains("handshake") == true)
    }

    @Test(arguments: [
        (["connect"], 64), (["connect", "host:0"], 64), (["connect", "https://host/"], 64),
        (["connect", "host", "--tls", "ssl3"], 64), (["connect", "host", "--tls", "1.0", "--tls", "1.3"], 64),
        (["connect", "host", "--cipher", "RC4-MD5"], 64),
        (["connect", "host", "--groups", "ffdhe2048"], 64), (["connect", "host", "--sigalgs", "x"], 64),
        (["connect", "host", "--cert", "a.pem"], 64), (["connect", "host", "--get", "no-slash"], 64),
        (["connect", "host", "--get", "/a b"], 64), (["connect", "host", "--timeout", "0"], 64),
        (["connect", "host", "--resume", "-1"], 64), (["connect", "host", "--insecure", "--ca", "x"], 64),
        (["connect", "-", "--output", "x"], 64), (["connect", "host", "--secrets"], 64),
        (["connect", "host", "--server-name", "a b"], 64), (["connect", "host", "--ca", "/no/such/file"], 66),
        (["connect", "host", "--insecure", "--cert", "/no/such", "--key", "/no/such"], 66),
        (["connect", "host", "--ca", "/dev/null"], 65),
        (["connect", "host", "--insecure", "--keylog", "/no/such/folder/log"], 74),
        (["connect", "host", "--insecure", "--output", "/no/such/folder/page"], 74),
    ])
    func exitsWith(arguments: [String], status: Int) async throws {
        let ending = try await Program.runWaxbill(arguments)
        #expect(Int(ending.status) == status, "\(ending.error)")
        #expect(!ending.error.isEmpty)
        #expect(ending.output.isEmpty)
    }

    @Test func leavesNoEmptyFileBehind() async throws {
        let scratch = try Scratch()
        let file = scratch.file("page")
        let ending = try await Program.runWaxbill([
            "connect", "127.0.0.1:1", "--insecure", "--get", "/", "--output", file,
        ])
        #expect(ending.status == 69)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func saysWhichVersionsThereAre() async throws {
        let ending = try await Program.runWaxbill(["connect", "a.test", "--tls", "1.4"])
        #expect(ending.status == 64)
        #expect(ending.error.contains("1.0, 1.1, 1.2, 1.3"))
    }

    @Test func overwritesNothing() async throws {
        let scratch = try Scratch()
        let file = try scratch.write("precious", to: "page")
        let ending = try await Program.runWaxbill([
            "connect", "127.0.0.1:1", "--insecure", "--get", "/", "--output", file,
        ])
        #expect(ending.status == 73)
        #expect(try scratch.read("page") == "precious")
    }

    @Test func refusesAHostThatIsNone() async throws {
        let ending = try await Program.runWaxbill(
            ["connect", "-", "--insecure"], input: "not\u{1b}[31m/host\n")
        #expect(ending.status == 65)
        #expect(!ending.error.contains("\u{1b}"))
    }

    @Test func helpHasExamples() async throws {
        for command in ["connect", "listen", "demo"] {
            let ending = try await Program.runWaxbill([command, "--help"])
            #expect(ending.status == 0)
            #expect(ending.output.contains("EXAMPLES"))
        }
    }
}

import Foundation
import Testing
import WaxbillX509

extension Interop {
    /// What happens around and after handshakes with OpenSSL.
    @Suite(.needs(.openSSL3)) struct OpenSSLConnection {
        private var suite: [String] { ["-ciphersuites", Agreement().cipherSuite] }

        // MARK: Names

        @Test(arguments: OurRole.allCases) func applicationProtocol(role: OurRole) async throws {
            // The server chooses.
            let agreement = Agreement(alpn: role == .client ? "http/1.1" : "h2")
            try await cell(.openSSL3, role, .alpn) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, ["-alpn", "http/1.1,h2"] + suite)
                    try await Conversation.connect(bench, server, ["--alpn", "h2,http/1.1"], agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--alpn", "h2,http/1.1"])
                    let client = try OpenSSLClient.start(bench, port: server.port, ["-alpn", "http/1.1,h2"])
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
            }
        }

        @Test(arguments: OurRole.allCases) func serverName(role: OurRole) async throws {
            let name = InteropFiles.secondName
            let agreement = Agreement(serverName: name, server: name)
            try await cell(.openSSL3, role, .serverName) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, suite)
                    try await Conversation.connect(bench, server, agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(
                        bench, [InteropFiles.server(), InteropFiles.secondServer])
                    let client = try OpenSSLClient.start(
                        bench, port: server.port, ["-servername", name, "-verify_hostname", name])
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
            }
        }

        // MARK: KeyUpdate

        /// `k` renews the sender's keys, `K` asks the other side to renew its own as well.
        @Test(arguments: ["k", "K"], OurRole.allCases)
        func keyUpdateOfPeer(_ command: String, role: OurRole) async throws {
            try await cell(.openSSL3, role, .keyUpdate) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, suite)
                    let client = try WaxbillProgram.connect(bench, port: server.port)
                    client.send("ping\n")
                    try await server.process.wait(for: "ping\n")
                    server.process.send("\(command)\n")
                    try await server.process.wait(for: OpenSSLText.keyUpdate(">>>"))
                    server.process.send("pong\n")
                    if command == "K" { try await server.process.wait(for: OpenSSLText.keyUpdate("<<<")) }
                    client.send("again\n")
                    try await server.process.wait(for: "again\n")
                    client.endInput()
                    try await WaxbillProgram.success(of: client, agreeing: Agreement())
                    try #require(try bench.contents("received") == "pong\n")
                case .server:
                    let server = try await WaxbillProgram.listen(bench)
                    let client = try OpenSSLClient.start(bench, port: server.port)
                    client.process.send("ping\n")
                    try await client.process.wait(for: "\nping\n")
                    client.process.send("\(command)\n")
                    try await client.process.wait(for: OpenSSLText.keyUpdate(">>>"))
                    client.process.send("again\n")
                    try await client.process.wait(for: "\nagain\n")
                    let answered = client.process.transcript.output.contains(OpenSSLText.keyUpdate("<<<"))
                    try #require(answered == (command == "K"))
                    client.process.endInput()
                    try await client.process.ending()
                    try #require(Agreement().differences(from: try await server.report(), as: .server) == [])
                }
            }
        }

        @Test func keyUpdateOfClient() async throws {
            try await cell(.openSSL3, .client, .keyUpdate) { bench in
                let server = try await OpenSSLServer.start(bench, nil, suite)
                try await Conversation.connect(bench, server, ["--key-update"], agreeing: Agreement())
                // It was asked to renew its own as well.
                try #require(server.process.transcript.output.contains(OpenSSLText.keyUpdate("<<<")))
                try #require(server.process.transcript.output.contains(OpenSSLText.keyUpdate(">>>")))
            }
        }

        // MARK: The end

        /// The server ends first, while our input is open.
        @Test func serverCloses() async throws {
            try await cell(.openSSL3, .client, .closure) { bench in
                // It sends lines back reversed, and ends at this one.
                let server = try await OpenSSLServer.start(bench, nil, ["-rev"] + suite)
                let client = try WaxbillProgram.connect(bench, port: server.port)
                client.send("stressed\nCLOSE\n")
                try await WaxbillProgram.success(of: client, agreeing: Agreement())
                try #require(try bench.contents("received") == "desserts\n")
            }
        }

        /// Without close_notify data may be missing, and both say so (RFC 9846, Section 6.1).
        @Test(arguments: OurRole.allCases) func truncation(role: OurRole) async throws {
            try await cell(.openSSL3, role, .closure) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench)
                    let client = try WaxbillProgram.connect(bench, port: server.port)
                    client.send("ping\n")
                    try await server.process.wait(for: "ping\n")
                    server.process.kill()
                    try await WaxbillProgram.failure(of: client)
                case .server:
                    let server = try await WaxbillProgram.listen(bench)
                    let client = try OpenSSLClient.start(bench, port: server.port)
                    client.process.send("ping\n")
                    try await client.process.wait(for: "\nping\n")
                    client.process.kill()
                    try await server.failure()
                }
            }
        }

        // MARK: Secrets

        @Test(arguments: OpenSSLNegotiation.cipherSuites, OurRole.allCases)
        func keyLog(_ suite: String, role: OurRole) async throws {
            let agreement = Agreement(cipherSuite: suite)
            try await cell(.openSSL3, role, .keyLog) { bench in
                let theirs = ["-ciphersuites", suite, "-keylogfile", bench.path("theirs")]
                let ours = ["--keylog", bench.path("ours")]
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, theirs)
                    try await Conversation.connect(bench, server, ours, agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ours)
                    let client = try OpenSSLClient.start(bench, port: server.port, theirs)
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
                let entries = try Self.entries(bench.contents("ours"))
                try #require(entries.count == 5)
                try #require(try entries == Self.entries(bench.contents("theirs")))
            }
        }

        /// The lines of a key log without its comments.
        static func entries(_ text: String) -> Set<Substring> {
            Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") })
        }

        // MARK: Records

        /// Their handshake messages and data come in records of 512 bytes.
        @Test(arguments: OurRole.allCases) func smallRecords(role: OurRole) async throws {
            try await cell(.openSSL3, role, .fragments) { bench in
                let options = ["-max_send_frag", "512"]
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, InteropFiles.server(.rsa3072), options + suite)
                    try await Conversation.connect(bench, server, agreeing: Agreement())
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--client-ca", InteropFiles.authority])
                    let client = try OpenSSLClient.start(
                        bench, port: server.port, options + InteropFiles.client(.rsa3072).options())
                    try await Conversation.listen(client, server, agreeing: Agreement(client: "alice"))
                }
            }
        }

        @Test func bulkFromServer() async throws {
            try await cell(.openSSL3, .client, .bulk) { bench in
                try bench.write("bulk", Self.bulk)
                let server = try await OpenSSLServer.start(bench, nil, ["-WWW"], showsMessages: false)
                let client = try WaxbillProgram.connect(bench, port: server.port, ["--get", "/bulk"])
                let ending = try await client.ending()
                try #require(ending.status == 0)
                try #require(try bench.contents("received") == Self.bulk)
            }
        }

        @Test func bulkToServer() async throws {
            try await cell(.openSSL3, .client, .bulk) { bench in
                let server = try await OpenSSLServer.start(bench, nil, [], showsMessages: false)
                let client = try WaxbillProgram.connect(bench, port: server.port)
                client.send(Self.bulk)
                client.endInput()
                let ending = try await client.ending()
                try #require(ending.status == 0)
                let end = try await server.process.ending()
                try #require(end.output.contains(Self.bulk))
            }
        }

        @Test func bulkEchoed() async throws {
            try await cell(.openSSL3, .server, .bulk) { bench in
                let server = try await WaxbillProgram.listen(bench)
                let client = try OpenSSLClient.start(
                    bench, port: server.port, ["-quiet", "-no_ign_eof"], showsMessages: false)
                client.process.send(Self.bulk)
                try await client.process.wait("all data") { transcript in
                    transcript.outputCount < Self.bulk.utf8.count ? nil : true
                }
                client.process.endInput()
                let ending = try await client.process.ending()
                try #require(ending.output == Self.bulk)
                let report = try await server.report()
                try #require(report.error == nil)
                try #require(report.bytesRead == Self.bulk.utf8.count)
                try #require(report.bytesWritten == Self.bulk.utf8.count)
            }
        }

        /// A mebibyte and a bit without letters, which OpenSSL takes for commands.
        private static let bulk = (0..<150_000).map { "\(1_000_000 + $0)\n" }.joined()

        // MARK: Middlebox compatibility (RFC 9846, Appendix E.4)

        /// A peer's ChangeCipherSpec may be missing; ours never is.
        @Test(arguments: [true, false], OurRole.allCases)
        func changeCipherSpec(sent: Bool, role: OurRole) async throws {
            try await cell(.openSSL3, role, .middlebox) { bench in
                let options = sent ? [] : ["-no_middlebox"]
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, options + suite)
                    try await Conversation.connect(bench, server, agreeing: Agreement())
                    try #require(server.sawChangeCipherSpec)
                case .server:
                    let server = try await WaxbillProgram.listen(bench)
                    let client = try OpenSSLClient.start(bench, port: server.port, options)
                    try await Conversation.listen(client, server, agreeing: Agreement())
                    // A client without a session ID has not asked for one.
                    try #require(client.sawChangeCipherSpec == sent)
                }
            }
        }
    }
}

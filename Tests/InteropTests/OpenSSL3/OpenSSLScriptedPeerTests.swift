import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport
import WaxbillX509

extension Interop {
    /// OpenSSL understands the scripted peers of TLS 1.2 and before, which test the engine: were they wrong, the engine could be
    /// wrong with them.
    @Suite(.needs(.openSSL3)) struct OpenSSLScriptedPeers {
        struct Case: Sendable, CustomTestStringConvertible {
            let version: ProtocolVersion
            let suite: CipherSuite

            var testDescription: String { "\(version) \(suite)" }
            var isECDSA: Bool { CipherSuite12(suite)?.authentication == .ecdsa }
            var versionOption: String { version == .tls12 ? "-tls1_2" : version == .tls11 ? "-tls1_1" : "-tls1" }
            var options: [String] { [versionOption, "-cipher", "\(suite.openSSLName ?? ""):@SECLEVEL=0"] }
        }

        static let cases = CipherSuiteParameters12.supportedSuites.flatMap { suite in
            [ProtocolVersion.tls10, .tls11, .tls12].filter { $0 >= CipherSuite12(suite)?.minimumVersion ?? .tls13 }
                .map { Case(version: $0, suite: suite) }
        }

        @Test(arguments: cases) func server(_ test: Case) async throws {
            let identity = try InteropFiles.server(test.isECDSA ? .p256 : .rsa2048)
            let program = try #require(Stack.openSSL3.program)
            let process = try ChildProcess(
                program,
                ["s_server", "-accept", "127.0.0.1:0", "-naccept", "2", "-rev"] + identity.options() + test.options)
            defer { process.kill() }
            let port = try #require(Int(try await process.line("ACCEPT 127.0.0.1:")))
            let client = ScriptedClient12(test.version, test.suite)
            try converse(client, port)
            #expect(client.bothHave(.extendedMainSecret))
            let session = try #require(client.newSession)
            let second = ScriptedClient12(test.version, test.suite, session: session)
            try converse(second, port)
            #expect(second.isResumed)
        }

        @Test(arguments: cases, [true, false]) func client(_ test: Case, requestsCertificate: Bool) async throws {
            let listener = try BlockingSocket.Listener()
            let program = try #require(Stack.openSSL3.program)
            let identity = try InteropFiles.client()
            let process = try ChildProcess(
                program,
                ["s_client", "-connect", "127.0.0.1:\(listener.port)", "-CAfile", InteropFiles.authority]
                    + ["-verify_return_error", "-servername", "localhost"] + identity.options() + test.options)
            defer { process.kill() }
            let server = ScriptedServer12(test.version, test.suite, TestPKI.server(test.isECDSA ? .p256 : .rsa2048))
            server.requestsCertificate = requestsCertificate
            server.issuedTicket = [1, 2, 3]
            let socket = try listener.accept()
            try socket.exchange(server) { server.clientHello != nil }
            try server.send(server.helloFlight)
            try socket.exchange(server) { server.received.contains(.message(.finished)) }
            try server.send(server.finalFlight + [.data(Array("from the script\n".utf8))])
            process.send("from OpenSSL\n")
            try socket.exchange(server) { server.data == Array("from OpenSSL\n".utf8) }
            try await process.wait(for: "from the script")
            #expect(server.complaint == nil && server.bothHave(.extendedMainSecret))
            #expect(server.received.contains(.message(.certificateVerify)) == requestsCertificate)
        }

        private func converse(_ client: ScriptedClient12, _ port: Int) throws {
            let socket = try BlockingSocket(port: port)
            try client.send(client.helloFlight)
            try socket.exchange(client) { client.isReadyToFinish }
            try client.send(client.finalFlight)
            try socket.exchange(client) { client.received.contains(.message(.finished)) }
            try client.send(text: "script\n")
            try socket.exchange(client) { client.data == Array("tpircs\n".utf8) }
            #expect(client.complaint == nil)
        }
    }
}

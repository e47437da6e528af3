import Foundation
import Synchronization
import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

extension Interop {
    /// What only `openssl s_client` and `s_server` can be told to do before TLS 1.3.
    @Suite(.needs(.openSSL3)) struct OpenSSLOld {
        private static func options(_ version: Version) -> [String] {
            let name = version == .tls10 ? "-tls1" : "-tls1_\(version.rawValue.suffix(1))"
            return [name, "-cipher", "ALL:@SECLEVEL=0"]
        }

        private static func ours(_ version: Version) -> [String] {
            let suite: CipherSuite =
                version == .tls12 ? .ecdheECDSAWithAES128GCMSHA256 : .ecdheECDSAWithAES128CBCSHA
            return ["--tls", version.rawValue, "--cipher", "\(suite)"]
        }

        // MARK: Renegotiation

        /// A server that asks for it gets no_renegotiation. OpenSSL's then gives up.
        @Test(arguments: OldConnections.versions) func serverAsksForRenegotiation(_ version: Version) async throws {
            try await cell(.openSSL3, .client, .renegotiation) { bench in
                let server = try await OpenSSLServer.start(bench, nil, Self.options(version))
                let client = try WaxbillProgram.connect(bench, port: server.port, Self.ours(version))
                client.send("ping\n")
                // In TLS 1.0 the first byte comes in a record of its own.
                try await server.process.wait(for: "ing\n")
                server.process.send("pong\n")
                try await bench.wait(for: "pong\n", in: "received", of: client)
                server.process.send("r\n")
                try await server.process.wait(for: "warning no_renegotiation")
                try await WaxbillProgram.failure(
                    of: client, alertSent: Self.noRenegotiation, alertReceived: "handshake_failure")
            }
        }

        /// The RFC's name today.
        private static let noRenegotiation = "no_renegotiation_RESERVED"

        /// A client that wants it gets no_renegotiation. OpenSSL's then gives up.
        @Test(arguments: OldConnections.versions) func clientAsksForRenegotiation(_ version: Version) async throws {
            try await cell(.openSSL3, .server, .renegotiation) { bench in
                let server = try await WaxbillProgram.listen(bench, nil, Self.ours(version))
                let client = try OpenSSLClient.start(bench, port: server.port, Self.options(version))
                client.process.send("ping\n")
                try await client.process.wait(for: "ing\n")
                client.process.send("R\n")
                try await client.process.wait(for: "warning no_renegotiation")
                try await server.failure(alertSent: Self.noRenegotiation, alertReceived: "handshake_failure")
            }
        }

        // MARK: Downgrades

        /// A client that pretends to be on its second attempt (RFC 7507).
        @Test func fallback() async throws {
            try await cell(.openSSL3, .server, .downgrade) { bench in
                let server = try await WaxbillProgram.listen(bench)
                let client = try OpenSSLClient.start(bench, port: server.port, ["-tls1_2", "-fallback_scsv"])
                try await server.failure(alertSent: "inappropriate_fallback")
                try await client.process.wait(for: "inappropriate fallback", in: .error)
            }
        }

        @Test func fallbackOfOurs() async throws {
            try await cell(.openSSL3, .client, .downgrade) { bench in
                let server = try await OpenSSLServer.start(bench)
                var configuration = InProcess.clientConfiguration(.tls12)
                configuration.isFallback = true
                await #expect(throws: TLSError.self) {
                    try await InProcess.connect(port: server.port, configuration) { _ in }
                }
                try await server.process.wait(for: "fatal inappropriate_fallback")
            }
        }

        /// Our server speaks newer versions than its client, and says so in its random (RFC 9846, Section 4.2.3).
        @Test(arguments: [(Version.tls12, "01"), (.tls11, "00"), (.tls10, "00")])
        func sentinel(_ version: Version, _ last: String) async throws {
            try await cell(.openSSL3, .server, .downgrade) { bench in
                let server = try await WaxbillProgram.listen(bench, nil, ["--tls", "1.0..1.3"])
                let client = try OpenSSLClient.start(bench, port: server.port, Self.options(version))
                client.process.send("ping\n")
                try await client.process.wait(for: "ing\n")
                client.process.endInput()
                let ending = try await client.process.ending()
                let hello = try #require(ending.output.components(separatedBy: "], ServerHello\n").dropFirst().first)
                let bytes = hello.prefix { $0 != "<" && $0 != ">" }.split { $0 == " " || $0 == "\n" }
                // Type, length and version come before the random's 32 bytes.
                try #require(bytes.count > 38)
                try #require(bytes[30..<38].joined() == "444f574e475244" + last)
                let report = try await server.report()
                try #require(report.version == version.reportedName)
            }
        }

        // MARK: OCSP

        /// An OCSP response that says "unauthorized": the shortest that there is (RFC 6960, Section 4.2.1).
        private static let response: [UInt8] = [0x30, 0x03, 0x0a, 0x01, 0x06]

        @Test func stapledResponse() async throws {
            try await cell(.openSSL3, .client, .ocsp) { bench in
                try Data(Self.response).write(to: URL(fileURLWithPath: bench.path("response")))
                let options = ["-status_file", bench.path("response")] + Self.options(.tls12)
                let server = try await OpenSSLServer.start(bench, nil, options)
                let verifier = RecordingVerifier()
                var configuration = InProcess.clientConfiguration(.tls12)
                configuration.certificateVerifier = verifier
                configuration.requestsOCSPResponse = true
                try await InProcess.connect(port: server.port, configuration) { _ in }
                try #require(verifier.response.value == Self.response)
            }
        }

        @Test func stapledResponseOfOurs() async throws {
            try await cell(.openSSL3, .server, .ocsp) { bench in
                var configuration = InProcess.serverConfiguration(.tls12)
                var identity = TestPKI.server()
                identity.ocspResponse = Self.response
                configuration.identityProvider = StaticIdentities([identity])
                let client = try await InProcess.listen(configuration) { port in
                    try OpenSSLClient.start(bench, port: port, ["-status"] + Self.options(.tls12)).process
                } serve: { connection, client in
                    client.send("ping\n")
                    try await connection.expect("ping\n")
                    client.endInput()
                    return client
                }
                let ending = try await client.ending()
                try #require(ending.output.contains("OCSP Response Status: unauthorized (0x6)"))
            }
        }

        /// Keeps the stapled response.
        private struct RecordingVerifier: CertificateVerifier {
            let response = Received<[UInt8]>()

            func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
                if let bytes = request.ocspResponse { response.set(bytes) }
                return await TestPKI.verifier.verify(request)
            }
        }

        // MARK: Nothing in common

        struct Refusal: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let theirs: [String]
            /// What the server sends.
            let alert: String
            /// The option that would allow what the peer offers.
            let flag: String

            static let all = [
                Refusal(
                    testDescription: "TLS 1.1 only", theirs: OpenSSLOld.options(.tls11), alert: "protocol_version",
                    flag: "--tls"),
                Refusal(
                    testDescription: "TLS 1.0 only", theirs: OpenSSLOld.options(.tls10), alert: "protocol_version",
                    flag: "--tls"),
                Refusal(
                    testDescription: "CBC only",
                    theirs: ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA:@SECLEVEL=0"], alert: "handshake_failure",
                    flag: "--cipher"),
                Refusal(
                    testDescription: "RSA key transport only",
                    theirs: ["-tls1_2", "-cipher", "AES128-GCM-SHA256:@SECLEVEL=0"], alert: "handshake_failure",
                    flag: "--cipher"),
            ]
        }

        /// What is switched off is refused, and the user is told what would switch it on.
        @Test(arguments: Refusal.all, OurRole.allCases)
        func switchedOff(_ refusal: Refusal, role: OurRole) async throws {
            try await cell(.openSSL3, role, .nothingInCommon) { bench in
                let identity = try InteropFiles.server(.rsa2048)
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, identity, refusal.theirs)
                    let client = try WaxbillProgram.connect(bench, port: server.port)
                    try await WaxbillProgram.failure(of: client, alertReceived: refusal.alert)
                    try #require(client.transcript.error.contains(refusal.flag))
                case .server:
                    let server = try await WaxbillProgram.listen(bench, [identity], json: false)
                    _ = try OpenSSLClient.start(bench, port: server.port, refusal.theirs)
                    let hint = try await server.process.line("  hint: ", in: .error)
                    try #require(hint.hasPrefix(refusal.flag))
                    try #require(server.process.transcript.error.contains("[sent \(refusal.alert)]"))
                }
            }
        }

        // MARK: Data

        /// A mebibyte and its echo.
        @Test(arguments: OldConnections.versions) func bulkEchoed(_ version: Version) async throws {
            try await cell(.openSSL3, .server, .bulk) { bench in
                let server = try await WaxbillProgram.listen(bench, nil, Self.ours(version))
                let client = try OpenSSLClient.start(
                    bench, port: server.port, ["-quiet", "-no_ign_eof"] + Self.options(version), showsMessages: false)
                client.process.send(PeerCases.mebibyte)
                try await client.process.wait("all data") { transcript in
                    transcript.outputCount < PeerCases.mebibyte.utf8.count ? nil : true
                }
                client.process.endInput()
                let ending = try await client.process.ending()
                try #require(ending.output == PeerCases.mebibyte)
                let report = try await server.report()
                try #require(report.error == nil && report.bytesRead == PeerCases.mebibyte.utf8.count)
            }
        }
    }
}

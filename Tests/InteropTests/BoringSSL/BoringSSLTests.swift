import Foundation
import Testing
import WaxbillTLS
import WaxbillTestSupport

extension Interop {
    /// `bssl-tool` of Debian's android-boringssl. It is older than X25519MLKEM768, and never sends close_notify.
    @Suite(.needs(.boringSSL)) struct BoringSSL {
        static let groups = ["x25519": "X25519", "secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"]

        @Test(arguments: groups.keys.sorted(), OurRole.allCases) func group(_ group: String, role: OurRole) async throws
        {
            try await handshake(
                role, .groups, agreeing: Agreement(group: group), ours: ["--groups", group],
                theirs: ["-curves", Self.groups[group] ?? ""])
        }

        /// Its choice and ours, without any option.
        @Test(arguments: OurRole.allCases) func defaults(role: OurRole) async throws {
            try await handshake(role, .groups, agreeing: Agreement())
        }

        @Test(arguments: OurRole.allCases) func helloRetryRequest(role: OurRole) async throws {
            try await handshake(
                role, .helloRetryRequest, agreeing: Agreement(group: "secp384r1", helloRetryRequest: true),
                ours: role == .client ? [] : ["--groups", "secp384r1"],
                theirs: role == .client ? ["-curves", "P-384"] : [])
        }

        @Test(arguments: OpenSSLNegotiation.cipherSuites) func cipherSuite(_ suite: String) async throws {
            try await handshake(
                .client, .cipherSuites, agreeing: Agreement(cipherSuite: suite), ours: ["--cipher", suite])
            try await handshake(
                .server, .cipherSuites, agreeing: Agreement(cipherSuite: suite), ours: ["--cipher", suite])
        }

        @Test func applicationProtocol() async throws {
            try await handshake(
                .server, .alpn, agreeing: Agreement(alpn: "h2"), ours: ["--alpn", "h2,http/1.1"],
                theirs: ["-alpn-protos", "http/1.1,h2"])
        }

        @Test func keyUpdate() async throws {
            try await handshake(.client, .keyUpdate, agreeing: Agreement(), ours: ["--key-update"])
        }

        @Test(arguments: OurRole.allCases) func clientCertificate(role: OurRole) async throws {
            let identity = try InteropFiles.client()
            try await handshake(
                role, .clientCertificates, agreeing: Agreement(client: TestPKI.clientName),
                ours: role == .client ? identity.options("--cert", "--key") : ["--client-ca", InteropFiles.authority],
                theirs: role == .client ? ["-require-any-client-cert"] : identity.options())
        }

        @Test(arguments: OurRole.allCases) func clientCertificateMissing(role: OurRole) async throws {
            try await cell(.boringSSL, role, .refusedClient) { bench in
                switch role {
                case .client:
                    let server = try await BoringSSLServer.start(bench, ["-require-any-client-cert"])
                    let client = try WaxbillProgram.connect(bench, port: server.port)
                    try await WaxbillProgram.failure(of: client, alertReceived: "certificate_required")
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--client-ca", InteropFiles.authority])
                    _ = try BoringSSLClient.start(bench, port: server.port)
                    try await server.failure(alertSent: "certificate_required")
                }
            }
        }

        @Test func serverCertificateOfImpostor() async throws {
            try await cell(.boringSSL, .server, .refusedServer) { bench in
                let server = try await WaxbillProgram.listen(bench, [InteropFiles.impostorServer])
                _ = try BoringSSLClient.start(bench, port: server.port)
                try await server.failure(alertReceived: "unknown_ca")
            }
        }

        /// Reserved values (RFC 8701) and permuted extensions in its ClientHello.
        @Test(arguments: [["-grease"], ["-permute-extensions"], ["-grease", "-permute-extensions", "-ech-grease"]])
        func grease(_ options: [String]) async throws {
            try await handshake(.server, .grease, agreeing: Agreement(), theirs: options)
        }

        /// A second connection with the session of the first.
        @Test func resumptionOfClient() async throws {
            try await cell(.boringSSL, .server, .resumption) { bench in
                let server = try await WaxbillProgram.listen(bench)
                for session in ["-session-out", "-session-in"] {
                    let client = try BoringSSLClient.start(bench, port: server.port, [session, bench.path("session")])
                    client.process.send("ping\n")
                    try await client.process.wait(for: "ping\n")
                    client.process.endInput()
                    try await client.process.ending()
                    let agreement = Agreement(resumed: session == "-session-in")
                    try #require(agreement.differences(from: client.report, weAre: .server) == [])
                }
                let reports = try await server.reports(2)
                for (report, resumed) in zip(reports, [false, true]) {
                    let agreement = Agreement(resumed: resumed, isTruncated: true)
                    try #require(agreement.differences(from: report, as: .server) == [])
                    try #require(report.bytesRead == 5)
                }
            }
        }

        /// Three connections, of which two resume sessions; data both ways in each.
        @Test(arguments: Version.allCases) func resumptionOfServer(_ version: Version) async throws {
            try await cell(.boringSSL, .client, .resumption) { bench in
                let name = version == .tls10 ? "tls1" : "tls\(version.rawValue)"
                let server = try await BoringSSLServer.start(
                    bench, ["-loop", "-min-version", name, "-max-version", name])
                let session = Received<Session>()
                for (number, resumes) in [false, true, true].enumerated() {
                    let summary = try await InProcess.connect(
                        port: server.port, InProcess.clientConfiguration(version), session: session.value,
                        takeSession: { session.set($0) },
                        { connection in
                            try await connection.send("ping \(number)\n")
                            try await server.process.wait(for: "ping \(number)\n")
                            server.process.send("pong \(number)\n")
                            try await connection.expect("pong \(number)\n")
                            return connection.summary
                        })
                    try #require(summary.resumed == resumes)
                }
                // What it says of a connection may be read after the data of that connection.
                try await server.process.wait("two resumed sessions") { transcript in
                    transcript.error.components(separatedBy: "Resumed session: yes").count - 1 == 2 ? true : nil
                }
            }
        }

        private func handshake(
            _ role: OurRole, _ feature: Feature, agreeing agreement: Agreement, ours: [String] = [],
            theirs: [String] = []
        ) async throws {
            var agreement = agreement
            agreement.isTruncated = true
            try await cell(.boringSSL, role, feature) { bench in
                switch role {
                case .client:
                    let server = try await BoringSSLServer.start(bench, theirs)
                    let client = try WaxbillProgram.connect(bench, port: server.port, ours)
                    client.send("ping\n")
                    try await server.process.wait(for: "ping\n")
                    server.process.send("pong\n")
                    // The server ends, and not the client: it sends nothing more once the client has ended.
                    server.process.endInput()
                    try await WaxbillProgram.success(of: client, agreeing: agreement)
                    try #require(try bench.contents("received") == "pong\n")
                    try await server.process.ending()
                    try #require(agreement.differences(from: server.report, weAre: .client) == [])
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ours)
                    let client = try BoringSSLClient.start(bench, port: server.port, theirs)
                    client.process.send("ping\n")
                    try await client.process.wait(for: "ping\n")
                    client.process.endInput()
                    try await client.process.ending()
                    try #require(agreement.differences(from: client.report, weAre: .server) == [])
                    try #require(agreement.differences(from: try await server.report(), as: .server) == [])
                }
            }
        }
    }
}

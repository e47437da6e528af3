import NIOSSL
import Testing
import WaxbillTestSupport
import WaxbillX509

extension Interop {
    /// The BoringSSL in swift-nio-ssl, which knows X25519MLKEM768.
    @Suite(.needs(.swiftNIOSSL)) struct SwiftNIOSSL {
        static let groups: [(name: String, curve: NIOTLSCurve)] = [
            ("X25519MLKEM768", .x25519_MLKEM768), ("x25519", .x25519), ("secp256r1", .secp256r1),
            ("secp384r1", .secp384r1),
        ]

        @Test(arguments: groups.map(\.name), OurRole.allCases) func group(_ group: String, role: OurRole) async throws {
            try await handshake(role, .groups, agreeing: Agreement(group: group), ours: ["--groups", group]) {
                configuration in
                configuration.curves = Self.groups.filter { $0.name == group }.map(\.curve)
            }
        }

        @Test(arguments: OurRole.allCases) func defaults(role: OurRole) async throws {
            try await handshake(role, .groups, agreeing: Agreement(group: "X25519MLKEM768"))
        }

        @Test(arguments: OurRole.allCases) func helloRetryRequest(role: OurRole) async throws {
            let agreement = Agreement(group: "secp384r1", helloRetryRequest: true)
            try await handshake(
                role, .helloRetryRequest, agreeing: agreement, ours: role == .client ? [] : ["--groups", "secp384r1"]
            ) { configuration in
                configuration.curves = role == .client ? [.secp384r1] : [.x25519, .secp384r1]
            }
        }

        @Test(arguments: OurRole.allCases) func applicationProtocol(role: OurRole) async throws {
            let agreement = Agreement(group: "X25519MLKEM768", alpn: "h2")
            try await handshake(role, .alpn, agreeing: agreement, ours: ["--alpn", "h2,http/1.1"]) { configuration in
                configuration.applicationProtocols = ["h2", "acme-tls/1"]
            }
        }

        /// Unless told otherwise, it verifies neither Ed25519 nor P-521.
        @Test(arguments: [KeyKind.p256, .p384, .rsa2048, .rsa3072], OurRole.allCases)
        func clientCertificate(_ kind: KeyKind, role: OurRole) async throws {
            let agreement = Agreement(group: "X25519MLKEM768", client: TestPKI.clientName)
            let identity = try InteropFiles.client(kind)
            let ours =
                role == .client ? identity.options("--cert", "--key") : ["--client-ca", InteropFiles.authority]
            try await handshake(role, .clientCertificates, agreeing: agreement, ours: ours) { configuration in
                configuration.trustRoots = .file(InteropFiles.authority)
                if role == .client {
                    configuration.certificateVerification = .noHostnameVerification
                } else {
                    configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificate)
                        .map { .certificate($0) }
                    configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.key, format: .pem))
                }
            }
        }

        @Test func keyUpdate() async throws {
            try await handshake(
                .client, .keyUpdate, agreeing: Agreement(group: "X25519MLKEM768"), ours: ["--key-update"])
        }

        @Test(arguments: OurRole.allCases) func bulk(role: OurRole) async throws {
            let text = (0..<150_000).map { "\(1_000_000 + $0)\n" }.joined()
            try await handshake(role, .bulk, agreeing: Agreement(group: "X25519MLKEM768"), text: text)
        }

        @Test(arguments: OurRole.allCases) func serverCertificateOfImpostor(role: OurRole) async throws {
            try await cell(.swiftNIOSSL, role, .refusedServer) { bench in
                switch role {
                case .client:
                    let configuration = try NIOSSLPeer.serverConfiguration(InteropFiles.impostorServer)
                    try await NIOSSLPeer.listen(configuration) { port in
                        let client = try WaxbillProgram.connect(bench, port: port)
                        try await WaxbillProgram.failure(of: client, status: 77, alertSent: "unknown_ca")
                    }
                case .server:
                    let server = try await WaxbillProgram.listen(bench, [InteropFiles.impostorServer])
                    let configuration = try NIOSSLPeer.clientConfiguration()
                    await #expect(throws: (any Error).self) {
                        _ = try await NIOSSLPeer.echo("ping\n", port: server.port, configuration)
                    }
                    try await server.failure(alertReceived: "unknown_ca")
                }
            }
        }

        private func handshake(
            _ role: OurRole, _ feature: Feature, agreeing agreement: Agreement, text: String = "ping\n",
            ours: [String] = [],
            _ change: (inout TLSConfiguration) throws -> Void = { _ in }
        ) async throws {
            try await cell(.swiftNIOSSL, role, feature) { bench in
                switch role {
                case .client:
                    var configuration = try NIOSSLPeer.serverConfiguration(InteropFiles.server())
                    try change(&configuration)
                    try await NIOSSLPeer.listen(configuration) { port in
                        let client = try WaxbillProgram.connect(bench, port: port, ours)
                        client.send(text)
                        client.endInput()
                        try await WaxbillProgram.success(of: client, agreeing: agreement)
                        try #require(try bench.contents("received") == text)
                    }
                case .server:
                    var configuration = try NIOSSLPeer.clientConfiguration()
                    try change(&configuration)
                    let server = try await WaxbillProgram.listen(bench, nil, ours)
                    let report = try await NIOSSLPeer.echo(text, port: server.port, configuration)
                    try #require(agreement.differences(from: report, weAre: .server) == [])
                    try #require(agreement.differences(from: try await server.report(), as: .server) == [])
                }
            }
        }
    }
}

import Testing
import WaxbillX509

extension Interop {
    /// What OpenSSL and `waxbill` agree upon, each way.
    @Suite(.needs(.openSSL3)) struct OpenSSLNegotiation {
        static let cipherSuites = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]
        static let groups = ["x25519", "secp256r1", "secp384r1", "secp521r1"]

        static func openSSLName(_ group: String) -> String {
            switch group {
            case "x25519": "X25519"
            case "secp256r1": "P-256"
            case "secp384r1": "P-384"
            default: "P-521"
            }
        }

        @Test(arguments: cipherSuites, OurRole.allCases) func cipherSuite(_ suite: String, role: OurRole) async throws {
            let agreement = Agreement(cipherSuite: suite)
            try await cell(.openSSL3, role, .cipherSuites) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, ["-ciphersuites", suite])
                    try await Conversation.connect(bench, server, agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(bench)
                    let client = try OpenSSLClient.start(bench, port: server.port, ["-ciphersuites", suite])
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
            }
        }

        /// The client sends a share for the only group.
        @Test(arguments: groups, OurRole.allCases) func group(_ group: String, role: OurRole) async throws {
            let agreement = Agreement(group: group)
            try await cell(.openSSL3, role, .groups) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(
                        bench, nil, ["-groups", Self.openSSLName(group), "-ciphersuites", agreement.cipherSuite])
                    try await Conversation.connect(bench, server, ["--groups", group], agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(bench)
                    let client = try OpenSSLClient.start(
                        bench, port: server.port, ["-groups", Self.openSSLName(group)])
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
            }
        }

        /// The client sends a share for another group than the server's only one.
        @Test(arguments: groups.dropFirst(), OurRole.allCases)
        func helloRetryRequest(_ group: String, role: OurRole) async throws {
            let agreement = Agreement(group: group, helloRetryRequest: true)
            try await cell(.openSSL3, role, .helloRetryRequest) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(
                        bench, nil, ["-groups", Self.openSSLName(group), "-ciphersuites", agreement.cipherSuite])
                    try await Conversation.connect(bench, server, agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--groups", group])
                    let client = try OpenSSLClient.start(
                        bench, port: server.port, ["-groups", "X25519:\(Self.openSSLName(group))"])
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
            }
        }

        @Test(arguments: KeyKind.allCases, OurRole.allCases) func certificate(_ kind: KeyKind, role: OurRole)
            async throws
        {
            try await cell(.openSSL3, role, .handshake(Handshake(version: .tls13, kind: kind))) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(
                        bench, InteropFiles.server(kind), ["-ciphersuites", Agreement().cipherSuite])
                    try await Conversation.connect(bench, server, agreeing: Agreement())
                case .server:
                    let server = try await WaxbillProgram.listen(bench, [InteropFiles.server(kind)])
                    let client = try OpenSSLClient.start(bench, port: server.port)
                    try await Conversation.listen(client, server, agreeing: Agreement())
                }
            }
        }
    }
}

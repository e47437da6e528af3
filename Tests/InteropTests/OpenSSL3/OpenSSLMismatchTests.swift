import Testing

extension Interop {
    /// Handshakes with OpenSSL that cannot succeed end with the alert that says why.
    @Suite(.needs(.openSSL3)) struct OpenSSLMismatch {
        struct Mismatch: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let ours: [String]
            let theirs: [String]
            /// What the server sends.
            let alert: String

            static let all = [
                Mismatch(
                    testDescription: "groups", ours: ["--groups", "x25519"], theirs: ["-groups", "P-384"],
                    alert: "handshake_failure"),
                Mismatch(
                    testDescription: "cipher suites", ours: ["--cipher", "TLS_AES_128_GCM_SHA256"],
                    theirs: ["-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"], alert: "handshake_failure"),
                Mismatch(
                    testDescription: "application protocols", ours: ["--alpn", "h2"], theirs: ["-alpn", "http/1.1"],
                    alert: "no_application_protocol"),
            ]
        }

        @Test(arguments: Mismatch.all, OurRole.allCases) func mismatch(_ mismatch: Mismatch, role: OurRole) async throws
        {
            try await cell(.openSSL3, role, .nothingInCommon) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, mismatch.theirs)
                    let client = try WaxbillProgram.connect(bench, port: server.port, mismatch.ours)
                    try await WaxbillProgram.failure(of: client, alertReceived: mismatch.alert)
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, mismatch.ours)
                    let client = try OpenSSLClient.start(bench, port: server.port, mismatch.theirs)
                    try await server.failure(alertSent: mismatch.alert)
                    let words = mismatch.alert.replacing("_", with: " ")
                    try await client.process.wait(for: "alert \(words)", in: .error)
                }
            }
        }

        /// The server's key cannot make a signature that the client accepts.
        @Test(arguments: OurRole.allCases) func signatureSchemes(role: OurRole) async throws {
            try await cell(.openSSL3, role, .nothingInCommon) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench)
                    let client = try WaxbillProgram.connect(bench, port: server.port, ["--sigalgs", "ed25519"])
                    try await WaxbillProgram.failure(of: client, alertReceived: "handshake_failure")
                case .server:
                    let server = try await WaxbillProgram.listen(bench)
                    let client = try OpenSSLClient.start(bench, port: server.port, ["-sigalgs", "ed25519"])
                    try await server.failure(alertSent: "handshake_failure")
                    try await client.process.wait(for: "alert handshake failure", in: .error)
                }
            }
        }

        @Test(arguments: OurRole.allCases) func version(role: OurRole) async throws {
            try await cell(.openSSL3, role, .nothingInCommon) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, ["-no_tls1_3"])
                    let client = try WaxbillProgram.connect(bench, port: server.port, ["--tls", "1.3"])
                    try await WaxbillProgram.failure(of: client, alertReceived: "protocol_version")
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--tls", "1.3"])
                    let client = try OpenSSLClient.start(bench, port: server.port, ["-no_tls1_3"])
                    try await server.failure(alertSent: "protocol_version")
                    try await client.process.wait(for: "alert protocol version", in: .error)
                }
            }
        }
    }
}

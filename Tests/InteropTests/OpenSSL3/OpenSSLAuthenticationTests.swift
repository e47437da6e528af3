import Testing
import WaxbillTestSupport
import WaxbillX509

extension Interop {
    /// Whom OpenSSL and `waxbill` let in, each way.
    @Suite(.needs(.openSSL3)) struct OpenSSLAuthentication {
        private var required: [String] { ["-Verify", "1", "-verify_return_error", "-CAfile", InteropFiles.authority] }
        private var suite: [String] { ["-ciphersuites", Agreement().cipherSuite] }

        @Test(arguments: KeyKind.allCases, OurRole.allCases)
        func clientCertificate(_ kind: KeyKind, role: OurRole) async throws {
            let agreement = Agreement(client: TestPKI.clientName)
            try await cell(.openSSL3, role, .clientCertificates) { bench in
                let identity = try InteropFiles.client(kind)
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, required + suite)
                    try await Conversation.connect(
                        bench, server, identity.options("--cert", "--key"), agreeing: agreement)
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--client-ca", InteropFiles.authority])
                    let client = try OpenSSLClient.start(bench, port: server.port, identity.options())
                    try await Conversation.listen(client, server, agreeing: agreement)
                }
            }
        }

        /// A client that is asked and has none is let in.
        @Test(arguments: OurRole.allCases) func clientCertificateRequestedAndAbsent(role: OurRole) async throws {
            try await cell(.openSSL3, role, .clientCertificates) { bench in
                switch role {
                case .client:
                    let options = ["-verify", "1", "-CAfile", InteropFiles.authority] + suite
                    let server = try await OpenSSLServer.start(bench, nil, options)
                    try await Conversation.connect(bench, server, agreeing: Agreement())
                case .server:
                    let server = try await WaxbillProgram.listen(
                        bench, nil, ["--client-ca", InteropFiles.authority, "--client-auth", "request"])
                    let client = try OpenSSLClient.start(bench, port: server.port)
                    try await Conversation.listen(client, server, agreeing: Agreement())
                }
            }
        }

        @Test(arguments: OurRole.allCases) func clientCertificateMissing(role: OurRole) async throws {
            try await cell(.openSSL3, role, .refusedClient) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, required)
                    let client = try WaxbillProgram.connect(bench, port: server.port)
                    try await WaxbillProgram.failure(of: client, alertReceived: "certificate_required")
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--client-ca", InteropFiles.authority])
                    let client = try OpenSSLClient.start(bench, port: server.port)
                    try await client.process.wait(for: "alert certificate required", in: .error)
                    try await server.failure(alertSent: "certificate_required")
                }
            }
        }

        @Test(arguments: OurRole.allCases) func clientCertificateOfImpostor(role: OurRole) async throws {
            try await cell(.openSSL3, role, .refusedClient) { bench in
                let identity = InteropFiles.impostorClient
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, nil, required)
                    let client = try WaxbillProgram.connect(
                        bench, port: server.port, identity.options("--cert", "--key"))
                    try await WaxbillProgram.failure(of: client, alertReceived: "unknown_ca")
                case .server:
                    let server = try await WaxbillProgram.listen(bench, nil, ["--client-ca", InteropFiles.authority])
                    let client = try OpenSSLClient.start(bench, port: server.port, identity.options())
                    try await client.process.wait(for: "alert unknown ca", in: .error)
                    try await server.failure(alertSent: "unknown_ca")
                }
            }
        }

        @Test(arguments: OurRole.allCases) func serverCertificateOfImpostor(role: OurRole) async throws {
            try await cell(.openSSL3, role, .refusedServer) { bench in
                switch role {
                case .client:
                    let server = try await OpenSSLServer.start(bench, InteropFiles.impostorServer)
                    let client = try WaxbillProgram.connect(bench, port: server.port)
                    try await WaxbillProgram.failure(of: client, status: 77, alertSent: "unknown_ca")
                    try await server.process.wait(for: "alert unknown ca", in: .error)
                case .server:
                    let server = try await WaxbillProgram.listen(bench, [InteropFiles.impostorServer])
                    _ = try OpenSSLClient.start(bench, port: server.port)
                    try await server.failure(alertReceived: "unknown_ca")
                }
            }
        }

        /// The certificate is good, but of somebody else.
        @Test func serverCertificateOfAnotherName() async throws {
            try await cell(.openSSL3, .client, .refusedServer) { bench in
                let server = try await OpenSSLServer.start(bench)
                let client = try WaxbillProgram.connect(bench, port: server.port, serverName: "other.example")
                try await WaxbillProgram.failure(of: client, status: 77, alertSent: "bad_certificate")
                try await server.process.wait(for: "alert bad certificate", in: .error)
            }
        }
    }
}

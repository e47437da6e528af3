import Testing
import WaxbillTestSupport

extension Interop {
    /// Sessions of OpenSSL that `waxbill` resumes, and the other way round.
    @Suite(.needs(.openSSL3)) struct OpenSSLResumption {
        struct Variant: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var suite = "TLS_AES_128_GCM_SHA256"
            /// Whether each handshake needs a HelloRetryRequest.
            var retries = false
            var clientCertificate = false

            static let all = [
                Variant(testDescription: "SHA-256"),
                Variant(testDescription: "SHA-384", suite: "TLS_AES_256_GCM_SHA384"),
                Variant(testDescription: "with a HelloRetryRequest", retries: true),
                Variant(testDescription: "with a client certificate", clientCertificate: true),
            ]

            var agreement: Agreement {
                Agreement(
                    cipherSuite: suite, group: retries ? "secp256r1" : "x25519", helloRetryRequest: retries,
                    client: clientCertificate ? TestPKI.clientName : nil)
            }
        }

        @Test(arguments: Variant.all) func connect(_ variant: Variant) async throws {
            try await cell(.openSSL3, .client, .resumption) { bench in
                let authentication = ["-Verify", "1", "-CAfile", InteropFiles.authority]
                let server = try await OpenSSLServer.start(
                    bench, nil,
                    ["-ciphersuites", variant.suite] + (variant.retries ? ["-groups", "P-256"] : [])
                        + (variant.clientCertificate ? authentication : []), connections: 3)
                let identity = try variant.clientCertificate ? InteropFiles.client().options("--cert", "--key") : []
                let client = try WaxbillProgram.connect(bench, port: server.port, ["--resume", "2"] + identity)
                client.endInput()
                let ending = try await client.ending()
                let reports = try WaxbillReport.all(in: ending)
                try #require(reports.count == 3)
                try #require(ending.status == 0)
                try await server.process.ending()
                try #require(server.reports.count == 3)
                for (index, report) in reports.enumerated() {
                    var agreement = variant.agreement
                    agreement.resumed = index > 0
                    try #require(agreement.differences(from: report, as: .client) == [], "connection \(index)")
                    try #require(
                        agreement.differences(from: server.reports[index], weAre: .client) == [], "connection \(index)")
                }
            }
        }

        /// Resumed connections carry data: a page in each.
        @Test func get() async throws {
            try await cell(.openSSL3, .client, .resumption) { bench in
                // Its tickets allow early data, which nobody sends.
                let server = try await OpenSSLServer.start(
                    bench, nil, ["-www", "-max_early_data", "16384"], connections: 3)
                let client = try WaxbillProgram.connect(bench, port: server.port, ["--get", "/", "--resume", "2"])
                let ending = try await client.ending()
                let reports = try WaxbillReport.all(in: ending)
                try #require(ending.status == 0)
                try #require(reports.map(\.resumed) == [false, true, true])
                try #require(reports.allSatisfy { $0.bytesRead > 1000 })
                try #require(try bench.contents("received").contains("New, TLSv1.3, Cipher is"))
            }
        }

        @Test(arguments: Variant.all) func listen(_ variant: Variant) async throws {
            try await cell(.openSSL3, .server, .resumption) { bench in
                let server = try await WaxbillProgram.listen(
                    bench, nil,
                    ["--cipher", variant.suite] + (variant.retries ? ["--groups", "secp256r1"] : [])
                        + (variant.clientCertificate ? ["--client-ca", InteropFiles.authority] : []))
                let identity = try variant.clientCertificate ? InteropFiles.client().options() : []
                var agreement = variant.agreement
                for session in ["-sess_out", "-sess_in"] {
                    let client = try OpenSSLClient.start(
                        bench, port: server.port,
                        identity + ["-groups", "X25519:P-256", session, bench.path("session")])
                    try await Conversation.listen(client, agreeing: agreement)
                    agreement.resumed = true
                }
                let reports = try await server.reports(2)
                try #require(agreement.differences(from: reports[1], as: .server) == [])
                agreement.resumed = false
                try #require(agreement.differences(from: reports[0], as: .server) == [])
            }
        }
    }
}

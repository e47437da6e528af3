import Testing
import WaxbillTestSupport

extension Interop {
    /// curl gets the page of `waxbill listen --www`.
    @Suite(.needs(.curl)) struct Curl {
        @Test func page() async throws {
            try await cell(.curl, .server, .http) { bench in
                let server = try await WaxbillProgram.listen(bench, nil, ["--www"])
                let end = try await Self.get(bench, server, ["--cacert", InteropFiles.authority]).ending()
                try #require(end.status == 0)
                try #require(end.output.contains("TLSv1.3") && end.output.contains("TLS_AES_"))
                try #require(end.output.hasSuffix("\n200 1.1 0"))
                let report = try await server.report()
                try #require(Self.agreement.differences(from: report, as: .server) == [])
            }
        }

        @Test(arguments: [Version.tls12, .tls11, .tls10]) func pageOfOldVersion(_ version: Version) async throws {
            try await cell(.curl, .server, .http) { bench in
                let suite = version == .tls12 ? "ECDHE-ECDSA-AES128-GCM-SHA256" : "ECDHE-ECDSA-AES128-SHA"
                let server = try await WaxbillProgram.listen(
                    bench, nil, ["--www", "--tls", version.rawValue, "--cipher", suite])
                let options = [
                    "--tls-max", version.rawValue, "--tlsv\(version.rawValue)", "--ciphers", "\(suite):@SECLEVEL=0",
                ]
                let end = try await Self.get(bench, server, ["--cacert", InteropFiles.authority] + options).ending()
                try #require(end.status == 0)
                try #require(end.output.contains(version.reportedName))
                try #require(try await server.report().version == version.reportedName)
            }
        }

        @Test func clientCertificate() async throws {
            try await cell(.curl, .server, .clientCertificates) { bench in
                let server = try await WaxbillProgram.listen(
                    bench, nil, ["--www", "--client-ca", InteropFiles.authority])
                let options =
                    try ["--cacert", InteropFiles.authority] + InteropFiles.client().options("--cert", "--key")
                let end = try await Self.get(bench, server, options).ending()
                try #require(end.status == 0)
                var agreement = Self.agreement
                agreement.client = TestPKI.clientName
                try #require(agreement.differences(from: try await server.report(), as: .server) == [])
            }
        }

        @Test func serverCertificateOfImpostor() async throws {
            try await cell(.curl, .server, .refusedServer) { bench in
                let server = try await WaxbillProgram.listen(bench, nil, ["--www"])
                let end = try await Self.get(bench, server, ["--cacert", InteropFiles.impostorAuthority]).ending()
                // CURLE_PEER_FAILED_VERIFICATION
                try #require(end.status == 60)
                try await server.failure(alertReceived: "unknown_ca")
            }
        }

        /// Its TLS is OpenSSL; it offers HTTP/2 as well.
        private static let agreement = Agreement(cipherSuite: "TLS_AES_128_GCM_SHA256", alpn: "http/1.1")

        /// Starts curl; status, version of HTTP and result of the verification come last.
        private static func get(_ bench: Bench, _ server: WaxbillServer, _ options: [String]) throws -> ChildProcess {
            let address = ["--resolve", "localhost:\(server.port):127.0.0.1", "https://localhost:\(server.port)/"]
            let format = ["--write-out", "\n%{http_code} %{http_version} %{ssl_verify_result}"]
            return try bench.start(
                .curl, ["--silent", "--show-error", "--max-time", "15"] + format + options + address)
        }
    }
}

import Testing
import WaxbillTLS
import WaxbillX509

extension Interop {
    @Suite(.needs(.rustls)) struct Rustls {
        private let cases = ProgramCases(stack: .rustls)

        @Test(arguments: ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1"])
        func groupOfServer(_ group: String) async throws { try await cases.group(group, .client) }

        @Test func defaults() async throws {
            try await cases.handshake(.client, .groups, agreeing: cases.agreement(group: "X25519MLKEM768"))
        }

        @Test func groupOfClient() async throws { try await cases.group("x25519", .server) }

        /// Its client knows the hybrid and has no share for it.
        @Test func helloRetryRequest() async throws {
            var agreement = cases.agreement(group: "X25519MLKEM768")
            agreement.helloRetryRequest = true
            try await cases.handshake(
                .server, .helloRetryRequest, agreeing: agreement, ours: ["--groups", "X25519MLKEM768"])
        }

        @Test(arguments: OurRole.allCases) func applicationProtocol(role: OurRole) async throws {
            try await cases.applicationProtocol(role)
        }

        @Test(arguments: OpenSSLNegotiation.cipherSuites, OurRole.allCases)
        func cipherSuite(_ suite: String, role: OurRole) async throws { try await cases.cipherSuite(suite, role) }

        @Test(arguments: KeyKind.allCases, OurRole.allCases)
        func certificate(_ kind: KeyKind, role: OurRole) async throws { try await cases.certificate(kind, role) }

        @Test(arguments: KeyKind.allCases, OurRole.allCases)
        func clientCertificate(_ kind: KeyKind, role: OurRole) async throws {
            try await cases.clientCertificate(kind, role)
        }

        @Test(arguments: OurRole.allCases) func clientCertificateMissing(role: OurRole) async throws {
            try await cases.refusedClient(role, nil, alert: "certificate_required")
        }

        @Test(arguments: OurRole.allCases) func clientCertificateOfImpostor(role: OurRole) async throws {
            // Finding an authority of the name, rustls complains of the signature.
            let alert = role == .client ? "decrypt_error" : "unknown_ca"
            try await cases.refusedClient(role, InteropFiles.impostorClient, alert: alert)
        }

        @Test(arguments: OurRole.allCases) func serverCertificateOfImpostor(role: OurRole) async throws {
            try await cases.refusedServer(role, alert: "decrypt_error")
        }

        /// As a client, Deno does not resume.
        @Test func resumption() async throws { try await cases.resumption(.client) }

        @Test func resumedEcho() async throws { try await cases.resumedEcho() }

        @Test func bulk() async throws { try await cases.bulk() }

        @Test(arguments: OurRole.allCases) func closure(role: OurRole) async throws { try await cases.closure(role) }

        @Test(arguments: OurRole.allCases) func keyUpdate(role: OurRole) async throws {
            try await cases.keyUpdate(role)
        }

        @Test(arguments: OurRole.allCases) func padding(role: OurRole) async throws { try await cases.padding(role) }

        @Test func grease() async throws { try await cases.grease() }

        @Test func cookie() async throws { try await cases.cookie(theirs: [], group: .x25519MLKEM768) }

        @Test func withoutCompatibility() async throws { try await cases.withoutCompatibility() }
    }
}

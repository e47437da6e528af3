import Testing
import WaxbillX509

extension Interop {
    @Suite(.needs(.openSSL4)) struct OpenSSL4 {
        private let cases = ProgramCases(stack: .openSSL4)

        @Test(arguments: ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"], OurRole.allCases)
        func group(_ group: String, role: OurRole) async throws { try await cases.group(group, role) }

        @Test(arguments: OurRole.allCases) func defaults(role: OurRole) async throws {
            try await cases.handshake(role, .groups, agreeing: cases.agreement(group: "X25519MLKEM768"))
        }

        @Test(arguments: OurRole.allCases) func helloRetryRequest(role: OurRole) async throws {
            try await cases.helloRetryRequest(role)
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
            try await cases.refusedClient(role, InteropFiles.impostorClient, alert: "unknown_ca")
        }

        @Test(arguments: OurRole.allCases) func serverCertificateOfImpostor(role: OurRole) async throws {
            try await cases.refusedServer(role, alert: "unknown_ca")
        }

        @Test(arguments: OurRole.allCases) func resumption(role: OurRole) async throws {
            try await cases.resumption(role)
        }

        @Test func resumedEcho() async throws { try await cases.resumedEcho() }

        @Test func bulk() async throws { try await cases.bulk() }

        @Test(arguments: OurRole.allCases) func closure(role: OurRole) async throws { try await cases.closure(role) }

        @Test(arguments: OurRole.allCases) func keyUpdate(role: OurRole) async throws {
            try await cases.keyUpdate(role)
        }

        @Test(arguments: OurRole.allCases) func padding(role: OurRole) async throws { try await cases.padding(role) }

        @Test func grease() async throws { try await cases.grease() }

        @Test func cookie() async throws { try await cases.cookie() }

        @Test func withoutCompatibility() async throws { try await cases.withoutCompatibility() }
    }
}

import Testing

extension Interop {
    @Suite(.needs(.go)) struct Go {
        private let cases = ProgramCases(stack: .go)

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

        @Test(arguments: OurRole.allCases) func clientCertificate(role: OurRole) async throws {
            try await cases.clientCertificate(role)
        }

        @Test(arguments: OurRole.allCases) func clientCertificateMissing(role: OurRole) async throws {
            try await cases.refusedClient(role, nil, alert: "certificate_required")
        }

        @Test(arguments: OurRole.allCases) func clientCertificateOfImpostor(role: OurRole) async throws {
            try await cases.refusedClient(role, InteropFiles.impostorClient, alert: "unknown_ca")
        }

        @Test(arguments: OurRole.allCases) func serverCertificateOfImpostor(role: OurRole) async throws {
            try await cases.refusedServer(role, alert: "bad_certificate")
        }

        @Test(arguments: OurRole.allCases) func resumption(role: OurRole) async throws {
            try await cases.resumption(role)
        }

        @Test func resumedEcho() async throws { try await cases.resumedEcho() }

        @Test func bulk() async throws { try await cases.bulk() }
    }
}

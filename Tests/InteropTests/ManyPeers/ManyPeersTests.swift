import Testing
import WaxbillX509

extension Interop {
    /// TLS 1.3 with every peer that sends lines back, both ways.
    @Suite struct ManyPeers {
        private static let stacks: [Stack] = [.go, .openSSL4, .rustls, .jsse, .gnuTLS]
        static let all = Encounter.with(stacks)
        static let clients = Encounter.with(stacks, as: [.client])
        static let servers = Encounter.with(stacks, as: [.server])

        static let groups = all.flatMap { encounter in
            encounter.stack.groups(weAre: encounter.role).map { (encounter, $0) }
        }

        /// Deno's client does not resume.
        static let resuming = all.filter { $0 != Encounter(stack: .rustls, role: .server) }

        /// Deno's server takes each group that we have a share for.
        static let retrying = all.filter { $0 != Encounter(stack: .rustls, role: .client) }

        @Test(arguments: groups) func group(_ encounter: Encounter, group: String) async throws {
            try await PeerCases(encounter: encounter).group(group)
        }

        /// Deno's client has no share for the hybrid.
        @Test(arguments: all.filter { $0 != Encounter(stack: .rustls, role: .server) })
        func defaults(_ encounter: Encounter) async throws { try await PeerCases(encounter: encounter).defaults() }

        @Test(arguments: retrying) func helloRetryRequest(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).helloRetryRequest()
        }

        @Test(arguments: all) func applicationProtocol(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).applicationProtocol()
        }

        @Test(arguments: all, OpenSSLNegotiation.cipherSuites)
        func cipherSuite(_ encounter: Encounter, suite: String) async throws {
            try await PeerCases(encounter: encounter).cipherSuite(suite)
        }

        @Test(arguments: all + Encounter.with([.boringSSL, .swiftNIOSSL]), KeyKind.allCases)
        func certificate(_ encounter: Encounter, kind: KeyKind) async throws {
            try await PeerCases(encounter: encounter).certificate(kind)
        }

        @Test(arguments: all, KeyKind.allCases)
        func clientCertificate(_ encounter: Encounter, kind: KeyKind) async throws {
            try await PeerCases(encounter: encounter).clientCertificate(kind)
        }

        @Test(arguments: all) func clientCertificateMissing(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).refusedClient(nil)
        }

        @Test(arguments: all) func clientCertificateOfImpostor(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).refusedClient(InteropFiles.impostorClient)
        }

        @Test(arguments: all) func serverCertificateOfImpostor(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).refusedServer()
        }

        @Test(arguments: resuming) func resumption(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).resumption()
        }

        @Test(arguments: clients) func resumedEcho(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).resumedEcho()
        }

        @Test(arguments: clients) func bulk(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).bulk()
        }

        @Test(arguments: all) func closure(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).closure()
        }

        @Test(arguments: all) func keyUpdate(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).keyUpdate()
        }

        @Test(arguments: Encounter.with([.jsse], as: [.client]))
        func keyUpdateByPeer(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).keyUpdateByPeer()
        }

        @Test(arguments: all) func padding(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).padding()
        }

        @Test(arguments: clients) func grease(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).grease()
        }

        @Test(arguments: servers) func cookie(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).cookie()
        }

        @Test(arguments: clients) func withoutCompatibility(_ encounter: Encounter) async throws {
            try await PeerCases(encounter: encounter).withoutCompatibility()
        }
    }
}

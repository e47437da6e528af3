import TLSWire
import Testing
import WaxbillTestSupport
import WaxbillX509

extension Interop {
    /// TLS 1.2, 1.1 and 1.0 with every peer, both ways.
    @Suite struct OldVersions {
        private static let all = Encounter.with(Stack.old)

        static let handshakes = all.flatMap { encounter in
            Handshake.old.filter { handshake in
                encounter.stack.speaks(handshake.version) && !handshake.suites(encounter.stack).isEmpty
                    && (encounter.role == .client || encounter.stack.verifies(handshake.kind, weAre: .server))
            }.map { (encounter, $0) }
        }

        /// Each suite that goes with the server's key, a full handshake and a resumed one.
        @Test(arguments: handshakes) func handshake(_ encounter: Encounter, _ handshake: Handshake) async throws {
            let suites = handshake.suites(encounter.stack)
            let count = encounter.stack.resumes(weAre: encounter.role) ? 2 : 1
            try await cell(
                encounter.stack, encounter.role, .handshake(handshake), count: suites.count * count
            ) { bench in
                let exchange = Exchange(
                    encounter: encounter, bench: bench, version: handshake.version, suites: suites, connections: count,
                    identity: try InteropFiles.server(handshake.kind))
                try await exchange.run()
            }
        }

        static let clientKinds: [(Version, KeyKind)] =
            KeyKind.allCases.map { (Version.tls12, $0) }
            + [Version.tls11, .tls10].flatMap { version in [KeyKind.p256, .rsa2048].map { (version, $0) } }

        static let clientCertificates = all.flatMap { encounter in
            clientKinds.filter { version, kind in
                encounter.stack.speaks(version)
                    && (encounter.role == .server || encounter.stack.verifies(kind, weAre: .client))
            }.map { (encounter, $0.0, $0.1) }
        }

        @Test(arguments: clientCertificates)
        func clientCertificate(_ encounter: Encounter, _ version: Version, _ kind: KeyKind) async throws {
            try await cell(encounter.stack, encounter.role, .clientCertificates) { bench in
                let suite: CipherSuite =
                    version == .tls12
                    ? .ecdheECDSAWithAES128GCMSHA256 : .ecdheECDSAWithAES128CBCSHA
                var exchange = Exchange(
                    encounter: encounter, bench: bench, version: version,
                    suites: [try #require(CipherSuite12(suite))],
                    connections: encounter.stack.resumes(weAre: encounter.role) ? 2 : 1,
                    identity: try InteropFiles.server())
                exchange.clientIdentity = try InteropFiles.client(kind)
                try await exchange.run()
            }
        }
    }
}

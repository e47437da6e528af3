import Foundation
import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

extension Interop {
    /// What happens in and after handshakes before TLS 1.3.
    @Suite struct OldConnections {
        static let versions: [Version] = [.tls12, .tls11, .tls10]

        /// A suite of each kind, for the server's usual key.
        private static func suites(_ version: Version) -> [CipherSuite] {
            version == .tls12
                ? [.ecdheECDSAWithAES128GCMSHA256, .ecdheECDSAWithAES256CBCSHA384] : [.ecdheECDSAWithAES128CBCSHA]
        }

        private func exchange(
            _ encounter: Encounter, _ version: Version, _ feature: Feature,
            _ change: (inout Exchange) throws -> Void
        ) async throws {
            try await cell(encounter.stack, encounter.role, feature) { bench in
                var exchange = Exchange(
                    encounter: encounter, bench: bench, version: version,
                    suites: Self.suites(version).compactMap(CipherSuite12.init).filter(encounter.stack.speaks),
                    identity: try InteropFiles.server())
                try change(&exchange)
                try await exchange.run()
            }
        }

        // MARK: Sessions

        /// The peer's server gives no tickets.
        @Test(arguments: Encounter.with([.openSSL3, .gnuTLS, .jsse, .openSSL4], as: [.client]), versions)
        func sessionIDs(_ encounter: Encounter, _ version: Version) async throws {
            try await exchange(encounter, version, .sessionIDs) { $0.theirs.withoutTickets = true }
        }

        /// The peer's client takes no tickets.
        @Test(arguments: Encounter.with([.openSSL3, .gnuTLS, .jsse, .openSSL4], as: [.server]), versions)
        func sessionIDsOfOurs(_ encounter: Encounter, _ version: Version) async throws {
            try await cell(encounter.stack, encounter.role, .sessionIDs) { bench in
                var configuration = InProcess.serverConfiguration(version)
                configuration.sessionStore = InMemorySessionStore()
                let settings = PeerSettings.with {
                    $0.speakOnly(version)
                    $0.withoutTickets = true
                    $0.connections = 2
                    $0.expectsResumption = true
                    $0.cipherSuites = Array(Self.suites(version).prefix(1))
                }
                try await InProcess.echo(configuration) { port in
                    let reports = try await encounter.stack.peer.call(bench, port: port, settings).reports()
                    try #require(reports.map(\.resumed) == [false, true])
                }
            }
        }

        // MARK: Extensions

        /// Without the extended master secret there is no resumption (RFC 7627, Section 5.3).
        @Test(arguments: Encounter.with([.gnuTLS, .jsse, .openSSL4]), versions)
        func withoutExtendedMasterSecret(_ encounter: Encounter, _ version: Version) async throws {
            try await exchange(encounter, version, .extendedMasterSecret) { exchange in
                exchange.theirs.withoutExtendedMasterSecret = true
                exchange.resumes = false
                // Our client has no session then to connect a second time with.
                if encounter.role == .client { exchange.connections = 1 }
                exchange.agree = { $0.older?.extendedMasterSecret = false }
            }
        }

        @Test(arguments: Encounter.with([.openSSL3, .gnuTLS, .openSSL4]), versions)
        func withoutEncryptThenMAC(_ encounter: Encounter, _ version: Version) async throws {
            try await exchange(encounter, version, .encryptThenMAC) { exchange in
                exchange.theirs.withoutEncryptThenMAC = true
                exchange.agree = { if $0.older?.encryptThenMAC != nil { $0.older?.encryptThenMAC = false } }
            }
        }

        /// `bssl-tool` has ALPN as a client only.
        @Test(arguments: Encounter.with(Stack.old).filter { $0 != Encounter(stack: .boringSSL, role: .client) })
        func applicationProtocol(_ encounter: Encounter) async throws {
            try await exchange(encounter, .tls12, .alpn) { exchange in
                exchange.connections = 1
                exchange.theirs.applicationProtocols = ["h2", "acme-tls/1"]
                exchange.ours = ["--alpn", "h2,http/1.1"]
                exchange.agree = { $0.alpn = "h2" }
            }
        }

        // MARK: Secrets

        /// Of each connection the line that Wireshark needs.
        @Test(arguments: Encounter.with([.openSSL3, .go, .openSSL4]), versions)
        func keyLog(_ encounter: Encounter, _ version: Version) async throws {
            try await cell(encounter.stack, encounter.role, .keyLog) { bench in
                var exchange = Exchange(
                    encounter: encounter, bench: bench, version: version,
                    suites: Self.suites(version).prefix(1).compactMap(CipherSuite12.init),
                    identity: try InteropFiles.server())
                exchange.theirs.keyLog = bench.path("theirs")
                exchange.ours = ["--keylog", bench.path("ours")]
                try await exchange.run()
                let entries = try OpenSSLConnection.entries(bench.contents("ours"))
                let theirs = try OpenSSLConnection.entries(bench.contents("theirs"))
                try #require(entries.count == 2 && entries.allSatisfy { $0.hasPrefix("CLIENT_RANDOM ") })
                // Go writes down full handshakes only.
                try #require(
                    encounter.stack == .go ? theirs.count == 1 && theirs.isSubset(of: entries) : theirs == entries)
            }
        }

        /// Before TLS 1.3 no context and an empty one are not the same (RFC 5705, Section 4).
        @Test(arguments: Encounter.with([.go, .openSSL4]), versions)
        func exporter(_ encounter: Encounter, _ version: Version) async throws {
            let label = "EXPORTER-waxbill-interop"
            let settings = PeerSettings.with {
                $0.speakOnly(version)
                $0.exportLabel = label
                $0.cipherSuites = Array(Self.suites(version).prefix(1))
            }
            let contexts: [[UInt8]?] = [nil, Array("context".utf8)]
            try await cell(encounter.stack, encounter.role, .exporter) { bench in
                var ours: [String] = []
                let reports: [PeerReport]
                switch encounter.role {
                case .client:
                    let server = try await encounter.stack.peer.serve(bench, settings)
                    ours = try await InProcess.connect(port: server.port, InProcess.clientConfiguration(version)) {
                        connection in
                        try await connection.exportAll(label, contexts)
                    }
                    reports = try await server.reports()
                case .server:
                    let client: any PeerClient
                    (ours, client) = try await InProcess.listen(InProcess.serverConfiguration(version)) { port in
                        try encounter.stack.peer.call(bench, port: port, settings)
                    } serve: { connection, client in
                        try await connection.expect("ping\n")
                        let exported = try await connection.exportAll(label, contexts)
                        try await connection.send("ping\n")
                        try await connection.expectEnd()
                        return (exported, client)
                    }
                    reports = try await client.reports()
                }
                try #require(reports.count == 1)
                try #require(ours == [reports[0].exported, reports[0].exportedInContext])
            }
        }

        // MARK: Data

        /// A mebibyte there and back, with a suite of each kind of protection.
        @Test(
            arguments: Encounter.with([.gnuTLS, .jsse, .go, .openSSL4], as: [.client]),
            [
                (Version.tls12, CipherSuite.ecdheECDSAWithChaCha20Poly1305SHA256),
                (.tls12, .ecdheECDSAWithAES256CBCSHA), (.tls11, .ecdheECDSAWithAES128CBCSHA),
                (.tls10, .ecdheECDSAWithAES128CBCSHA),
            ])
        func bulk(_ encounter: Encounter, _ protection: (version: Version, suite: CipherSuite)) async throws {
            try await cell(encounter.stack, encounter.role, .bulk) { bench in
                let server = try await encounter.stack.peer.serve(
                    bench,
                    .with {
                        $0.speakOnly(protection.version)
                        $0.cipherSuites = [protection.suite]
                    })
                let client = try WaxbillProgram.connect(
                    bench, port: server.port,
                    ["--tls", protection.version.rawValue, "--cipher", "\(protection.suite)"])
                client.send(PeerCases.mebibyte)
                try await bench.wait(for: PeerCases.mebibyte, in: "received", of: client)
                client.endInput()
                let ending = try await client.ending()
                try #require(ending.status == 0)
                _ = try await server.reports()
            }
        }
    }
}

import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Nobody between the two may bring them to an older version than they have in common (RFC 9846, Section 4.2.3; RFC 7507).
@Suite struct DowngradeTests12 {
    private static let marks: [ProtocolVersion: [UInt8]] = [
        .tls12: [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 1], .tls11: [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0],
        .tls10: [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0],
    ]
    private static let suite = CipherSuite.ecdheECDSAWithAES128CBCSHA

    /// A server marks its random whenever it could have done better.
    @Test(.needsCBC, arguments: Case12.versions, [ProtocolVersion.tls10, .tls11, .tls12, .tls13])
    func serverMarks(_ version: ProtocolVersion, best: ProtocolVersion) async throws {
        guard best >= version else { return }
        let client = ScriptedClient12(version, Self.suite)
        var configuration = Case12(version, Self.suite).server
        configuration.versions = .tls10...best
        configuration.cipherSuites.append(.aes128GCMSHA256)
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(server.log.summary?.version == version)
        let isMarked = client.serverHello?.random.suffix(8).elementsEqual(Self.marks[version] ?? []) == true
        #expect(isMarked == (best > version))
    }

    /// A client that could have done better looks for the mark.
    @Test(.needsCBC, arguments: Case12.versions, [ProtocolVersion.tls10, .tls11, .tls12, .tls13])
    func clientLooks(_ version: ProtocolVersion, best: ProtocolVersion) async throws {
        guard best >= version else { return }
        for mark in [ProtocolVersion.tls12, .tls11] {
            let server = ScriptedServer12(version, Self.suite, StubPKI.identity(.p256))
            server.randomSuffix = Self.marks[mark] ?? []
            var configuration = Case12(version, Self.suite).client
            configuration.versions = .tls10...best
            configuration.cipherSuites.append(.aes128GCMSHA256)
            var client = try DrivenEndpoint(client: configuration)
            try await server.handshake(with: &client)
            // RFC 9846, Section 4.2.3: a client of TLS 1.3 looks for both, one of TLS 1.2 for the lower.
            let isRefused = best > version && (best == .tls13 || mark == .tls11)
            if isRefused {
                #expect(client.log.error?.fault == .peerViolation(.downgrade(to: mark)))
                #expect(server.alerts == [.illegalParameter])
            } else {
                #expect(client.log.error == nil && client.log.summary?.version == version)
            }
        }
    }

    /// An old server that knows no better is accepted where its version is.
    @Test(.needsCBC, arguments: Case12.versions) func unmarked(_ version: ProtocolVersion) async throws {
        let server = ScriptedServer12(version, Self.suite, StubPKI.identity(.p256))
        var configuration = Case12(version, Self.suite).client
        configuration.versions = .tls10 ... .tls13
        configuration.cipherSuites.append(.aes128GCMSHA256)
        var client = try DrivenEndpoint(client: configuration)
        try await server.handshake(with: &client)
        #expect(client.log.summary?.version == version)
        // And refused where it is not.
        configuration.versions = .tls13 ... .tls13
        configuration.signatureSchemes = DefaultPreferences.signatureSchemes
        client = try DrivenEndpoint(client: configuration)
        let another = ScriptedServer12(version, Self.suite, StubPKI.identity(.p256))
        try await another.handshake(with: &client)
        #expect(client.log.error?.fault == .peerIncompatibility(.serverVersion(version)))
        #expect(another.alerts == [.protocolVersion])
    }

    /// A client that claims less than it did before (RFC 7507, Section 3).
    @Test(.needsCBC, arguments: Case12.versions, [ProtocolVersion.tls10, .tls11, .tls12, .tls13])
    func fallback(_ version: ProtocolVersion, best: ProtocolVersion) async throws {
        guard best >= version else { return }
        let client = ScriptedClient12(version, Self.suite)
        client.furtherSuites.append(.fallbackSCSV)
        var configuration = Case12(version, Self.suite).server
        configuration.versions = .tls10...best
        configuration.cipherSuites.append(.aes128GCMSHA256)
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        if best > version {
            #expect(server.log.error?.fault == .peerViolation(.inappropriateFallback(version)))
            #expect(client.alerts == [.inappropriateFallback])
        } else {
            #expect(server.log.summary?.version == version)
        }
    }

    /// Ours says so where it is told (RFC 7507, Section 4).
    @Test(arguments: [true, false]) func clientSignals(isFallback: Bool) async throws {
        var configuration = Case12.usual.client
        configuration.isFallback = isFallback
        var client = try DrivenEndpoint(client: configuration)
        let server = Case12.usual.scriptedServer()
        try await server.exchange(with: &client)
        #expect(server.clientHello?.cipherSuites.contains(.fallbackSCSV) == isFallback)
    }

    /// A server that chooses what was not offered: a version that is too new, or none.
    @Test(arguments: [ProtocolVersion.ssl30, .tls13, ProtocolVersion(rawValue: 0x0305), ProtocolVersion(rawValue: 0)])
    func wrongVersions(_ version: ProtocolVersion) async throws {
        let server = Case12.usual.scriptedServer()
        server.change(ServerHello.self) { $0.legacyVersion = version }
        server.edit = { $0 = [.message(.serverHello)] }
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerIncompatibility(.serverVersion(version)))
        #expect(server.alerts == [.protocolVersion])
    }

    /// A client of a version that is newer than ours, or older than we want.
    @Test(arguments: [
        ProtocolVersion.ssl30, .tls11, ProtocolVersion(rawValue: 0x0304), ProtocolVersion(rawValue: 0x0399),
    ])
    func clientVersions(_ version: ProtocolVersion) async throws {
        let client = Case12.usual.scriptedClient()
        client.change(ClientHello.self) { $0.legacyVersion = version }
        var server = try DrivenEndpoint(server: Case12.usual.server)
        try await client.handshake(with: &server)
        if version > .tls12 {
            // RFC 5246, Appendix E.1
            #expect(server.log.summary?.version == .tls12)
        } else {
            #expect(server.log.error?.fault == .peerIncompatibility(.noCommonVersion(offered: [version])))
            #expect(client.alerts == [.protocolVersion])
        }
    }
}

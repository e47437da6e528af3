import TLSCrypto
import TLSWire
import Testing

@testable import WaxbillTLS

/// The pure functions behind a server's choices.
@Suite struct SelectionTests {
    @Test(
        arguments: [
            ([.aes128GCMSHA256, .aes256GCMSHA384], [.aes256GCMSHA384, .aes128GCMSHA256], .aes256GCMSHA384),
            ([.chaCha20Poly1305SHA256], [.aes128GCMSHA256, .chaCha20Poly1305SHA256], .chaCha20Poly1305SHA256),
            ([CipherSuite(rawValue: 0x0a0a), .aes128GCMSHA256], [.aes128GCMSHA256], .aes128GCMSHA256),
            ([.aes128GCMSHA256], [.aes256GCMSHA384], nil),
            ([], [.aes256GCMSHA384], nil),
        ] as [([CipherSuite], [CipherSuite], CipherSuite?)])
    func cipherSuite(offered: [CipherSuite], preferences: [CipherSuite], selected: CipherSuite?) throws {
        guard let selected else {
            #expect(throws: TLSError.incompatible(.noCommonCipherSuite(offered: offered))) {
                try CipherSuiteSelection.select(offered, configured: preferences, by: .server)
            }
            return
        }
        let (suite, parameters) = try CipherSuiteSelection.select(offered, configured: preferences, by: .server)
        #expect(suite == selected)
        #expect(parameters == CipherSuiteParameters(selected))
    }

    @Test func cipherSuiteByTheClientsPreference() throws {
        let (suite, _) = try CipherSuiteSelection.select(
            [.ecdheRSAWithAES128GCMSHA256, .chaCha20Poly1305SHA256, .aes128GCMSHA256],
            configured: DefaultPreferences.cipherSuites, by: .client)
        #expect(suite == .chaCha20Poly1305SHA256)
    }

    @Test(
        arguments: [
            // Shares, groups, preferences, selected, by a retry.
            ([.x25519], [.x25519], [.x25519], .x25519, false),
            ([.x25519], [.secp256r1, .x25519], [.secp256r1, .x25519], .x25519, false),
            ([], [.secp256r1, .x25519], [.x25519, .secp256r1], .x25519, true),
            ([.x25519], [.x25519MLKEM768, .x25519], [.x25519MLKEM768, .x25519], .x25519MLKEM768, true),
            (
                [.x25519, .x25519MLKEM768], [.x25519MLKEM768, .x25519], [.x25519MLKEM768, .x25519], .x25519MLKEM768,
                false
            ),
            ([.x25519], [.x25519MLKEM768, .x25519], [.x25519, .x25519MLKEM768], .x25519, false),
            ([.secp521r1], [.secp521r1], [.x25519], nil, false),
        ] as [([NamedGroup], [NamedGroup], [NamedGroup], NamedGroup?, Bool)])
    func group(
        shares: [NamedGroup], groups: [NamedGroup], preferences: [NamedGroup], selected: NamedGroup?, isRetry: Bool
    ) throws {
        let shares = shares.map { KeyShareEntry(group: $0, keyExchange: [1]) }
        guard let selected else {
            #expect(throws: TLSError.incompatible(.noCommonGroup)) {
                try GroupSelection.select(shares: shares, groups: groups, preferences: preferences)
            }
            return
        }
        let selection = try GroupSelection.select(shares: shares, groups: groups, preferences: preferences)
        #expect(
            selection == (isRetry ? .retry(selected) : .share(KeyShareEntry(group: selected, keyExchange: [1]))))
    }

    @Test(
        arguments: [
            ([.ed25519], [.ecdsaSecp256r1SHA256, .ed25519], .ed25519),
            ([.rsaPSSRSAESHA512, .rsaPSSRSAESHA256], [.rsaPSSRSAESHA256, .rsaPSSRSAESHA512], .rsaPSSRSAESHA512),
            ([.rsaPKCS1SHA256, .rsaPSSRSAESHA256], [.rsaPKCS1SHA256, .rsaPSSRSAESHA256], .rsaPSSRSAESHA256),
            ([.rsaPKCS1SHA256], [.rsaPKCS1SHA256], nil),
            ([.ecdsaSHA1], [.ecdsaSHA1], nil),
            ([.ed25519], [], nil),
        ] as [([SignatureScheme], [SignatureScheme], SignatureScheme?)])
    func signatureScheme(signer: [SignatureScheme], peer: [SignatureScheme], selected: SignatureScheme?) {
        #expect(SignatureSchemeSelection.select(signer: signer, peer: peer) == selected)
    }

    @Test func version() throws {
        let all: ClosedRange<ProtocolVersion> = .tls10 ... .tls13
        let only13: ClosedRange<ProtocolVersion> = .tls13 ... .tls13
        #expect(try VersionSelection.select([.tls13], .tls12, from: only13) == .tls13)
        #expect(try VersionSelection.select([.tls12, .tls13, .tls11], .tls12, from: all) == .tls13)
        #expect(try VersionSelection.select([.tls11, .tls12], .tls12, from: all) == .tls12)
        let offered = [ProtocolVersion(rawValue: 0x7a7a), .tls12, .tls13]
        #expect(try VersionSelection.select(offered, .tls10, from: only13) == .tls13)
        // RFC 9846, Appendix E.2: without the extension, TLS 1.2 at the most.
        #expect(try VersionSelection.select(nil, .tls13, from: all) == .tls12)
        #expect(try VersionSelection.select(nil, .tls11, from: all) == .tls11)
        #expect(try VersionSelection.select(nil, ProtocolVersion(rawValue: 0x03ff), from: .tls10 ... .tls11) == .tls11)
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: [.ssl30]))) {
            try VersionSelection.select(nil, .ssl30, from: all)
        }
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: [.tls12]))) {
            try VersionSelection.select(nil, .tls12, from: only13)
        }
        // A legacy_version of TLS 1.3 is not an offer of it (RFC 9846, Section 4.3.1).
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: [.tls13]))) {
            try VersionSelection.select(nil, .tls13, from: only13)
        }
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: []))) {
            try VersionSelection.select([], .tls12, from: all)
        }
    }

    @Test func downgradeSentinel() {
        let random = [UInt8](repeating: 7, count: 24)
        #expect(DowngradeSentinel.version(in: random + Array("DOWNGRD".utf8) + [1]) == .tls12)
        #expect(DowngradeSentinel.version(in: random + Array("DOWNGRD".utf8) + [0]) == .tls11)
        #expect(DowngradeSentinel.version(in: random + Array("DOWNGRD".utf8) + [2]) == nil)
        #expect(DowngradeSentinel.version(in: Array("DOWNGRD".utf8) + [1] + random) == nil)
    }
}

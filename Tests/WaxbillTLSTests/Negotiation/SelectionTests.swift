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
                try CipherSuiteSelection.select(offered, preferences: preferences)
            }
            return
        }
        let (suite, parameters) = try CipherSuiteSelection.select(offered, preferences: preferences)
        #expect(suite == selected)
        #expect(parameters == CipherSuiteParameters(selected))
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
        try VersionSelection.select([.tls13], .tls12)
        try VersionSelection.select([ProtocolVersion(rawValue: 0x7a7a), .tls12, .tls13], .tls10)
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: [.tls12]))) {
            try VersionSelection.select(nil, .tls12)
        }
        // A legacy_version of TLS 1.3 is not an offer of it (RFC 9846, Section 4.3.1).
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: [.tls13]))) {
            try VersionSelection.select(nil, .tls13)
        }
        #expect(throws: TLSError.incompatible(.noCommonVersion(offered: []))) {
            try VersionSelection.select([], .tls12)
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

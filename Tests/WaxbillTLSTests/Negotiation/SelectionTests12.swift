import TLSCrypto
import TLSWire
import Testing

@testable import WaxbillTLS

/// The selections of a server of TLS 1.2 and before, each alone.
@Suite struct SelectionTests12 {
    // MARK: Suites

    @Test(
        arguments: [
            (.server, .tls12, [.ecdheRSAWithAES256GCMSHA384, .rsaWithAES128GCMSHA256]),
            (.client, .tls12, [.rsaWithAES128GCMSHA256, .ecdheRSAWithAES256GCMSHA384]),
        ] as [(ServerConfiguration.CipherSuitePreference, ProtocolVersion, [CipherSuite])])
    func commonSuites(
        preference: ServerConfiguration.CipherSuitePreference, version: ProtocolVersion, selected: [CipherSuite]
    ) throws {
        let common = try CipherSuiteSelection12.common(
            [.emptyRenegotiationInfoSCSV, .rsaWithAES128GCMSHA256, .aes128GCMSHA256, .ecdheRSAWithAES256GCMSHA384],
            configured: [
                .aes128GCMSHA256, .ecdheRSAWithAES256GCMSHA384, .ecdheECDSAWithAES128GCMSHA256, .rsaWithAES128GCMSHA256,
            ],
            by: preference, in: version)
        #expect(common.map(\.facts.suite) == selected)
    }

    /// RFC 5246, Section 1.2; RFC 5288, Section 4: the suites that TLS 1.2 brought are not for older versions.
    @Test(arguments: [.tls10, .tls11] as [ProtocolVersion]) func suitesOfOldVersions(version: ProtocolVersion) throws {
        let offered: [CipherSuite] = [.ecdheRSAWithAES128GCMSHA256, .rsaWithAES128CBCSHA256]
        #expect(throws: TLSError.incompatible(.noCommonCipherSuite(offered: offered))) {
            try CipherSuiteSelection12.common(offered, configured: offered, by: .server, in: version)
        }
    }

    /// TLS 1.3's suites are none of TLS 1.2's.
    @Test func noCommonSuite() throws {
        let offered: [CipherSuite] = [.aes128GCMSHA256, .fallbackSCSV]
        #expect(throws: TLSError.incompatible(.noCommonCipherSuite(offered: offered))) {
            try CipherSuiteSelection12.common(offered, configured: offered, by: .server, in: .tls12)
        }
    }

    struct SuiteCase: Sendable {
        var group: NamedGroup? = .x25519
        var schemes: [SignatureScheme] = []
        var canDecrypt = false
        let suite: CipherSuite?
        var keyExchange: SelectedSuite12.KeyExchange?
    }

    @Test(arguments: [
        SuiteCase(
            schemes: [.ecdsaSecp256r1SHA256], suite: .ecdheECDSAWithAES128GCMSHA256,
            keyExchange: .ecdhe(.x25519, .ecdsaSecp256r1SHA256)),
        SuiteCase(
            schemes: [.ed25519], suite: .ecdheECDSAWithAES128GCMSHA256, keyExchange: .ecdhe(.x25519, .ed25519)),
        SuiteCase(
            schemes: [.rsaPSSRSAESHA256, .rsaPKCS1SHA256], canDecrypt: true, suite: .ecdheRSAWithAES128GCMSHA256,
            keyExchange: .ecdhe(.x25519, .rsaPSSRSAESHA256)),
        SuiteCase(
            schemes: [.rsaPKCS1MD5SHA1], canDecrypt: true, suite: .ecdheRSAWithAES128GCMSHA256,
            keyExchange: .ecdhe(.x25519, .rsaPKCS1MD5SHA1)),
        SuiteCase(
            group: nil, schemes: [.rsaPSSRSAESHA256], canDecrypt: true, suite: .rsaWithAES128GCMSHA256,
            keyExchange: .rsa),
        SuiteCase(canDecrypt: true, suite: .rsaWithAES128GCMSHA256, keyExchange: .rsa),
        SuiteCase(group: nil, schemes: [.ecdsaSecp256r1SHA256], suite: nil),
        SuiteCase(schemes: [], suite: nil),
    ])
    func suite(_ selection: SuiteCase) throws {
        let common = [
            CipherSuite.ecdheECDSAWithAES128GCMSHA256, .ecdheRSAWithAES128GCMSHA256, .rsaWithAES128GCMSHA256,
        ].compactMap { CipherSuiteParameters12($0) }
        let selected = CipherSuiteSelection12.select(
            common, group: selection.group, schemes: selection.schemes, canDecrypt: selection.canDecrypt)
        #expect(selected?.suite.facts.suite == selection.suite)
        #expect(selected?.keyExchange == selection.keyExchange)
    }

    // MARK: Groups

    @Test(
        arguments: [
            ([.secp384r1, .x25519], [.x25519, .secp384r1], .x25519),
            ([.x25519MLKEM768, .secp521r1], [.x25519MLKEM768, .x25519, .secp521r1], .secp521r1),
            ([.x25519MLKEM768], [.x25519MLKEM768], nil),
            ([.secp256r1], [.x25519], nil),
            ([], [.x25519], nil),
            (nil, [.x25519, .secp256r1], .secp256r1),
            (nil, [.x25519], nil),
        ] as [([NamedGroup]?, [NamedGroup], NamedGroup?)])
    func group(supported: [NamedGroup]?, preferences: [NamedGroup], selected: NamedGroup?) {
        #expect(GroupSelection12.select(supported, preferences: preferences) == selected)
    }

    // MARK: Signature schemes

    /// RFC 5246, Section 7.4.1.4.1: SHA-1 where the client says nothing, and only where we have named it.
    @Test(
        arguments: [
            ([.ed25519, .rsaPKCS1SHA1], .tls12, [], [.ed25519]),
            ([.ed25519, .rsaPKCS1SHA1], .tls12, [.rsaPKCS1SHA1], [.ed25519, .rsaPKCS1SHA1]),
            (nil, .tls12, [.ecdsaSHA1], [.ecdsaSHA1]),
            (nil, .tls12, [], []),
            ([.ed25519], .tls11, [], [.rsaPKCS1MD5SHA1, .ecdsaSHA1]),
            (nil, .tls10, [], [.rsaPKCS1MD5SHA1, .ecdsaSHA1]),
        ] as [([SignatureScheme]?, ProtocolVersion, [SignatureScheme], [SignatureScheme])])
    func acceptableSchemes(
        named: [SignatureScheme]?, version: ProtocolVersion, own: [SignatureScheme], acceptable: [SignatureScheme]
    ) {
        #expect(SignatureSchemes12.acceptable(named, in: version, own: own) == acceptable)
    }

    @Test func wantedSchemes() {
        let acceptable: [SignatureScheme] = [.ecdsaSecp256r1SHA256, .rsaPKCS1SHA256, .ed25519, .mldsa44]
        #expect(
            ServerSchemeSelection12.wanted(acceptable, for: [.ecdsa, .ecdsa]) == [.ecdsaSecp256r1SHA256, .ed25519])
        #expect(ServerSchemeSelection12.wanted(acceptable, for: [.rsa]) == [.rsaPKCS1SHA256])
        #expect(ServerSchemeSelection12.wanted(acceptable, for: []).isEmpty)
    }

    /// RFC 8422, Section 5.1.1: a certificate's curve is among the client's groups.
    @Test(
        arguments: [
            (.secp384r1, [.x25519, .secp384r1], [.ecdsaSecp384r1SHA384]),
            (.secp384r1, [.x25519, .secp256r1], []),
            (.secp384r1, nil, [.ecdsaSecp384r1SHA384]),
            (nil, [.x25519], [.ecdsaSecp384r1SHA384]),
        ] as [(NamedGroup?, [NamedGroup]?, [SignatureScheme])])
    func commonSchemes(curve: NamedGroup?, groups: [NamedGroup]?, common: [SignatureScheme]) {
        #expect(
            ServerSchemeSelection12.common(
                signer: [.ecdsaSecp384r1SHA384, .ecdsaSecp256r1SHA256], wanted: [.ed25519, .ecdsaSecp384r1SHA384],
                curve: curve, groups: groups) == common)
    }

    /// RFC 5246, Section 7.4.4
    @Test(
        arguments: [
            ([.ed25519, .rsaPKCS1SHA256], [.rsaSign, .ecdsaSign]),
            ([.rsaPSSRSAESHA256], [.rsaSign]),
            ([.ecdsaSecp256r1SHA256], [.ecdsaSign]),
            ([.mldsa44], [.rsaSign]),
        ] as [([SignatureScheme], [ClientCertificateType])])
    func certificateTypes(schemes: [SignatureScheme], types: [ClientCertificateType]) {
        #expect(ClientCertificateKinds12.types(schemes) == types)
    }

    // MARK: Versions

    /// RFC 7507, Section 3
    @Test(
        arguments: [
            ([.fallbackSCSV], .tls12, .tls13, false), ([.fallbackSCSV], .tls13, .tls13, true),
            ([.fallbackSCSV], .tls11, .tls11, true), ([], .tls11, .tls13, true),
        ] as [([CipherSuite], ProtocolVersion, ProtocolVersion, Bool)])
    func fallback(suites: [CipherSuite], selected: ProtocolVersion, highest: ProtocolVersion, isAllowed: Bool) {
        var thrown: TLSError?
        do throws(TLSError) {
            try FallbackCheck.check(suites, selected: selected, highest: highest)
        } catch {
            thrown = error
        }
        #expect(thrown == (isAllowed ? nil : .violation(.inappropriateFallback(selected))))
    }

    /// RFC 9846, Section 4.2.3
    @Test(
        arguments: [
            (.tls13, .tls13, nil), (.tls12, .tls13, .tls12), (.tls12, .tls12, nil), (.tls11, .tls12, .tls11),
            (.tls10, .tls13, .tls11), (.tls10, .tls11, .tls11), (.tls11, .tls11, nil),
        ] as [(ProtocolVersion, ProtocolVersion, ProtocolVersion?)])
    func sentinel(version: ProtocolVersion, highest: ProtocolVersion, marked: ProtocolVersion?) {
        let random = DowngradeSentinel.mark([UInt8](repeating: 7, count: 32), version: version, highest: highest)
        #expect(random.count == 32 && random.prefix(24).allSatisfy { $0 == 7 })
        #expect(DowngradeSentinel.version(in: random) == marked)
    }
}

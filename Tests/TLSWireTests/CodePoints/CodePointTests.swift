import Testing

@testable import TLSWire

@Suite struct CodePointTests {
    @Test(arguments: [
        (ProtocolVersion.tls13 as any CustomStringConvertible & Sendable, "TLSv1.3"),
        (ProtocolVersion(rawValue: 0x7f1c), "0x7f1c"),
        (ContentType.handshake, "handshake"),
        (HandshakeType.encryptedExtensions, "encrypted_extensions"),
        (ExtensionType.keyShare, "key_share"),
        (ExtensionType(rawValue: 0x1a1a), "GREASE (0x1a1a)"),
        (ExtensionType(rawValue: 0x0999), "0x0999"),
        (CipherSuite.aes128GCMSHA256, "TLS_AES_128_GCM_SHA256"),
        (CipherSuite.emptyRenegotiationInfoSCSV, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"),
        (CipherSuite(rawValue: 0xcaca), "GREASE (0xcaca)"),
        (NamedGroup.x25519MLKEM768, "X25519MLKEM768"),
        (NamedGroup.secp256r1, "secp256r1"),
        (SignatureScheme.ecdsaSecp256r1SHA256, "ecdsa_secp256r1_sha256"),
        (AlertDescription.generalError, "general_error"),
        (AlertDescription(rawValue: 200), "0xc8"),
        (AlertLevel.fatal, "fatal"),
        (PskKeyExchangeMode.pskDHEKE, "psk_dhe_ke"),
        (PskKeyExchangeMode(rawValue: 0x2a), "GREASE (0x2a)"),
        (KeyUpdateRequest.updateRequested, "update_requested"),
        (CertificateStatusType.ocsp, "ocsp"),
        (NameType.hostName, "host_name"),
        (ClientCertificateType.rsaSign, "rsa_sign"),
        (ClientCertificateType.ecdsaSign, "ecdsa_sign"),
        (ClientCertificateType(rawValue: 99), "0x63"),
        (ECCurveType.namedCurve, "named_curve"),
        (ECPointFormat.uncompressed, "uncompressed"),
        (KeyExchangeAlgorithm.ecdhe, "ECDHE"),
        (KeyExchangeAlgorithm.rsa, "RSA"),
    ])
    func describesItself(code: any CustomStringConvertible & Sendable, description: String) {
        #expect(code.description == description)
    }

    @Test(
        arguments: [
            ("TLS_AES_256_GCM_SHA384", 0x1302), ("tls_chacha20_poly1305_sha256", 0x1303),
            ("ECDHE-RSA-AES128-GCM-SHA256", 0xc02f), ("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0xcca9),
            ("DES-CBC3-SHA", 0x000a), ("AES_128_GCM", nil), ("", nil),
        ] as [(String, UInt16?)])
    func findsCipherSuites(name: String, value: UInt16?) {
        #expect(CipherSuite(name: name)?.rawValue == value)
    }

    @Test(
        arguments: [
            ("X25519MLKEM768", 0x11ec), ("x25519", 0x1d), ("X25519", 0x1d), ("P-256", 0x17), ("prime256v1", 0x17),
            ("secp384r1", 0x18), ("P-521", 0x19), ("x25518", nil),
        ] as [(String, UInt16?)])
    func findsGroups(name: String, value: UInt16?) {
        #expect(NamedGroup(name: name)?.rawValue == value)
    }

    @Test(
        arguments: [
            ("ed25519", 0x0807), ("ECDSA+SHA256", 0x0403), ("RSA-PSS+SHA384", 0x0805), ("rsa_pss_rsae_sha512", 0x0806),
            ("rsa", nil),
        ] as [(String, UInt16?)])
    func findsSignatureSchemes(name: String, value: UInt16?) {
        #expect(SignatureScheme(name: name)?.rawValue == value)
    }

    @Test(
        arguments: [("TLSv1.3", 0x0304), ("tls1.2", 0x0303), ("1.0", 0x0301), ("TLSv1", 0x0301), ("2.0", nil)]
            as [(String, UInt16?)])
    func findsVersions(name: String, value: UInt16?) {
        #expect(ProtocolVersion(name: name)?.rawValue == value)
    }

    @Test func ordersVersions() {
        #expect(
            [ProtocolVersion.tls13, .ssl30, .tls12, .tls10, .tls11].sorted() == [
                .ssl30, .tls10, .tls11, .tls12, .tls13,
            ])
    }

    @Test func knowsOpenSSLNames() {
        #expect(CipherSuite.ecdheECDSAWithAES256GCMSHA384.openSSLName == "ECDHE-ECDSA-AES256-GCM-SHA384")
        #expect(CipherSuite.fallbackSCSV.openSSLName == nil)
    }

    @Test func everyCipherSuiteIsFoundByItsNames() {
        #expect(CipherSuiteRegistry.rows.count > 200)
        for row in CipherSuiteRegistry.rows {
            #expect(CipherSuite(name: row.name)?.rawValue == row.value)
            if !row.openSSLName.isEmpty {
                #expect(CipherSuite(name: row.openSSLName)?.rawValue == row.value)
            }
        }
    }

    /// Those of TLS 1.2 and before are checked with what they stand for.
    @Test(
        arguments: [
            (.aes128GCMSHA256, "TLS_AES_128_GCM_SHA256"), (.aes256GCMSHA384, "TLS_AES_256_GCM_SHA384"),
            (.chaCha20Poly1305SHA256, "TLS_CHACHA20_POLY1305_SHA256"), (.aes128CCMSHA256, "TLS_AES_128_CCM_SHA256"),
            (.aes128CCM8SHA256, "TLS_AES_128_CCM_8_SHA256"),
            (.emptyRenegotiationInfoSCSV, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"),
            (.fallbackSCSV, "TLS_FALLBACK_SCSV"),
        ] as [(CipherSuite, String)])
    func cipherSuitesHaveTheirRegisteredNames(suite: CipherSuite, name: String) {
        #expect(suite.description == name)
        #expect(CipherSuite(name: name) == suite)
    }

    @Test func everyRegisteredAlertHasAMeaning() {
        let unregistered = AlertDescription(rawValue: 255).meaning
        let meanings = AlertDescription.registeredNames.keys.map { AlertDescription(rawValue: $0).meaning }
        #expect(meanings.count == 37)
        #expect(!meanings.contains(unregistered))
        #expect(Set(meanings).count == meanings.count)
    }

    @Test(arguments: [
        (HandshakeType.clientHello, "ClientHello"), (.endOfEarlyData, "EndOfEarlyData"), (.keyUpdate, "KeyUpdate"),
        (HandshakeType(rawValue: 99), "0x63"),
    ])
    func namesMessages(type: HandshakeType, name: String) {
        #expect(type.messageName == name)
    }

    @Test func knowsGREASE() {
        let found = (UInt16.min...UInt16.max).filter(GREASE.isGREASE)
        #expect(found == GREASE.values)
        #expect(found.count == 16)
        #expect(found.first == 0x0a0a)
        #expect(found.last == 0xfafa)
    }
}

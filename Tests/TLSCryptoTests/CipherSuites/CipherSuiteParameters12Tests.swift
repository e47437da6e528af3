import TLSCrypto
import TLSWire
import Testing

@Suite struct CipherSuiteParameters12Tests {
    struct Row: Sendable {
        let name: String
        let keyExchange: KeyExchangeAlgorithm
        let authentication: CipherSuite12.Authentication
        let protection: RecordProtectionAlgorithm12
        let prf: PRF
        let minimumVersion: ProtocolVersion
        /// Lengths of MAC key, key, and fixed IV in TLS 1.0 and 1.2.
        let lengths: [Int]

        init(
            _ name: String, _ keyExchange: KeyExchangeAlgorithm, _ authentication: CipherSuite12.Authentication,
            _ protection: RecordProtectionAlgorithm12, _ prf: PRF, _ minimumVersion: ProtocolVersion,
            _ lengths: [Int]
        ) {
            self.name = name
            self.keyExchange = keyExchange
            self.authentication = authentication
            self.protection = protection
            self.prf = prf
            self.minimumVersion = minimumVersion
            self.lengths = lengths
        }
    }

    static let aeads = [
        Row("ECDHE-ECDSA-AES128-GCM-SHA256", .ecdhe, .ecdsa, .aead(.aes128GCM), .sha256, .tls12, [0, 16, 4, 4]),
        Row("ECDHE-ECDSA-AES256-GCM-SHA384", .ecdhe, .ecdsa, .aead(.aes256GCM), .sha384, .tls12, [0, 32, 4, 4]),
        Row(
            "ECDHE-ECDSA-CHACHA20-POLY1305", .ecdhe, .ecdsa, .aead(.chaCha20Poly1305), .sha256, .tls12,
            [0, 32, 12, 12]),
        Row("ECDHE-RSA-AES128-GCM-SHA256", .ecdhe, .rsa, .aead(.aes128GCM), .sha256, .tls12, [0, 16, 4, 4]),
        Row("ECDHE-RSA-AES256-GCM-SHA384", .ecdhe, .rsa, .aead(.aes256GCM), .sha384, .tls12, [0, 32, 4, 4]),
        Row("ECDHE-RSA-CHACHA20-POLY1305", .ecdhe, .rsa, .aead(.chaCha20Poly1305), .sha256, .tls12, [0, 32, 12, 12]),
        Row("AES128-GCM-SHA256", .rsa, .rsa, .aead(.aes128GCM), .sha256, .tls12, [0, 16, 4, 4]),
        Row("AES256-GCM-SHA384", .rsa, .rsa, .aead(.aes256GCM), .sha384, .tls12, [0, 32, 4, 4]),
    ]

    static let cbcs = [
        Row("ECDHE-ECDSA-AES128-SHA", .ecdhe, .ecdsa, .cbc(16, .hmacSHA1), .sha256, .tls10, [20, 16, 16, 0]),
        Row("ECDHE-ECDSA-AES256-SHA", .ecdhe, .ecdsa, .cbc(32, .hmacSHA1), .sha256, .tls10, [20, 32, 16, 0]),
        Row("ECDHE-ECDSA-AES128-SHA256", .ecdhe, .ecdsa, .cbc(16, .hmacSHA256), .sha256, .tls12, [32, 16, 16, 0]),
        Row("ECDHE-ECDSA-AES256-SHA384", .ecdhe, .ecdsa, .cbc(32, .hmacSHA384), .sha384, .tls12, [48, 32, 16, 0]),
        Row("ECDHE-RSA-AES128-SHA", .ecdhe, .rsa, .cbc(16, .hmacSHA1), .sha256, .tls10, [20, 16, 16, 0]),
        Row("ECDHE-RSA-AES256-SHA", .ecdhe, .rsa, .cbc(32, .hmacSHA1), .sha256, .tls10, [20, 32, 16, 0]),
        Row("ECDHE-RSA-AES128-SHA256", .ecdhe, .rsa, .cbc(16, .hmacSHA256), .sha256, .tls12, [32, 16, 16, 0]),
        Row("ECDHE-RSA-AES256-SHA384", .ecdhe, .rsa, .cbc(32, .hmacSHA384), .sha384, .tls12, [48, 32, 16, 0]),
        Row("AES128-SHA", .rsa, .rsa, .cbc(16, .hmacSHA1), .sha256, .tls10, [20, 16, 16, 0]),
        Row("AES256-SHA", .rsa, .rsa, .cbc(32, .hmacSHA1), .sha256, .tls10, [20, 32, 16, 0]),
        Row("AES128-SHA256", .rsa, .rsa, .cbc(16, .hmacSHA256), .sha256, .tls12, [32, 16, 16, 0]),
        Row("AES256-SHA256", .rsa, .rsa, .cbc(32, .hmacSHA256), .sha256, .tls12, [32, 32, 16, 0]),
    ]

    #if BoringSSL
    static let rows = aeads + cbcs
    #else
    static let rows = aeads
    #endif

    @Test(arguments: rows)
    func facts(row: Row) throws {
        let suite = try #require(CipherSuite(name: row.name))
        let parameters = try #require(CipherSuiteParameters12(suite))
        #expect(parameters.facts.keyExchange == row.keyExchange)
        #expect(parameters.facts.authentication == row.authentication)
        #expect(parameters.protection == row.protection)
        #expect(parameters.facts.suite == suite)
        #expect(parameters.facts.minimumVersion == row.minimumVersion)
        #expect(parameters.facts.keyExchange.isForwardSecret == row.name.hasPrefix("ECDHE"))
        #expect(
            [
                parameters.macKeyLength, parameters.keyLength, parameters.fixedIVLength(.tls10),
                parameters.fixedIVLength(.tls12),
            ] == row.lengths)
        #expect(parameters.fixedIVLength(.tls11) == row.lengths[3])
        #expect(parameters.prf(.tls10) == .md5SHA1)
        #expect(parameters.prf(.tls11) == .md5SHA1)
        #expect(parameters.prf(.tls12) == row.prf)
    }

    @Test func noOthers() throws {
        let names = Set(CipherSuiteParameters12.supportedSuites.compactMap(\.openSSLName))
        #expect(names == Set(Self.rows.map(\.name)))
        #expect(CipherSuiteParameters12.supportedSuites.count == Self.rows.count)
        // RC4, 3DES, anonymous, DHE, NULL, TLS 1.3's, a signalling value.
        for value: UInt16 in [0x0005, 0x000a, 0x0034, 0x009e, 0x003b, 0x1301, 0x00ff, 0x0a0a] {
            #expect(CipherSuiteParameters12(CipherSuite(rawValue: value)) == nil)
        }
    }
}

extension RecordProtectionAlgorithm12 {
    fileprivate static func cbc(_ keyLength: Int, _ mac: CipherSuite12.MACAlgorithm) -> Self {
        .cbc(keyLength: keyLength, mac: mac)
    }
}

import TLSWire

extension CipherSuiteParameters12 {
    /// The suites of TLS 1.2 and before that this module can do.
    static let table: [CipherSuite: CipherSuiteParameters12] = {
        var rows = aeadRows
        #if BoringSSL
        rows += cbcRows
        #endif
        return Dictionary(rows.map { (CipherSuite(rawValue: $0), $1) }, uniquingKeysWith: { first, _ in first })
    }()

    private typealias Row = (suite: UInt16, parameters: CipherSuiteParameters12)

    /// RFC 5288, RFC 5289 and RFC 7905: TLS 1.2 only.
    private static let aeadRows: [Row] = [
        (0xc02b, CipherSuiteParameters12(.ecdhe, .ecdsa, .aes128GCM, .sha256)),
        (0xc02c, CipherSuiteParameters12(.ecdhe, .ecdsa, .aes256GCM, .sha384)),
        (0xcca9, CipherSuiteParameters12(.ecdhe, .ecdsa, .chaCha20Poly1305, .sha256)),
        (0xc02f, CipherSuiteParameters12(.ecdhe, .rsa, .aes128GCM, .sha256)),
        (0xc030, CipherSuiteParameters12(.ecdhe, .rsa, .aes256GCM, .sha384)),
        (0xcca8, CipherSuiteParameters12(.ecdhe, .rsa, .chaCha20Poly1305, .sha256)),
        (0x009c, CipherSuiteParameters12(.rsa, .rsa, .aes128GCM, .sha256)),
        (0x009d, CipherSuiteParameters12(.rsa, .rsa, .aes256GCM, .sha384)),
    ]

    #if BoringSSL
    /// With SHA-1 from TLS 1.0 on (RFC 3268; RFC 8422), with SHA-2 in TLS 1.2 only (RFC 5246, Appendix A.5; RFC 5289).
    private static let cbcRows: [Row] = [
        (0xc009, CipherSuiteParameters12(.ecdhe, .ecdsa, aes: 16, .sha1)),
        (0xc00a, CipherSuiteParameters12(.ecdhe, .ecdsa, aes: 32, .sha1)),
        (0xc023, CipherSuiteParameters12(.ecdhe, .ecdsa, aes: 16, .sha256)),
        (0xc024, CipherSuiteParameters12(.ecdhe, .ecdsa, aes: 32, .sha384)),
        (0xc013, CipherSuiteParameters12(.ecdhe, .rsa, aes: 16, .sha1)),
        (0xc014, CipherSuiteParameters12(.ecdhe, .rsa, aes: 32, .sha1)),
        (0xc027, CipherSuiteParameters12(.ecdhe, .rsa, aes: 16, .sha256)),
        (0xc028, CipherSuiteParameters12(.ecdhe, .rsa, aes: 32, .sha384)),
        (0x002f, CipherSuiteParameters12(.rsa, .rsa, aes: 16, .sha1)),
        (0x0035, CipherSuiteParameters12(.rsa, .rsa, aes: 32, .sha1)),
        (0x003c, CipherSuiteParameters12(.rsa, .rsa, aes: 16, .sha256)),
        (0x003d, CipherSuiteParameters12(.rsa, .rsa, aes: 32, .sha256)),
    ]
    #endif

    private init(
        _ keyExchange: KeyExchangeAlgorithm12, _ authentication: Authentication12, _ aead: AEADAlgorithm,
        _ prfHash: HashAlgorithm
    ) {
        self.keyExchange = keyExchange
        self.authentication = authentication
        self.protection = .aead(aead)
        self.prfHash = prfHash
        self.minimumVersion = .tls12
    }

    #if BoringSSL
    private init(
        _ keyExchange: KeyExchangeAlgorithm12, _ authentication: Authentication12, aes keyLength: Int, _ mac: RecordMAC
    ) {
        self.keyExchange = keyExchange
        self.authentication = authentication
        self.protection = .cbc(keyLength: keyLength, mac: mac)
        // RFC 5246, Section 5: SHA-256 wherever the suite does not name a stronger hash.
        self.prfHash = mac == .sha384 ? .sha384 : .sha256
        self.minimumVersion = mac == .sha1 ? .tls10 : .tls12
    }
    #endif
}

/// What a cipher suite of TLS 1.2 and before stands for (RFC 5246, Appendix C).
package struct CipherSuite12: Hashable, Sendable {
    /// The suite's number.
    package let suite: CipherSuite

    /// How the premaster secret comes about.
    package let keyExchange: KeyExchangeAlgorithm

    /// What key the server's certificate has to have.
    package let authentication: Authentication

    /// What encrypts records.
    package let cipher: BulkCipherAlgorithm

    /// The MAC of records; nil where the cipher authenticates.
    package let mac: MACAlgorithm?

    /// The PRF, and by its hash the transcript's hash, in TLS 1.2; before it both are MD5 with SHA-1.
    package let prf: PRFAlgorithm

    /// The kind of the server's key: for signatures with ECDHE (`ecdsa` takes in EdDSA; RFC 8422, Section 2), for
    /// decryption with RSA.
    package enum Authentication: Sendable { case ecdsa, rsa }

    /// The cipher with its mode and length of key (RFC 5246, Section 6.1; RFC 7905).
    package enum BulkCipherAlgorithm: Sendable { case aes128GCM, aes256GCM, chaCha20Poly1305, aes128CBC, aes256CBC }

    /// The hash of a record's HMAC (RFC 5246, Section 6.1).
    package enum MACAlgorithm: Sendable { case hmacSHA1, hmacSHA256, hmacSHA384 }

    /// The hash of the PRF's HMAC (RFC 5246, Sections 5 and 6.1).
    package enum PRFAlgorithm: Sendable { case sha256, sha384 }

    /// What `suite` stands for; nil if it is none of ``all``.
    package init?(_ suite: CipherSuite) {
        guard let found = Self.bySuite[suite] else { return nil }
        self = found
    }

    /// The oldest version that has the suite: TLS 1.2 for all that it brought (RFC 5246, Section 1.2; RFC 5288,
    /// Section 4; RFC 5289, Section 4), TLS 1.0 for the others.
    package var minimumVersion: ProtocolVersion { self.mac == .hmacSHA1 ? .tls10 : .tls12 }

    /// The suites known by more than their name, in the order of their numbers.
    package static let all: [CipherSuite12] = [
        CipherSuite12(.rsaWithAES128CBCSHA, .rsa, .rsa, .aes128CBC, .hmacSHA1, .sha256),
        CipherSuite12(.rsaWithAES256CBCSHA, .rsa, .rsa, .aes256CBC, .hmacSHA1, .sha256),
        CipherSuite12(.rsaWithAES128CBCSHA256, .rsa, .rsa, .aes128CBC, .hmacSHA256, .sha256),
        CipherSuite12(.rsaWithAES256CBCSHA256, .rsa, .rsa, .aes256CBC, .hmacSHA256, .sha256),
        CipherSuite12(.rsaWithAES128GCMSHA256, .rsa, .rsa, .aes128GCM, nil, .sha256),
        CipherSuite12(.rsaWithAES256GCMSHA384, .rsa, .rsa, .aes256GCM, nil, .sha384),
        CipherSuite12(.ecdheECDSAWithAES128CBCSHA, .ecdhe, .ecdsa, .aes128CBC, .hmacSHA1, .sha256),
        CipherSuite12(.ecdheECDSAWithAES256CBCSHA, .ecdhe, .ecdsa, .aes256CBC, .hmacSHA1, .sha256),
        CipherSuite12(.ecdheRSAWithAES128CBCSHA, .ecdhe, .rsa, .aes128CBC, .hmacSHA1, .sha256),
        CipherSuite12(.ecdheRSAWithAES256CBCSHA, .ecdhe, .rsa, .aes256CBC, .hmacSHA1, .sha256),
        CipherSuite12(.ecdheECDSAWithAES128CBCSHA256, .ecdhe, .ecdsa, .aes128CBC, .hmacSHA256, .sha256),
        CipherSuite12(.ecdheECDSAWithAES256CBCSHA384, .ecdhe, .ecdsa, .aes256CBC, .hmacSHA384, .sha384),
        CipherSuite12(.ecdheRSAWithAES128CBCSHA256, .ecdhe, .rsa, .aes128CBC, .hmacSHA256, .sha256),
        CipherSuite12(.ecdheRSAWithAES256CBCSHA384, .ecdhe, .rsa, .aes256CBC, .hmacSHA384, .sha384),
        CipherSuite12(.ecdheECDSAWithAES128GCMSHA256, .ecdhe, .ecdsa, .aes128GCM, nil, .sha256),
        CipherSuite12(.ecdheECDSAWithAES256GCMSHA384, .ecdhe, .ecdsa, .aes256GCM, nil, .sha384),
        CipherSuite12(.ecdheRSAWithAES128GCMSHA256, .ecdhe, .rsa, .aes128GCM, nil, .sha256),
        CipherSuite12(.ecdheRSAWithAES256GCMSHA384, .ecdhe, .rsa, .aes256GCM, nil, .sha384),
        CipherSuite12(.ecdheRSAWithChaCha20Poly1305SHA256, .ecdhe, .rsa, .chaCha20Poly1305, nil, .sha256),
        CipherSuite12(.ecdheECDSAWithChaCha20Poly1305SHA256, .ecdhe, .ecdsa, .chaCha20Poly1305, nil, .sha256),
    ]

    private static let bySuite = Dictionary(uniqueKeysWithValues: Self.all.map { ($0.suite, $0) })

    private init(
        _ suite: CipherSuite, _ keyExchange: KeyExchangeAlgorithm, _ authentication: Authentication,
        _ cipher: BulkCipherAlgorithm, _ mac: MACAlgorithm?, _ prf: PRFAlgorithm
    ) {
        self.suite = suite
        self.keyExchange = keyExchange
        self.authentication = authentication
        self.cipher = cipher
        self.mac = mac
        self.prf = prf
    }
}

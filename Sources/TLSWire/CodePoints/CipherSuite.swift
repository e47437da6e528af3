/// A cipher suite: in TLS 1.3 an AEAD and a hash (RFC 9846, Appendix B.4), before it key exchange and signature as well.
public struct CipherSuite: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt16

    /// The code point with this number, known or not.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The suite of this name, IANA's (`TLS_AES_128_GCM_SHA256`) or OpenSSL's (`ECDHE-RSA-AES128-GCM-SHA256`), in upper
    /// or lower case; nil if there is none.
    public init?(name: String) {
        guard let value = Self.value(named: name) else { return nil }
        self.init(rawValue: value)
    }

    /// OpenSSL's name, or nil where it has none.
    public var openSSLName: String? { CipherSuiteRegistry.openSSLNames[self.rawValue] }

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static var registeredNames: [UInt16: String] { CipherSuiteRegistry.names }
    package static var aliases: [String: UInt16] { CipherSuiteRegistry.valuesByOpenSSLName }
}

// MARK: TLS 1.3

extension CipherSuite {
    /// `TLS_AES_128_GCM_SHA256`
    public static let aes128GCMSHA256 = CipherSuite(rawValue: 0x1301)
    /// `TLS_AES_256_GCM_SHA384`
    public static let aes256GCMSHA384 = CipherSuite(rawValue: 0x1302)
    /// `TLS_CHACHA20_POLY1305_SHA256`
    public static let chaCha20Poly1305SHA256 = CipherSuite(rawValue: 0x1303)
    /// `TLS_AES_128_CCM_SHA256`
    public static let aes128CCMSHA256 = CipherSuite(rawValue: 0x1304)
    /// `TLS_AES_128_CCM_8_SHA256`
    public static let aes128CCM8SHA256 = CipherSuite(rawValue: 0x1305)
}

// MARK: TLS 1.2

extension CipherSuite {
    /// `TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256`
    public static let ecdheECDSAWithAES128GCMSHA256 = CipherSuite(rawValue: 0xc02b)
    /// `TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384`
    public static let ecdheECDSAWithAES256GCMSHA384 = CipherSuite(rawValue: 0xc02c)
    /// `TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256`
    public static let ecdheECDSAWithChaCha20Poly1305SHA256 = CipherSuite(rawValue: 0xcca9)
    /// `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`
    public static let ecdheRSAWithAES128GCMSHA256 = CipherSuite(rawValue: 0xc02f)
    /// `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`
    public static let ecdheRSAWithAES256GCMSHA384 = CipherSuite(rawValue: 0xc030)
    /// `TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256`
    public static let ecdheRSAWithChaCha20Poly1305SHA256 = CipherSuite(rawValue: 0xcca8)
}

// MARK: TLS 1.2 and before, with CBC

extension CipherSuite {
    /// `TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA`
    public static let ecdheECDSAWithAES128CBCSHA = CipherSuite(rawValue: 0xc009)
    /// `TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA`
    public static let ecdheECDSAWithAES256CBCSHA = CipherSuite(rawValue: 0xc00a)
    /// `TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256`
    public static let ecdheECDSAWithAES128CBCSHA256 = CipherSuite(rawValue: 0xc023)
    /// `TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384`
    public static let ecdheECDSAWithAES256CBCSHA384 = CipherSuite(rawValue: 0xc024)
    /// `TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA`
    public static let ecdheRSAWithAES128CBCSHA = CipherSuite(rawValue: 0xc013)
    /// `TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA`
    public static let ecdheRSAWithAES256CBCSHA = CipherSuite(rawValue: 0xc014)
    /// `TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256`
    public static let ecdheRSAWithAES128CBCSHA256 = CipherSuite(rawValue: 0xc027)
    /// `TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384`
    public static let ecdheRSAWithAES256CBCSHA384 = CipherSuite(rawValue: 0xc028)
}

// MARK: TLS 1.2 and before, without forward secrecy

extension CipherSuite {
    /// `TLS_RSA_WITH_AES_128_GCM_SHA256`
    public static let rsaWithAES128GCMSHA256 = CipherSuite(rawValue: 0x009c)
    /// `TLS_RSA_WITH_AES_256_GCM_SHA384`
    public static let rsaWithAES256GCMSHA384 = CipherSuite(rawValue: 0x009d)
    /// `TLS_RSA_WITH_AES_128_CBC_SHA`
    public static let rsaWithAES128CBCSHA = CipherSuite(rawValue: 0x002f)
    /// `TLS_RSA_WITH_AES_256_CBC_SHA`
    public static let rsaWithAES256CBCSHA = CipherSuite(rawValue: 0x0035)
    /// `TLS_RSA_WITH_AES_128_CBC_SHA256`
    public static let rsaWithAES128CBCSHA256 = CipherSuite(rawValue: 0x003c)
    /// `TLS_RSA_WITH_AES_256_CBC_SHA256`
    public static let rsaWithAES256CBCSHA256 = CipherSuite(rawValue: 0x003d)
}

// MARK: Signalling values, which name no algorithms

extension CipherSuite {
    /// `TLS_EMPTY_RENEGOTIATION_INFO_SCSV` (RFC 5746, Section 3.3)
    public static let emptyRenegotiationInfoSCSV = CipherSuite(rawValue: 0x00ff)
    /// `TLS_FALLBACK_SCSV` (RFC 7507)
    public static let fallbackSCSV = CipherSuite(rawValue: 0x5600)
}

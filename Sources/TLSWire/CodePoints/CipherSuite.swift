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

// MARK: Signalling values, which name no algorithms

extension CipherSuite {
    /// `TLS_EMPTY_RENEGOTIATION_INFO_SCSV` (RFC 5746, Section 3.3)
    public static let emptyRenegotiationInfoSCSV = CipherSuite(rawValue: 0x00ff)
    /// `TLS_FALLBACK_SCSV` (RFC 7507)
    public static let fallbackSCSV = CipherSuite(rawValue: 0x5600)
}

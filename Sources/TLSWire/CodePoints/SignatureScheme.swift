/// A signature algorithm with its hash, and in TLS 1.3 with its curve (RFC 9846, Section 4.3.3).
public struct SignatureScheme: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt16

    /// The code point with this number, known or not.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The scheme of this name, IANA's or as OpenSSL writes it (`ECDSA+SHA256`), in upper or lower case; nil if there is
    /// none.
    public init?(name: String) {
        guard let value = Self.value(named: name) else { return nil }
        self.init(rawValue: value)
    }

    /// `rsa_pkcs1_sha1`
    public static let rsaPKCS1SHA1 = SignatureScheme(rawValue: 0x0201)
    /// `ecdsa_sha1`
    public static let ecdsaSHA1 = SignatureScheme(rawValue: 0x0203)
    /// `rsa_pkcs1_sha256`
    public static let rsaPKCS1SHA256 = SignatureScheme(rawValue: 0x0401)
    /// `rsa_pkcs1_sha384`
    public static let rsaPKCS1SHA384 = SignatureScheme(rawValue: 0x0501)
    /// `rsa_pkcs1_sha512`
    public static let rsaPKCS1SHA512 = SignatureScheme(rawValue: 0x0601)
    /// `ecdsa_secp256r1_sha256`
    public static let ecdsaSecp256r1SHA256 = SignatureScheme(rawValue: 0x0403)
    /// `ecdsa_secp384r1_sha384`
    public static let ecdsaSecp384r1SHA384 = SignatureScheme(rawValue: 0x0503)
    /// `ecdsa_secp521r1_sha512`
    public static let ecdsaSecp521r1SHA512 = SignatureScheme(rawValue: 0x0603)
    /// `rsa_pss_rsae_sha256`
    public static let rsaPSSRSAESHA256 = SignatureScheme(rawValue: 0x0804)
    /// `rsa_pss_rsae_sha384`
    public static let rsaPSSRSAESHA384 = SignatureScheme(rawValue: 0x0805)
    /// `rsa_pss_rsae_sha512`
    public static let rsaPSSRSAESHA512 = SignatureScheme(rawValue: 0x0806)
    /// `ed25519`
    public static let ed25519 = SignatureScheme(rawValue: 0x0807)
    /// `ed448`
    public static let ed448 = SignatureScheme(rawValue: 0x0808)
    /// `rsa_pss_pss_sha256`
    public static let rsaPSSPSSSHA256 = SignatureScheme(rawValue: 0x0809)
    /// `rsa_pss_pss_sha384`
    public static let rsaPSSPSSSHA384 = SignatureScheme(rawValue: 0x080a)
    /// `rsa_pss_pss_sha512`
    public static let rsaPSSPSSSHA512 = SignatureScheme(rawValue: 0x080b)
    /// `mldsa44`
    public static let mldsa44 = SignatureScheme(rawValue: 0x0904)
    /// `mldsa65`
    public static let mldsa65 = SignatureScheme(rawValue: 0x0905)
    /// `mldsa87`
    public static let mldsa87 = SignatureScheme(rawValue: 0x0906)
    /// What RSA keys sign with in TLS 1.0 and 1.1: PKCS #1 v1.5 over MD5 and SHA-1 (RFC 4346, Section 7.4.3).
    ///
    /// Those versions have no number for it. This one is of the registry's private part, gives signers and identity
    /// providers a name for it, and is never on the wire: nobody can offer or select it.
    public static let rsaPKCS1MD5SHA1 = SignatureScheme(rawValue: 0xff01)

    /// IANA's name, such as `ecdsa_secp256r1_sha256`; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt16: String] = [
        0x0101: "rsa_pkcs1_md5", 0x0201: "rsa_pkcs1_sha1", 0x0202: "dsa_sha1", 0x0203: "ecdsa_sha1",
        0x0301: "rsa_pkcs1_sha224", 0x0302: "dsa_sha224", 0x0303: "ecdsa_sha224", 0x0401: "rsa_pkcs1_sha256",
        0x0402: "dsa_sha256", 0x0403: "ecdsa_secp256r1_sha256", 0x0420: "rsa_pkcs1_sha256_legacy",
        0x0501: "rsa_pkcs1_sha384", 0x0502: "dsa_sha384", 0x0503: "ecdsa_secp384r1_sha384",
        0x0520: "rsa_pkcs1_sha384_legacy", 0x0601: "rsa_pkcs1_sha512", 0x0602: "dsa_sha512",
        0x0603: "ecdsa_secp521r1_sha512", 0x0620: "rsa_pkcs1_sha512_legacy", 0x0708: "sm2sig_sm3",
        0x0804: "rsa_pss_rsae_sha256", 0x0805: "rsa_pss_rsae_sha384", 0x0806: "rsa_pss_rsae_sha512",
        0x0807: "ed25519", 0x0808: "ed448", 0x0809: "rsa_pss_pss_sha256", 0x080a: "rsa_pss_pss_sha384",
        0x080b: "rsa_pss_pss_sha512", 0x081a: "ecdsa_brainpoolP256r1tls13_sha256",
        0x081b: "ecdsa_brainpoolP384r1tls13_sha384", 0x081c: "ecdsa_brainpoolP512r1tls13_sha512",
        0x0904: "mldsa44", 0x0905: "mldsa65", 0x0906: "mldsa87", 0xff01: "rsa_pkcs1_md5_sha1",
    ]
    package static let aliases: [String: UInt16] = [
        "rsa+sha1": 0x0201, "rsa+sha256": 0x0401, "rsa+sha384": 0x0501, "rsa+sha512": 0x0601,
        "ecdsa+sha1": 0x0203, "ecdsa+sha256": 0x0403, "ecdsa+sha384": 0x0503, "ecdsa+sha512": 0x0603,
        "rsa-pss+sha256": 0x0804, "rsa-pss+sha384": 0x0805, "rsa-pss+sha512": 0x0806,
        "pss+sha256": 0x0804, "pss+sha384": 0x0805, "pss+sha512": 0x0806,
    ]
}

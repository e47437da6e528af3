/// A group for the key exchange (RFC 9846, Section 4.3.7).
public struct NamedGroup: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt16

    /// The code point with this number, known or not.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The group of this name, IANA's or another usual one (`P-256`, `prime256v1`), in upper or lower case; nil if
    /// there is none.
    public init?(name: String) {
        guard let value = Self.value(named: name) else { return nil }
        self.init(rawValue: value)
    }

    /// `secp256r1`
    public static let secp256r1 = NamedGroup(rawValue: 0x0017)
    /// `secp384r1`
    public static let secp384r1 = NamedGroup(rawValue: 0x0018)
    /// `secp521r1`
    public static let secp521r1 = NamedGroup(rawValue: 0x0019)
    /// `x25519`
    public static let x25519 = NamedGroup(rawValue: 0x001d)
    /// `x448`
    public static let x448 = NamedGroup(rawValue: 0x001e)
    /// `ffdhe2048`
    public static let ffdhe2048 = NamedGroup(rawValue: 0x0100)
    /// `ffdhe3072`
    public static let ffdhe3072 = NamedGroup(rawValue: 0x0101)
    /// `ffdhe4096`
    public static let ffdhe4096 = NamedGroup(rawValue: 0x0102)
    /// `ffdhe6144`
    public static let ffdhe6144 = NamedGroup(rawValue: 0x0103)
    /// `ffdhe8192`
    public static let ffdhe8192 = NamedGroup(rawValue: 0x0104)
    /// `SecP256r1MLKEM768`
    public static let secp256r1MLKEM768 = NamedGroup(rawValue: 0x11eb)
    /// X25519 and ML-KEM-768 together (draft-ietf-tls-ecdhe-mlkem).
    public static let x25519MLKEM768 = NamedGroup(rawValue: 0x11ec)
    /// `SecP384r1MLKEM1024`
    public static let secp384r1MLKEM1024 = NamedGroup(rawValue: 0x11ed)

    /// IANA's name, such as `x25519`; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt16: String] = [
        0x0001: "sect163k1", 0x0002: "sect163r1", 0x0003: "sect163r2", 0x0004: "sect193r1", 0x0005: "sect193r2",
        0x0006: "sect233k1", 0x0007: "sect233r1", 0x0008: "sect239k1", 0x0009: "sect283k1", 0x000a: "sect283r1",
        0x000b: "sect409k1", 0x000c: "sect409r1", 0x000d: "sect571k1", 0x000e: "sect571r1", 0x000f: "secp160k1",
        0x0010: "secp160r1", 0x0011: "secp160r2", 0x0012: "secp192k1", 0x0013: "secp192r1", 0x0014: "secp224k1",
        0x0015: "secp224r1", 0x0016: "secp256k1", 0x0017: "secp256r1", 0x0018: "secp384r1", 0x0019: "secp521r1",
        0x001a: "brainpoolP256r1", 0x001b: "brainpoolP384r1", 0x001c: "brainpoolP512r1", 0x001d: "x25519",
        0x001e: "x448", 0x001f: "brainpoolP256r1tls13", 0x0020: "brainpoolP384r1tls13",
        0x0021: "brainpoolP512r1tls13", 0x0029: "curveSM2", 0x0100: "ffdhe2048", 0x0101: "ffdhe3072",
        0x0102: "ffdhe4096", 0x0103: "ffdhe6144", 0x0104: "ffdhe8192", 0x0200: "MLKEM512", 0x0201: "MLKEM768",
        0x0202: "MLKEM1024", 0x11eb: "SecP256r1MLKEM768", 0x11ec: "X25519MLKEM768", 0x11ed: "SecP384r1MLKEM1024",
        0x11ee: "curveSM2MLKEM768", 0x6399: "X25519Kyber768Draft00", 0x639a: "SecP256r1Kyber768Draft00",
        0xff01: "arbitrary_explicit_prime_curves", 0xff02: "arbitrary_explicit_char2_curves",
    ]
    package static let aliases: [String: UInt16] = [
        "p-256": 0x0017, "p256": 0x0017, "prime256v1": 0x0017, "p-384": 0x0018, "p384": 0x0018,
        "p-521": 0x0019, "p521": 0x0019, "curve25519": 0x001d, "curve448": 0x001e,
        "x25519_mlkem768": 0x11ec, "x25519-mlkem768": 0x11ec, "p256_mlkem768": 0x11eb, "p384_mlkem1024": 0x11ed,
    ]
}

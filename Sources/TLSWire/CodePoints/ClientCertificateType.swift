/// The kind of key that a client's certificate may have before TLS 1.3 (RFC 5246, Section 7.4.4; RFC 8422,
/// Section 5.5).
public struct ClientCertificateType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `rsa_sign`
    public static let rsaSign = ClientCertificateType(rawValue: 1)
    /// `ecdsa_sign`, which EdDSA uses as well (RFC 8422, Section 5.5)
    public static let ecdsaSign = ClientCertificateType(rawValue: 64)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [
        1: "rsa_sign", 2: "dss_sign", 3: "rsa_fixed_dh", 4: "dss_fixed_dh", 5: "rsa_ephemeral_dh_RESERVED",
        6: "dss_ephemeral_dh_RESERVED", 20: "fortezza_dms_RESERVED", 64: "ecdsa_sign", 65: "rsa_fixed_ecdh",
        66: "ecdsa_fixed_ecdh", 67: "gost_sign256", 68: "gost_sign512",
    ]
}

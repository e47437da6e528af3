/// The form of a certificate status (RFC 6066, Section 8).
public struct CertificateStatusType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `ocsp`
    public static let ocsp = CertificateStatusType(rawValue: 1)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [1: "ocsp", 2: "ocsp_multi_RESERVED"]
}

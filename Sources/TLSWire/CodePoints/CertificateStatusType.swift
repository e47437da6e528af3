/// The form of a certificate status (RFC 6066, Section 8).
public struct CertificateStatusType: RawRepresentable, CodePoint {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let ocsp = CertificateStatusType(rawValue: 1)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [1: "ocsp", 2: "ocsp_multi_RESERVED"]
}

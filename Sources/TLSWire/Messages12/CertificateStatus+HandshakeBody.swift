/// The message CertificateStatus of TLS 1.2 and before, behind the server's Certificate, is what TLS 1.3 puts into the
/// certificate's entry (RFC 6066, Section 8).
extension CertificateStatus: HandshakeBody {
    package static let handshakeType = HandshakeType.certificateStatus
    package static let name: StaticString = "CertificateStatus"

    package var encodedCapacity: Int { 1 + LengthPrefix.uint24.rawValue + self.response.count }
}

/// `status_request` of a certificate's entry: the OCSP response about it (RFC 9846, Section 4.5.1.1; RFC 6066,
/// Section 8).
package struct CertificateStatus: TLSExtension {
    package static let type = ExtensionType.statusRequest

    package var statusType: CertificateStatusType

    /// For OCSP, a DER-encoded `OCSPResponse`.
    package var response: [UInt8]

    package init(statusType: CertificateStatusType = .ocsp, response: [UInt8]) {
        self.statusType = statusType
        self.response = response
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.statusType = try reader.codePoint("status_type")
        // Only OCSP can have been asked for.
        guard self.statusType == .ocsp else { throw reader.failure(.invalidValue, "status_type") }
        self.response = try reader.vector("response", length: .uint24, in: 1...0xff_ffff)
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.statusType)
        writer.writeVector(self.response, length: .uint24)
    }
}

/// `signature_algorithms`: the schemes that the sender accepts in a CertificateVerify, and in certificates where
/// ``SignatureAlgorithmsCert`` says nothing else, the most preferred first (RFC 9846, Section 4.3.3).
package struct SignatureAlgorithms: TLSExtension {
    package static let type = ExtensionType.signatureAlgorithms

    package var supportedSignatureAlgorithms: [SignatureScheme]

    package init(supportedSignatureAlgorithms: [SignatureScheme]) {
        self.supportedSignatureAlgorithms = supportedSignatureAlgorithms
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.supportedSignatureAlgorithms = try reader.codePoints(
            "supported_signature_algorithms", length: .uint16, in: 2...0xfffe)
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.supportedSignatureAlgorithms, length: .uint16)
    }
}

/// `signature_algorithms_cert`: the schemes that the sender accepts in certificates (RFC 9846, Section 4.3.3).
package struct SignatureAlgorithmsCert: TLSExtension {
    package static let type = ExtensionType.signatureAlgorithmsCert

    package var supportedSignatureAlgorithms: [SignatureScheme]

    package init(supportedSignatureAlgorithms: [SignatureScheme]) {
        self.supportedSignatureAlgorithms = supportedSignatureAlgorithms
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.supportedSignatureAlgorithms = try reader.codePoints(
            "supported_signature_algorithms", length: .uint16, in: 2...0xfffe)
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.supportedSignatureAlgorithms, length: .uint16)
    }
}

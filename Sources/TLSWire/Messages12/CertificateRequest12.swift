/// The server's wish for the client's certificate, as TLS 1.2 and before have it (RFC 5246, Section 7.4.4).
package struct CertificateRequest12: VersionedHandshakeBody {
    package static let handshakeType = HandshakeType.certificateRequest
    package static let name: StaticString = "CertificateRequest"

    /// The kinds of key that the certificate may have.
    package var certificateTypes: [ClientCertificateType]

    /// The schemes that the server accepts, the most preferred first; nil in TLS 1.1 and 1.0.
    package var supportedSignatureAlgorithms: [SignatureScheme]?

    /// The authorities that the server trusts, by their DER-encoded names; any may do where there are none.
    package var certificateAuthorities: [[UInt8]]

    package init(
        certificateTypes: [ClientCertificateType],
        supportedSignatureAlgorithms: [SignatureScheme]?,
        certificateAuthorities: [[UInt8]] = []
    ) {
        self.certificateTypes = certificateTypes
        self.supportedSignatureAlgorithms = supportedSignatureAlgorithms
        self.certificateAuthorities = certificateAuthorities
    }

    package init(from reader: inout WireReader, version: ProtocolVersion) throws(DecodingFailure) {
        self.certificateTypes = try reader.codePoints("certificate_types", length: .uint8, in: 1...255)
        self.supportedSignatureAlgorithms =
            version.namesSignatureAlgorithms
            ? try reader.codePoints("supported_signature_algorithms", length: .uint16, in: 2...0xfffe) : nil
        self.certificateAuthorities = []
        var list = try reader.list("certificate_authorities", length: .uint16)
        while !list.isAtEnd {
            self.certificateAuthorities.append(try list.vector("DistinguishedName", length: .uint16, in: 1...0xffff))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.certificateTypes, length: .uint8)
        if let algorithms = self.supportedSignatureAlgorithms { writer.writeVector(algorithms, length: .uint16) }
        writer.writeVector(length: .uint16) { list in
            for name in self.certificateAuthorities { list.writeVector(name, length: .uint16) }
        }
    }

    package var encodedCapacity: Int {
        self.certificateAuthorities.reduce(
            5 + self.certificateTypes.count + 2 * (self.supportedSignatureAlgorithms?.count ?? 0)
        ) { $0 + LengthPrefix.uint16.rawValue + $1.count }
    }
}

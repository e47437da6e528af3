/// The proof that the sender has the private key of its certificate (RFC 9846, Section 4.5.2).
package struct CertificateVerify: HandshakeBody {
    package static let handshakeType = HandshakeType.certificateVerify
    package static let name: StaticString = "CertificateVerify"

    package var algorithm: SignatureScheme
    package var signature: [UInt8]

    package init(algorithm: SignatureScheme, signature: [UInt8]) {
        self.algorithm = algorithm
        self.signature = signature
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.algorithm = try reader.codePoint("algorithm")
        self.signature = try reader.vector("signature", length: .uint16)
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.algorithm)
        writer.writeVector(self.signature, length: .uint16)
    }

    package var encodedCapacity: Int { 4 + self.signature.count }
}

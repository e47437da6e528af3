/// The server's wish for the client's certificate (RFC 9846, Section 4.4.2).
package struct CertificateRequest: HandshakeBody {
    package static let handshakeType = HandshakeType.certificateRequest
    package static let name: StaticString = "CertificateRequest"

    /// Comes back in the client's Certificate; empty during the handshake.
    package var certificateRequestContext: [UInt8]
    package var extensions: ExtensionBlock

    package init(certificateRequestContext: [UInt8] = [], extensions: ExtensionBlock) {
        self.certificateRequestContext = certificateRequestContext
        self.extensions = extensions
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.certificateRequestContext = try reader.vector("certificate_request_context", length: .uint8)
        self.extensions = try ExtensionBlock(from: &reader, path: "CertificateRequest.extensions")
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.certificateRequestContext, length: .uint8)
        self.extensions.encode(to: &writer)
    }

    package var encodedCapacity: Int { 1 + self.certificateRequestContext.count + self.extensions.encodedCount }
}

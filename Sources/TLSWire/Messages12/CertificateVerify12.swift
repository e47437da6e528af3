/// The proof that the client has the private key of its certificate: a signature over all messages before this one
/// (RFC 5246, Section 7.4.8).
package struct CertificateVerify12: VersionedHandshakeBody {
    package static let handshakeType = HandshakeType.certificateVerify
    package static let name: StaticString = "CertificateVerify"

    package var signedMessages: DigitallySigned

    package init(signedMessages: DigitallySigned) { self.signedMessages = signedMessages }

    package init(from reader: inout WireReader, version: ProtocolVersion) throws(DecodingFailure) {
        self.signedMessages = try DigitallySigned(from: &reader, version: version)
    }

    package func encode(to writer: inout WireWriter) { self.signedMessages.encode(to: &writer) }

    package var encodedCapacity: Int { self.signedMessages.encodedCapacity }
}

/// The server's extensions that need no keys to be agreed on first (RFC 9846, Section 4.4.1).
package struct EncryptedExtensions: HandshakeBody {
    package static let handshakeType = HandshakeType.encryptedExtensions
    package static let name: StaticString = "EncryptedExtensions"

    package var extensions: ExtensionBlock

    package init(extensions: ExtensionBlock) { self.extensions = extensions }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.extensions = try ExtensionBlock(from: &reader, path: "EncryptedExtensions.extensions")
    }

    package func encode(to writer: inout WireWriter) { self.extensions.encode(to: &writer) }

    package var encodedCapacity: Int { self.extensions.encodedCount }
}

/// A server's choice (RFC 9846, Section 4.2.3).
package struct ServerHello: HandshakeBody {
    package static let handshakeType = HandshakeType.serverHello
    package static let name: StaticString = "ServerHello"

    package var legacyVersion: ProtocolVersion
    package var random: [UInt8]
    package var legacySessionIDEcho: [UInt8]
    package var cipherSuite: CipherSuite
    package var legacyCompressionMethod: UInt8

    /// Absent in the hello of a server that knows nothing newer than TLS 1.2.
    package var extensions: ExtensionBlock

    package init(
        legacyVersion: ProtocolVersion = .tls12,
        random: [UInt8],
        legacySessionIDEcho: [UInt8],
        cipherSuite: CipherSuite,
        legacyCompressionMethod: UInt8 = 0,
        extensions: ExtensionBlock
    ) {
        self.legacyVersion = legacyVersion
        self.random = random
        self.legacySessionIDEcho = legacySessionIDEcho
        self.cipherSuite = cipherSuite
        self.legacyCompressionMethod = legacyCompressionMethod
        self.extensions = extensions
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.legacyVersion = try reader.codePoint("legacy_version")
        self.random = try reader.bytes("random", count: 32)
        self.legacySessionIDEcho = try reader.vector("legacy_session_id_echo", length: .uint8, in: 0...32)
        self.cipherSuite = try reader.codePoint("cipher_suite")
        self.legacyCompressionMethod = try reader.uint8("legacy_compression_method")
        self.extensions =
            reader.isAtEnd ? .absent : try ExtensionBlock(from: &reader, path: "ServerHello.extensions")
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.legacyVersion)
        writer.write(self.random)
        writer.writeVector(self.legacySessionIDEcho, length: .uint8)
        writer.write(self.cipherSuite)
        writer.write(self.legacyCompressionMethod)
        self.extensions.encode(to: &writer)
    }

    package var encodedCapacity: Int {
        6 + self.random.count + self.legacySessionIDEcho.count + self.extensions.encodedCount
    }
}

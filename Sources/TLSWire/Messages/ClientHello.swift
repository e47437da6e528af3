/// A client's offer (RFC 9846, Section 4.2.2).
package struct ClientHello: HandshakeBody {
    package static let handshakeType = HandshakeType.clientHello
    package static let name: StaticString = "ClientHello"

    package var legacyVersion: ProtocolVersion
    package var random: [UInt8]
    package var legacySessionID: [UInt8]
    package var cipherSuites: [CipherSuite]
    package var legacyCompressionMethods: [UInt8]

    /// Absent in the hello of a client that knows nothing newer than TLS 1.2.
    package var extensions: ExtensionBlock

    package init(
        legacyVersion: ProtocolVersion = .tls12,
        random: [UInt8],
        legacySessionID: [UInt8],
        cipherSuites: [CipherSuite],
        legacyCompressionMethods: [UInt8] = [0],
        extensions: ExtensionBlock
    ) {
        self.legacyVersion = legacyVersion
        self.random = random
        self.legacySessionID = legacySessionID
        self.cipherSuites = cipherSuites
        self.legacyCompressionMethods = legacyCompressionMethods
        self.extensions = extensions
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.legacyVersion = try reader.codePoint("legacy_version")
        self.random = try reader.bytes("random", count: 32)
        self.legacySessionID = try reader.vector("legacy_session_id", length: .uint8, in: 0...32)
        self.cipherSuites = try reader.codePoints("cipher_suites", length: .uint16, in: 2...0xfffe)
        self.legacyCompressionMethods = try reader.vector("legacy_compression_methods", length: .uint8, in: 1...255)
        // RFC 9846, Section 4.2.2: bytes behind the compression methods tell whether there are extensions.
        self.extensions =
            reader.isAtEnd ? .absent : try ExtensionBlock(from: &reader, path: "ClientHello.extensions")
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.legacyVersion)
        writer.write(self.random)
        writer.writeVector(self.legacySessionID, length: .uint8)
        writer.writeVector(self.cipherSuites, length: .uint16)
        writer.writeVector(self.legacyCompressionMethods, length: .uint8)
        self.extensions.encode(to: &writer)
    }

    package var encodedCapacity: Int {
        6 + self.random.count + self.legacySessionID.count + 2 * self.cipherSuites.count
            + self.legacyCompressionMethods.count + self.extensions.encodedCount
    }
}

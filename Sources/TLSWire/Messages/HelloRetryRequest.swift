/// A server's wish for another ClientHello: a ServerHello with a random of its own (RFC 9846, Section 4.2.4).
package struct HelloRetryRequest: HandshakeBody {
    package static let handshakeType = HandshakeType.serverHello
    package static let name: StaticString = "HelloRetryRequest"

    /// The random by which it is known: the SHA-256 of "HelloRetryRequest" (RFC 9846, Section 4.2.3).
    package static let random: [UInt8] = [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
        0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ]

    package var legacyVersion: ProtocolVersion
    package var legacySessionIDEcho: [UInt8]
    package var cipherSuite: CipherSuite
    package var legacyCompressionMethod: UInt8
    package var extensions: ExtensionBlock

    package init(
        legacyVersion: ProtocolVersion = .tls12,
        legacySessionIDEcho: [UInt8],
        cipherSuite: CipherSuite,
        legacyCompressionMethod: UInt8 = 0,
        extensions: ExtensionBlock
    ) {
        self.legacyVersion = legacyVersion
        self.legacySessionIDEcho = legacySessionIDEcho
        self.cipherSuite = cipherSuite
        self.legacyCompressionMethod = legacyCompressionMethod
        self.extensions = extensions
    }

    /// The request that `serverHello` is, or nil if its random says that it is none.
    package init?(_ serverHello: ServerHello) {
        guard serverHello.random == Self.random else { return nil }
        self.init(
            legacyVersion: serverHello.legacyVersion,
            legacySessionIDEcho: serverHello.legacySessionIDEcho,
            cipherSuite: serverHello.cipherSuite,
            legacyCompressionMethod: serverHello.legacyCompressionMethod,
            extensions: serverHello.extensions
        )
        self.extensions.path = "HelloRetryRequest.extensions"
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        guard let request = HelloRetryRequest(try ServerHello(from: &reader)) else {
            throw reader.failure(.invalidValue, "random")
        }
        self = request
    }

    package func encode(to writer: inout WireWriter) { self.serverHello.encode(to: &writer) }

    package var encodedCapacity: Int { self.serverHello.encodedCapacity }

    private var serverHello: ServerHello {
        ServerHello(
            legacyVersion: self.legacyVersion,
            random: Self.random,
            legacySessionIDEcho: self.legacySessionIDEcho,
            cipherSuite: self.cipherSuite,
            legacyCompressionMethod: self.legacyCompressionMethod,
            extensions: self.extensions
        )
    }
}

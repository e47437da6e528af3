/// A body that only the state which expects it can read, because its form depends on the negotiated version.
package struct Undecoded<Body: VersionedHandshakeBody>: HandshakeBody {
    package static var handshakeType: HandshakeType { Body.handshakeType }
    package static var name: StaticString { Body.name }

    /// The body as it is on the wire.
    package let bytes: [UInt8]

    /// The bytes of `body`.
    package init(_ body: Body) {
        var writer = WireWriter(reservingCapacity: body.encodedCapacity)
        body.encode(to: &writer)
        self.bytes = writer.bytes
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) { self.bytes = reader.remainder() }

    /// The body in the form of `version`.
    ///
    /// - Throws: what is wrong with it.
    package func decode(version: ProtocolVersion) throws(DecodingFailure) -> Body {
        try unsafe Body(decoding: self.bytes.span.bytes, version: version)
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.bytes) }

    package var encodedCapacity: Int { self.bytes.count }
}

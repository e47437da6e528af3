/// The body of a handshake message: what follows the header of type and length (RFC 9846, Section 4).
package protocol EncodableHandshakeBody: WireEncodable, Hashable, Sendable {
    /// The type in the message's header.
    static var handshakeType: HandshakeType { get }

    /// The structure's name, for errors.
    static var name: StaticString { get }

    /// How many bytes the encoded body takes, or a few more: room for it is made at once.
    var encodedCapacity: Int { get }
}

extension EncodableHandshakeBody {
    /// The message on the wire, with its header.
    package func encoded() -> [UInt8] {
        var writer = WireWriter(reservingCapacity: HandshakeMessage.headerCount + self.encodedCapacity)
        writer.write(Self.handshakeType)
        writer.writeVector(length: .uint24) { self.encode(to: &$0) }
        return writer.bytes
    }
}

/// A body that can be read by itself, whatever was negotiated.
package protocol HandshakeBody: EncodableHandshakeBody, WireDecodable {}

extension HandshakeBody {
    /// Decodes a body without its header.
    package init(decoding body: RawSpan) throws(DecodingFailure) {
        try self.init(decoding: body, path: FieldPath(Self.name))
    }
}

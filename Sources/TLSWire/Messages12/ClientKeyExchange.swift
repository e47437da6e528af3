/// The client's part of the key exchange (RFC 5246, Section 7.4.7).
///
/// The message does not say which key exchange it belongs to, so its content is decoded when somebody asks for it.
package struct ClientKeyExchange: HandshakeBody {
    package static let handshakeType = HandshakeType.clientKeyExchange
    package static let name: StaticString = "ClientKeyExchange"

    /// The content as it is on the wire.
    package let exchangeKeys: [UInt8]

    /// The message that carries `keys`.
    package init(_ keys: some ExchangeKeys) {
        var writer = WireWriter()
        keys.encode(to: &writer)
        self.exchangeKeys = writer.bytes
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.exchangeKeys = reader.remainder()
    }

    /// Decodes the content in this form.
    ///
    /// - Throws: what is wrong with it, bytes that are left over among it.
    package func decode<Keys: ExchangeKeys>(_ form: Keys.Type = Keys.self) throws(DecodingFailure) -> Keys {
        try unsafe Keys(decoding: self.exchangeKeys.span.bytes, path: FieldPath(Self.name).appending("exchange_keys"))
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.exchangeKeys) }

    package var encodedCapacity: Int { self.exchangeKeys.count }
}

/// The content of a ClientKeyExchange in one kind of key exchange (`exchange_keys`; RFC 5246, Section 7.4.7).
package protocol ExchangeKeys: WireCodable, Hashable, Sendable {}

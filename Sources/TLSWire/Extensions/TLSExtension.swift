/// The body of an extension in one of the messages that may carry it (RFC 9846, Section 4.3).
///
/// Where an extension looks different in different messages, each form is a type of its own.
package protocol TLSExtension: WireCodable, Hashable, Sendable {
    /// The extension's code point.
    static var type: ExtensionType { get }
}

/// An extension whose presence is all it says.
package protocol EmptyExtension: TLSExtension {
    init()
}

extension EmptyExtension {
    package init(from reader: inout WireReader) throws(DecodingFailure) { self.init() }

    package func encode(to writer: inout WireWriter) {}
}

/// An extension as it is on the wire: a type and its body, not understood.
package struct RawExtension: Hashable, Sendable {
    package var type: ExtensionType
    package var body: [UInt8]

    package init(type: ExtensionType, body: [UInt8]) {
        self.type = type
        self.body = body
    }
}

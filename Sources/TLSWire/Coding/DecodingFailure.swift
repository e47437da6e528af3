/// Why bytes of a peer are not the structure they should be.
///
/// The engine computes the alert from ``kind-swift.property``: a malformed structure is `decode_error`, a well-formed one that says
/// what it must not say is `illegal_parameter` (RFC 9846, Section 6.2).
public struct DecodingFailure: Error, Sendable, Hashable {
    /// What is wrong.
    public enum Kind: Sendable, Hashable {
        /// The bytes end before the field does.
        case truncated
        /// Bytes are left after the last field.
        case trailingBytes
        /// A vector is shorter or longer than its definition allows, or no whole number of elements.
        case lengthOutOfRange
        /// The field has a value that its definition does not allow (well-formed, so `illegal_parameter`).
        case invalidValue
        /// An extension type occurs twice in one block (RFC 9846, Section 4.3; well-formed, so `illegal_parameter`).
        case duplicateExtension(ExtensionType)
        /// A handshake message announces more bytes than its type may have here.
        case messageTooLong(HandshakeType)
        /// A handshake message of a type that this protocol version does not define (`unexpected_message`).
        case unknownMessage(HandshakeType)
    }

    /// What is wrong.
    public let kind: Kind

    /// Where, in the RFC's names from the outside in: `ClientHello.extensions.key_share.client_shares`.
    public let path: String

    package init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }
}

extension DecodingFailure: CustomStringConvertible {
    /// The failure in words, with the place.
    public var description: String {
        switch self.kind {
        case .truncated: "truncated in \(self.path)"
        case .trailingBytes: "unexpected bytes after the end of \(self.path)"
        case .lengthOutOfRange: "length out of range in \(self.path)"
        case .invalidValue: "value not allowed in \(self.path)"
        case .duplicateExtension(let type): "extension \(type) occurs twice in \(self.path)"
        case .messageTooLong(let type): "\(type.messageName) is longer than allowed (\(self.path))"
        case .unknownMessage(let type): "handshake message of unknown type \(type)"
        }
    }
}

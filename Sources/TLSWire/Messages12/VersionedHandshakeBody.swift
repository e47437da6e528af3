/// A body whose form depends on the negotiated version and does not say which it is: TLS 1.2 names the algorithms of
/// signatures (RFC 5246, Section 4.7), TLS 1.1 and 1.0 do not (RFC 4346, Section 4.7).
///
/// A value encodes to the form of its version: it has algorithms or nil.
package protocol VersionedHandshakeBody: EncodableHandshakeBody {
    /// Reads the body in the form of `version` and leaves the reader behind it.
    init(from reader: inout WireReader, version: ProtocolVersion) throws(DecodingFailure)
}

extension VersionedHandshakeBody {
    /// Decodes a body of `version`, without its header.
    ///
    /// - Throws: also `trailingBytes`.
    package init(decoding body: RawSpan, version: ProtocolVersion) throws(DecodingFailure) {
        var reader = WireReader(body, Self.name)
        self = try Self(from: &reader, version: version)
        try reader.finish()
    }
}

extension ProtocolVersion {
    /// Whether signatures, and wishes for them, name their algorithm.
    package var namesSignatureAlgorithms: Bool { self >= .tls12 }
}

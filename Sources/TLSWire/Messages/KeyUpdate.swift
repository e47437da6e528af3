/// The sender's next records are under new keys (RFC 9846, Section 4.7.3).
package struct KeyUpdate: HandshakeBody {
    package static let handshakeType = HandshakeType.keyUpdate
    package static let name: StaticString = "KeyUpdate"

    package var requestUpdate: KeyUpdateRequest

    package init(requestUpdate: KeyUpdateRequest) { self.requestUpdate = requestUpdate }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.requestUpdate = try reader.codePoint("request_update")
        // RFC 9846, Section 4.7.3: any other value is an illegal parameter.
        guard self.requestUpdate == .updateNotRequested || self.requestUpdate == .updateRequested else {
            throw reader.failure(.invalidValue, "request_update")
        }
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.requestUpdate) }

    package var encodedCapacity: Int { 1 }
}

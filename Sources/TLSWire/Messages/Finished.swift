/// The proof that the sender saw the same handshake and has its keys (RFC 9846, Section 4.5.3).
package struct Finished: HandshakeBody {
    package static let handshakeType = HandshakeType.finished
    package static let name: StaticString = "Finished"

    /// As long as the hash, and 12 bytes before TLS 1.3 (RFC 5246, Section 7.4.9); the message does not say how long, so
    /// whoever compares it checks that.
    package var verifyData: [UInt8]

    package init(verifyData: [UInt8]) { self.verifyData = verifyData }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.verifyData = reader.remainder()
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.verifyData) }

    package var encodedCapacity: Int { self.verifyData.count }
}

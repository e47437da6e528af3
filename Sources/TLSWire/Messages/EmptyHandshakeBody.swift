/// A body without fields: the message's type is all that it says.
package protocol EmptyHandshakeBody: HandshakeBody {
    init()
}

extension EmptyHandshakeBody {
    package init(from reader: inout WireReader) throws(DecodingFailure) { self.init() }

    package func encode(to writer: inout WireWriter) {}

    package var encodedCapacity: Int { 0 }
}

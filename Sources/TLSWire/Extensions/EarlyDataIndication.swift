/// `early_data` of a ClientHello, which has sent early data, or of EncryptedExtensions, which accept it
/// (RFC 9846, Section 4.3.10).
package struct EarlyDataIndication: EmptyExtension {
    package static let type = ExtensionType.earlyData

    package init() {}
}

/// `early_data` of a NewSessionTicket: how much early data the server takes with the ticket (RFC 9846, Section 4.3.10).
package struct EarlyDataIndicationNewSessionTicket: TLSExtension {
    package static let type = ExtensionType.earlyData

    /// The most bytes of application data, without padding and content types.
    package var maxEarlyDataSize: UInt32

    package init(maxEarlyDataSize: UInt32) { self.maxEarlyDataSize = maxEarlyDataSize }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.maxEarlyDataSize = try reader.uint32("max_early_data_size")
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.maxEarlyDataSize) }
}

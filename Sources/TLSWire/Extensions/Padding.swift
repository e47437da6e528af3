/// `padding`: zeros that make a ClientHello longer (RFC 7685).
package struct Padding: TLSExtension {
    package static let type = ExtensionType.padding

    /// How many zeros.
    package var count: Int

    package init(count: Int) { self.count = count }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        let zeros = reader.remainder()
        // RFC 7685, Section 3: nothing but zeros.
        guard zeros.allSatisfy({ $0 == 0 }) else { throw reader.failure(.invalidValue) }
        self.count = zeros.count
    }

    package func encode(to writer: inout WireWriter) {
        writer.write([UInt8](repeating: 0, count: self.count))
    }
}

/// `psk_key_exchange_modes`: with which key exchange the client uses pre-shared keys (RFC 9846, Section 4.3.9).
package struct PskKeyExchangeModes: TLSExtension {
    package static let type = ExtensionType.pskKeyExchangeModes

    package var keModes: [PskKeyExchangeMode]

    package init(keModes: [PskKeyExchangeMode]) { self.keModes = keModes }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.keModes = try reader.codePoints("ke_modes", length: .uint8, in: 1...255)
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.keModes, length: .uint8) }
}

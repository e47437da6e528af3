/// ``ClientKeyExchange`` of RSA: the premaster secret, encrypted to the key of the server's certificate (RFC 5246,
/// Section 7.4.7.1).
package struct EncryptedPreMasterSecret: ExchangeKeys {
    /// The ciphertext, of any length: one that does not fit the key has to fare as every other wrong one.
    package var preMasterSecret: [UInt8]

    package init(preMasterSecret: [UInt8]) { self.preMasterSecret = preMasterSecret }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.preMasterSecret = try reader.vector("pre_master_secret", length: .uint16)
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.preMasterSecret, length: .uint16) }
}

/// A signature, in TLS 1.2 with its algorithm (RFC 5246, Section 4.7).
package struct DigitallySigned: WireEncodable, Hashable, Sendable {
    /// A `SignatureAndHashAlgorithm`; nil in TLS 1.1 and 1.0, where the type of the key decides (RFC 4346,
    /// Section 7.4.3).
    package var algorithm: SignatureScheme?
    package var signature: [UInt8]

    package init(algorithm: SignatureScheme?, signature: [UInt8]) {
        self.algorithm = algorithm
        self.signature = signature
    }

    /// Reads a signature in the form of `version` and leaves the reader behind it.
    package init(from reader: inout WireReader, version: ProtocolVersion) throws(DecodingFailure) {
        self.algorithm = version.namesSignatureAlgorithms ? try reader.codePoint("algorithm") : nil
        self.signature = try reader.vector("signature", length: .uint16)
    }

    package func encode(to writer: inout WireWriter) {
        if let algorithm = self.algorithm { writer.write(algorithm) }
        writer.writeVector(self.signature, length: .uint16)
    }

    /// How many bytes the structure takes at most.
    var encodedCapacity: Int { 4 + self.signature.count }
}

import TLSWire

/// The keys of both directions (RFC 5246, Section 6.3).
package struct KeyBlock12: Sendable {
    /// What the client writes with.
    package let client: RecordKeys12
    /// What the server writes with.
    package let server: RecordKeys12

    /// Derives `key_block` and divides it.
    ///
    /// - Parameters:
    ///   - version: The version that was negotiated.
    ///   - mainSecret: The connection's `master_secret`.
    package init(
        _ suite: CipherSuiteParameters12, version: ProtocolVersion, mainSecret: Secret, clientRandom: [UInt8],
        serverRandom: [UInt8]
    ) {
        let lengths = [suite.macKeyLength, suite.keyLength, suite.fixedIVLength(version)]
        let block = suite.prf(version).derive(
            secret: mainSecret, label: "key expansion", seed: serverRandom + clientRandom,
            length: 2 * lengths.reduce(0, +))
        // MAC keys, keys, IVs; of each the client's first.
        var parts: [Secret] = []
        var offset = 0
        for length in lengths {
            for _ in 0..<2 {
                parts.append(Secret(copying: block.bytes.extracting(offset..<(offset + length))))
                offset += length
            }
        }
        self.client = RecordKeys12(macKey: parts[0], key: parts[2], iv: parts[4])
        self.server = RecordKeys12(macKey: parts[1], key: parts[3], iv: parts[5])
    }
}

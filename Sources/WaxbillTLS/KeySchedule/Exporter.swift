import TLSCrypto

/// Gives other protocols keys bound to this connection (RFC 9846, Section 7.5).
struct Exporter: Sendable {
    let hash: HashAlgorithm
    let secret: Secret

    func keyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        // RFC 5869, Section 2.3; the label's length byte counts "tls13 " too.
        guard (1...255 * hash.digestLength).contains(length), label.utf8.count <= 249 else {
            throw .misuse(.exportTooLong(length))
        }
        let derived = HKDF.expandLabel(
            hash, secret: secret, label: Array(label.utf8), context: hash.digestOfNothing, length: hash.digestLength)
        var contextHash = TranscriptHash(hash)
        // RFC 9846, Section 7.5: no context is the same as an empty one.
        contextHash.update(context ?? [])
        return HKDF.expandLabel(hash, secret: derived, label: "exporter", context: contextHash.digest(), length: length)
            .copyBytes()
    }
}

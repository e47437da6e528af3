import TLSCrypto
import TLSWire

/// AEADs of TLS 1.2: GCM (RFC 5288) and ChaCha20-Poly1305 (RFC 7905).
struct ScriptedAEAD12: ScriptedProtection {
    var sequenceNumber: UInt64 = 0
    private let aead: ScriptedAEAD
    private let iv: [UInt8]

    init(_ algorithm: AEADAlgorithm, _ keys: RecordKeys12) {
        aead = ScriptedAEAD(algorithm, key: keys.key)
        iv = keys.iv.copyBytes()
    }

    /// How many bytes of the nonce each record brings.
    private var explicitCount: Int { 12 - iv.count }

    mutating func seal(
        _ type: ContentType, _ content: [UInt8], version: ProtocolVersion, flaw: RecordFlaw?
    ) throws -> (type: ContentType, fragment: [UInt8]) {
        // Any number will do that does not come twice: here not the sequence number, which the engine takes.
        let explicit = explicitCount == 0 ? [] : (sequenceNumber ^ 0xa5a5_0000_0000_0000).bigEndianBytes
        let nonce = explicitCount == 0 ? ScriptedAEAD.nonce(iv, sequenceNumber) : iv + explicit
        let sealed = try aead.seal(
            content, nonce: nonce, additionalData: additionalData(type, version, content.count))
        sequenceNumber += 1
        return (type, ScriptedAEAD.spoil(explicit + sealed, flaw))
    }

    mutating func open(
        _ type: ContentType, _ fragment: [UInt8], version: ProtocolVersion
    ) throws -> (type: ContentType, content: [UInt8]) {
        let count = fragment.count - explicitCount - 16
        guard count >= 0 else { throw ScriptedPeerError("a record of \(fragment.count) bytes") }
        let explicit = Array(fragment.prefix(explicitCount))
        let nonce = explicitCount == 0 ? ScriptedAEAD.nonce(iv, sequenceNumber) : iv + explicit
        let content = try aead.open(
            Array(fragment.dropFirst(explicitCount)), nonce: nonce,
            additionalData: additionalData(type, version, count))
        sequenceNumber += 1
        return (type, content)
    }

    private func additionalData(_ type: ContentType, _ version: ProtocolVersion, _ count: Int) -> [UInt8] {
        sequenceNumber.bigEndianBytes + [type.rawValue] + version.bytes + count.uint16Bytes
    }
}

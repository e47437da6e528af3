import TLSCrypto
import TLSWire

/// The protection of TLS 1.3's records (RFC 9846, Section 5.2).
package struct ScriptedAEAD13: ScriptedProtection {
    package var sequenceNumber: UInt64 = 0
    /// How many zeros follow the content type.
    package var padding = 0
    private let aead: ScriptedAEAD
    private let iv: [UInt8]

    /// The keys that come from a traffic secret (RFC 9846, Section 7.3).
    package init(_ suite: CipherSuiteParameters, trafficSecret: Secret) {
        let key = HKDF.expandLabel(
            suite.hash, secret: trafficSecret, label: "key", context: [], length: suite.keyLength)
        aead = ScriptedAEAD(suite.aead, key: key)
        iv = HKDF.expandLabel(suite.hash, secret: trafficSecret, label: "iv", context: [], length: 12).copyBytes()
    }

    package mutating func seal(
        _ type: ContentType, _ content: [UInt8], version: ProtocolVersion, flaw: RecordFlaw?
    ) throws -> (type: ContentType, fragment: [UInt8]) {
        let inner = content + [type.rawValue] + [UInt8](repeating: 0, count: padding)
        let sealed = try aead.seal(
            inner, nonce: ScriptedAEAD.nonce(iv, sequenceNumber), additionalData: header(inner.count + 16))
        sequenceNumber += 1
        return (.applicationData, ScriptedAEAD.spoil(sealed, flaw))
    }

    package mutating func open(
        _ type: ContentType, _ fragment: [UInt8], version: ProtocolVersion
    ) throws -> (type: ContentType, content: [UInt8]) {
        let inner = try aead.open(
            fragment, nonce: ScriptedAEAD.nonce(iv, sequenceNumber), additionalData: header(fragment.count))
        sequenceNumber += 1
        guard let end = inner.lastIndex(where: { $0 != 0 }) else { throw ScriptedPeerError("no content type") }
        return (ContentType(rawValue: inner[end]), Array(inner[..<end]))
    }

    private func header(_ count: Int) -> [UInt8] { [23, 3, 3] + count.uint16Bytes }
}

import Crypto
import TLSCrypto

/// AEADs over swift-crypto's public API, so that a record is not opened by what sealed it.
struct ScriptedAEAD: Sendable {
    let algorithm: AEADAlgorithm
    let key: SymmetricKey

    init(_ algorithm: AEADAlgorithm, key: Secret) {
        self.algorithm = algorithm
        self.key = SymmetricKey(data: key.copyBytes())
    }

    func seal(_ plaintext: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws -> [UInt8] {
        if algorithm == .chaCha20Poly1305 {
            let box = try ChaChaPoly.seal(
                plaintext, using: key, nonce: ChaChaPoly.Nonce(data: nonce), authenticating: additionalData)
            return [UInt8](box.ciphertext) + box.tag
        }
        let box = try AES.GCM.seal(
            plaintext, using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: additionalData)
        return [UInt8](box.ciphertext) + box.tag
    }

    func open(_ sealed: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws -> [UInt8] {
        guard sealed.count >= 16 else { throw ScriptedPeerError("a record shorter than its tag") }
        let ciphertext = sealed.dropLast(16)
        let tag = sealed.suffix(16)
        if algorithm == .chaCha20Poly1305 {
            let box = try ChaChaPoly.SealedBox(nonce: ChaChaPoly.Nonce(data: nonce), ciphertext: ciphertext, tag: tag)
            return [UInt8](try ChaChaPoly.open(box, using: key, authenticating: additionalData))
        }
        let box = try AES.GCM.SealedBox(nonce: AES.GCM.Nonce(data: nonce), ciphertext: ciphertext, tag: tag)
        return [UInt8](try AES.GCM.open(box, using: key, authenticating: additionalData))
    }

    /// The IV with the sequence number XORed onto its end.
    static func nonce(_ iv: [UInt8], _ sequenceNumber: UInt64) -> [UInt8] {
        let number = [UInt8](repeating: 0, count: iv.count - 8) + sequenceNumber.bigEndianBytes
        return zip(iv, number).map { $0 ^ $1 }
    }

    /// The fragment with the flaws that an AEAD can have.
    static func spoil(_ fragment: [UInt8], _ flaw: RecordFlaw?) -> [UInt8] {
        var fragment = fragment
        switch flaw {
        case .wrongMAC: fragment[fragment.count - 1] ^= 1
        case .cut(let count): fragment.removeLast(min(count, fragment.count))
        default: break
        }
        return fragment
    }
}

import SwiftASN1
import X509

/// Why an object has no public key that could be compared.
package enum PublicKeyFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is not what its label promises.
    case malformed(String)
    /// A private key that needs its passphrase first.
    case encrypted
    /// A private key of a kind that Waxbill does not know, or that is too weak to be used.
    case unsupported(String)
    /// It is nothing that has a key.
    case noKey(String)

    package var description: String {
        switch self {
        case .malformed(let reason): "it is malformed: \(reason)"
        case .encrypted: "the private key is encrypted"
        case .unsupported(let what): "it cannot be used: \(what)"
        case .noKey(let what): "\(what) has no key"
        }
    }
}

extension X509Object {
    /// The object's public key, a private key's too, as a DER SubjectPublicKeyInfo: the same bytes for the same key, however
    /// it was written.
    package func subjectPublicKeyInfo() throws(PublicKeyFailure) -> [UInt8] {
        switch self {
        case .certificate(let der):
            guard let outline = CertificateOutline(der) else { throw .malformed("not a DER certificate") }
            return Self.canonical(Array(der[outline.subjectPublicKeyInfo.whole]))
        case .certificateRequest(let der):
            guard let key = RequestDescription.subjectPublicKeyInfo(der: der) else {
                throw .malformed("not a DER certification request")
            }
            return Self.canonical(key)
        case .publicKey(let der): return Self.canonical(der)
        case .privateKey(let block): return try Self.publicKey(of: block)
        case .revocationList: throw .noKey("a revocation list")
        case .other(let label): throw .noKey("a block \"\(label)\"")
        }
    }

    private static func publicKey(of block: PEMBlock) throws(PublicKeyFailure) -> [UInt8] {
        guard !block.isEncrypted, block.label != "ENCRYPTED PRIVATE KEY" else { throw .encrypted }
        let key: CertificateKey
        do throws(KeyDecodingFailure) {
            key = try CertificateKey(block)
        } catch {
            switch error {
            case .malformed(let reason): throw .malformed(reason)
            case .unsupported(let what): throw .unsupported(what)
            case .weak(let bits): throw .unsupported("an RSA key of \(bits) bits")
            }
        }
        guard let bytes = encoded(key.publicKey) else { throw .malformed("its public key cannot be written") }
        return bytes
    }

    /// As swift-certificates writes the key where it knows it; unknown keys as they are.
    private static func canonical(_ der: [UInt8]) -> [UInt8] {
        guard let node = try? DER.parse(der), let key = try? Certificate.PublicKey(derEncoded: node) else { return der }
        return encoded(key) ?? der
    }

    private static func encoded(_ key: Certificate.PublicKey) -> [UInt8]? {
        var serializer = DER.Serializer()
        guard (try? serializer.serialize(key)) != nil else { return nil }
        return serializer.serializedBytes
    }
}

import Crypto

/// X25519 (RFC 7748; RFC 9846, Section 4.3.8.2).
struct X25519Exchange: GroupKeyExchange {
    /// The length of a share in bytes.
    static let shareLength = 32

    let publicKey: [UInt8]
    private let privateKey: Curve25519.KeyAgreement.PrivateKey

    init(random: any RandomSource) throws(CryptoFailure) {
        self.privateKey = try random.withBytes(32) { bytes throws(CryptoFailure) in
            // Any 32 bytes are a private key.
            do { return try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes) } catch {
                throw .unusableRandomness
            }
        }
        self.publicKey = [UInt8](self.privateKey.publicKey.rawRepresentation)
    }

    func sharedSecret(with peerShare: [UInt8]) throws(CryptoFailure) -> Secret {
        guard peerShare.count == Self.shareLength else { throw .invalidKeyShare }
        let secret: Secret
        do {
            let peer = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: peerShare)
            secret = Secret(copying: try self.privateKey.sharedSecretFromKeyAgreement(with: peer))
        } catch {
            throw .invalidKeyShare
        }
        // RFC 9846, Section 7.4.2: an all-zero result means a point of small order; swift-crypto lets it pass.
        guard !ConstantTime.isAllZero(secret.bytes) else { throw .invalidKeyShare }
        return secret
    }
}

extension Secret {
    /// A secret with a copy of what a key agreement gave.
    init(copying agreed: SharedSecret) {
        self = unsafe agreed.withUnsafeBytes { unsafe Secret(copying: RawSpan(_unsafeBytes: $0)) }
    }
}

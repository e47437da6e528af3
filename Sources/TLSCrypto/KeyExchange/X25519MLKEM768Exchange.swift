import Crypto

/// X25519MLKEM768 (draft-ietf-tls-ecdhe-mlkem): ML-KEM's part comes first, in shares and in the secret.
struct X25519MLKEM768Exchange: GroupKeyExchange {
    /// The length of ML-KEM-768's encapsulation key, the first part of a client's share, in bytes.
    static let encapsulationKeyLength = 1184
    /// The length of ML-KEM-768's ciphertext, the first part of a server's share, in bytes.
    static let ciphertextLength = 1088

    let publicKey: [UInt8]
    private let x25519: X25519Exchange
    private let mlkem: MLKEM768.PrivateKey

    init(random: any RandomSource) throws(CryptoFailure) {
        try self.init(X25519Exchange(random: random), random: random)
    }

    /// A fresh ML-KEM key beside the X25519 key.
    init(_ x25519: X25519Exchange, random: any RandomSource) throws(CryptoFailure) {
        self.x25519 = x25519
        self.mlkem = try random.withBytes(64) { seed throws(CryptoFailure) in
            do { return try MLKEM768.PrivateKey(seedRepresentation: seed, publicKey: nil) } catch {
                throw .unusableRandomness
            }
        }
        self.publicKey = [UInt8](self.mlkem.publicKey.rawRepresentation) + x25519.publicKey
    }

    func sharedSecret(with peerShare: [UInt8]) throws(CryptoFailure) -> Secret {
        guard peerShare.count == Self.ciphertextLength + X25519Exchange.shareLength else { throw .invalidKeyShare }
        let x25519Secret = try self.x25519.sharedSecret(with: [UInt8](peerShare[Self.ciphertextLength...]))
        let mlkemSecret: SymmetricKey
        do { mlkemSecret = try self.mlkem.decapsulate(peerShare[..<Self.ciphertextLength]) } catch {
            throw .invalidKeyShare
        }
        return Secret(mlkemSecret, followedBy: x25519Secret)
    }

    static func respond(
        to clientShare: [UInt8], random: any RandomSource
    ) throws(CryptoFailure) -> (share: [UInt8], secret: Secret) {
        guard clientShare.count == Self.encapsulationKeyLength + X25519Exchange.shareLength else {
            throw .invalidKeyShare
        }
        let x25519 = try X25519Exchange(random: random)
        let x25519Secret = try x25519.sharedSecret(with: [UInt8](clientShare[Self.encapsulationKeyLength...]))
        let result: KEM.EncapsulationResult
        do {
            // Refuses an encapsulation key that fails FIPS 203's check, as draft-ietf-tls-ecdhe-mlkem requires.
            let key = try MLKEM768.PublicKey(rawRepresentation: clientShare[..<Self.encapsulationKeyLength])
            result = try key.encapsulate()
        } catch {
            throw .invalidKeyShare
        }
        let share = [UInt8](result.encapsulated) + x25519.publicKey
        return (share, Secret(result.sharedSecret, followedBy: x25519Secret))
    }
}

extension Secret {
    /// The concatenation of both.
    fileprivate init(_ first: SymmetricKey, followedBy second: Secret) {
        self = unsafe first.withUnsafeBytes { first in
            Secret(count: first.count + second.count) { output in
                unsafe output.append(RawSpan(_unsafeBytes: first))
                output.append(second.bytes)
            }
        }
    }
}

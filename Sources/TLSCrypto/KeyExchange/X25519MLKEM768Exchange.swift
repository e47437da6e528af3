/// X25519MLKEM768 (draft-ietf-tls-ecdhe-mlkem): ML-KEM's part comes first, in shares and in the secret.
struct X25519MLKEM768Exchange: GroupKeyExchange {
    let publicKey: [UInt8]
    private let x25519: X25519Exchange
    private let mlkem: MLKEM768Key

    init(random: any RandomSource) throws(CryptoFailure) {
        try self.init(X25519Exchange(random: random), random: random)
    }

    /// A fresh ML-KEM key beside the X25519 key.
    init(_ x25519: X25519Exchange, random: any RandomSource) throws(CryptoFailure) {
        self.x25519 = x25519
        self.mlkem = try random.withBytes(MLKEM768Length.seed) { seed throws(CryptoFailure) in
            try MLKEM768Key(seed: seed)
        }
        self.publicKey = self.mlkem.encapsulationKey + x25519.publicKey
    }

    func sharedSecret(with peerShare: [UInt8]) throws(CryptoFailure) -> Secret {
        guard peerShare.count == MLKEM768Length.ciphertext + X25519Exchange.shareLength else { throw .invalidKeyShare }
        let x25519Secret = try self.x25519.sharedSecret(with: [UInt8](peerShare[MLKEM768Length.ciphertext...]))
        let mlkemSecret = try self.mlkem.decapsulate(peerShare[..<MLKEM768Length.ciphertext])
        return Secret(mlkemSecret, followedBy: x25519Secret)
    }

    static func respond(
        to clientShare: [UInt8], random: any RandomSource
    ) throws(CryptoFailure) -> (share: [UInt8], secret: Secret) {
        guard clientShare.count == MLKEM768Length.encapsulationKey + X25519Exchange.shareLength else {
            throw .invalidKeyShare
        }
        let x25519 = try X25519Exchange(random: random)
        let x25519Secret = try x25519.sharedSecret(with: [UInt8](clientShare[MLKEM768Length.encapsulationKey...]))
        // Refuses an encapsulation key that fails FIPS 203's check, as draft-ietf-tls-ecdhe-mlkem requires.
        let (ciphertext, mlkemSecret) = try MLKEM768Key.encapsulate(to: clientShare[..<MLKEM768Length.encapsulationKey])
        return (ciphertext + x25519.publicKey, Secret(mlkemSecret, followedBy: x25519Secret))
    }
}

extension Secret {
    /// The concatenation of both.
    fileprivate init(_ first: Secret, followedBy second: Secret) {
        self.init(count: first.count + second.count) { output in
            output.append(first.bytes)
            output.append(second.bytes)
        }
    }
}

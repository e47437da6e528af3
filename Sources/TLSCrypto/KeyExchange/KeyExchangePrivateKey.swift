import TLSWire

/// A client's half of a key exchange: the private key behind one `KeyShareEntry` (RFC 9846, Section 4.3.8).
package struct KeyExchangePrivateKey: Sendable {
    package let group: NamedGroup

    /// The `key_exchange` bytes to send: for the hybrid, both parts.
    package let publicKey: [UInt8]

    private let exchange: any GroupKeyExchange

    /// A fresh key.
    ///
    /// - Throws: `unsupportedGroup`, `unusableRandomness`.
    package static func generate(
        _ group: NamedGroup, random: any RandomSource
    ) throws(CryptoFailure) -> KeyExchangePrivateKey {
        guard let type = KeyExchange.type(of: group) else { throw .unsupportedGroup }
        return KeyExchangePrivateKey(group, try type.init(random: random))
    }

    /// A key for X25519MLKEM768 whose X25519 part is `x25519`, so that a ClientHello that offers both groups costs one
    /// X25519 key.
    ///
    /// - Throws: `unsupportedGroup` if `x25519` is of another group, `unusableRandomness`.
    package init(hybridSharing x25519: KeyExchangePrivateKey, random: any RandomSource) throws(CryptoFailure) {
        guard let x25519 = x25519.exchange as? X25519Exchange else { throw .unsupportedGroup }
        self.init(.x25519MLKEM768, try X25519MLKEM768Exchange(x25519, random: random))
    }

    private init(_ group: NamedGroup, _ exchange: any GroupKeyExchange) {
        self.group = group
        self.publicKey = exchange.publicKey
        self.exchange = exchange
    }

    /// The secret shared with the server whose `key_exchange` is `peerShare` (RFC 9846, Section 7.4).
    ///
    /// - Throws: `invalidKeyShare` if the share has the wrong length, is no point of the curve, or leads to an
    ///   all-zero secret.
    package func sharedSecret(with peerShare: [UInt8]) throws(CryptoFailure) -> Secret {
        try self.exchange.sharedSecret(with: peerShare)
    }
}

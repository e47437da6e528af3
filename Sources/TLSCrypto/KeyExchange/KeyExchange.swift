import TLSWire

/// Which groups there are, and a server's half of a key exchange.
package enum KeyExchange {
    /// The groups that keys can be exchanged in, in the order of preference.
    package static let supportedGroups: [NamedGroup] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1]

    /// What a server answers to a client's `key_exchange`: its own share and the secret that both then have
    /// (RFC 9846, Section 4.3.8).
    ///
    /// The encapsulation of ML-KEM takes its randomness from the system whatever `random` is.
    ///
    /// - Throws: `unsupportedGroup`, `invalidKeyShare`, `unusableRandomness`.
    package static func respond(
        _ group: NamedGroup, to clientShare: [UInt8], random: any RandomSource
    ) throws(CryptoFailure) -> (share: [UInt8], secret: Secret) {
        guard let type = self.type(of: group) else { throw .unsupportedGroup }
        return try type.respond(to: clientShare, random: random)
    }

    static func type(of group: NamedGroup) -> (any GroupKeyExchange.Type)? {
        switch group {
        case .x25519MLKEM768: X25519MLKEM768Exchange.self
        case .x25519: X25519Exchange.self
        case .secp256r1: NISTExchange<P256Curve>.self
        case .secp384r1: NISTExchange<P384Curve>.self
        case .secp521r1: NISTExchange<P521Curve>.self
        default: nil
        }
    }
}

/// The private key of one group. One file a family implements it.
protocol GroupKeyExchange: Sendable {
    /// A fresh key.
    init(random: any RandomSource) throws(CryptoFailure)

    /// A client's share, and the server's too unless the group is a KEM.
    var publicKey: [UInt8] { get }

    /// The client's secret, given the server's share.
    func sharedSecret(with peerShare: [UInt8]) throws(CryptoFailure) -> Secret

    /// The server's share and secret, given the client's share.
    static func respond(
        to clientShare: [UInt8], random: any RandomSource
    ) throws(CryptoFailure) -> (share: [UInt8], secret: Secret)
}

extension GroupKeyExchange {
    // In a Diffie-Hellman group, a server does what a client does.
    static func respond(
        to clientShare: [UInt8], random: any RandomSource
    ) throws(CryptoFailure) -> (share: [UInt8], secret: Secret) {
        let key = try Self(random: random)
        return (key.publicKey, try key.sharedSecret(with: clientShare))
    }
}

extension RandomSource {
    /// Calls `body` with `count` random bytes and wipes them afterwards.
    func withBytes<R>(_ count: Int, _ body: ([UInt8]) throws(CryptoFailure) -> R) throws(CryptoFailure) -> R {
        var bytes = self.bytes(count)
        defer { bytes.wipe() }
        guard bytes.count == count else { throw .unusableRandomness }
        return try body(bytes)
    }
}

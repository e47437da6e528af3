import TLSCrypto
import TLSWire

/// What a client has offered, as it needs it to check the answer.
struct ClientOffer: Sendable {
    let serverName: ServerName
    var hello: ClientHello
    /// The hello as it was sent, header included.
    var bytes: [UInt8]
    /// The private keys behind the shares.
    var shares: [KeyExchangePrivateKey]
    /// The session that was offered: by its PSK, or before TLS 1.3 by its ticket or ID.
    var session: Session?

    /// The session whose PSK was offered.
    var psk: Session? { session?.version == .tls13 ? session : nil }
}

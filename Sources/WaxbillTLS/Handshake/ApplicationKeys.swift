import TLSCrypto
import TLSWire

/// Both directions' application traffic secrets and how they are renewed (RFC 9846, Section 4.7.3).
struct ApplicationKeys: Sendable {
    private var own: TrafficSecret
    private var peer: TrafficSecret
    private var ownGeneration = 0
    private var peerGeneration = 0
    /// Whether the peer still has to renew its keys because we asked it to.
    private var isAwaitingPeer = false

    init(own: TrafficSecret, peer: TrafficSecret) {
        self.own = own
        self.peer = peer
    }

    /// Sends a KeyUpdate and renews our sending keys.
    mutating func update(requestPeer: Bool, _ output: inout HandshakeOutput) {
        // RFC 9846, Section 4.7.3: no second request before the first is answered.
        let isRequest = requestPeer && !isAwaitingPeer
        if isRequest { isAwaitingPeer = true }
        let message = KeyUpdate(requestUpdate: isRequest ? .updateRequested : .updateNotRequested)
        output.append(.send(EncodedMessage(type: .keyUpdate, bytes: message.encoded())))
        own = own.next()
        ownGeneration += 1
        output.append(.install(own.keys(.applicationData(generation: ownGeneration)), for: .write))
    }

    /// Takes the peer's KeyUpdate, and has it answered where it asks.
    mutating func receive(_ message: KeyUpdate, _ output: inout HandshakeOutput) {
        isAwaitingPeer = false
        peer = peer.next()
        peerGeneration += 1
        output.append(.install(peer.keys(.applicationData(generation: peerGeneration)), for: .read))
        if message.requestUpdate == .updateRequested { output.append(.renewKeys) }
    }
}

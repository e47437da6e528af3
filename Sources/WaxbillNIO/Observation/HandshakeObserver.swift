import WaxbillTLS

/// Watches what passes a connection's rim: records, messages, secrets, state changes.
///
/// Called on the channel's event loop, in the order in which things happen.
public protocol HandshakeObserver: Sendable {
    func observe(_ event: HandshakeEvent)
}

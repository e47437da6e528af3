import NIOCore
import WaxbillTLS

/// How a TLS handler behaves in its channel, beside what the connection's configuration says.
public struct TLSHandlerOptions: Sendable {
    /// For how long a closed channel waits for the peer's close_notify, and after an alert of ours for the peer's end, which
    /// has to hear it.
    public var shutdownTimeout: TimeAmount = .seconds(5)
    /// Who watches the handshake, if anybody. Observing costs time and memory.
    public var observer: (any HandshakeObserver)?

    public init() {}
}

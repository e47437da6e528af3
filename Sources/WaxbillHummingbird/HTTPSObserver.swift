import WaxbillTLS

/// Who wants to know how a server's connections fare, to count them. Called on the connections' event loops; what it does there
/// holds them up.
public protocol HTTPSObserver: Sendable {
    /// A connection was taken. ``connectionClosed()`` follows.
    func connectionOpened()

    /// A connection was closed before its handshake, since there were as many as ``HTTPSOptions/maximumConnections``.
    func connectionRefused()

    /// A connection that was taken is closed.
    func connectionClosed()

    /// A handshake is complete.
    func handshakeCompleted(_ summary: ConnectionSummary)

    /// A connection ended before its handshake was complete.
    /// - Parameter error: a `TLSError`, or what closed the connection.
    func handshakeFailed(_ error: any Error)
}

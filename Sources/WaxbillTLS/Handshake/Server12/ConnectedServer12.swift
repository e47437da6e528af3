import TLSCrypto
import TLSWire

/// CONNECTED: nothing may come but the wish to renegotiate, which is declined.
struct ConnectedServer12: ~Copyable, Sendable {
    let exporter: Exporter12
    let limits: PeerLimits
    /// How often the client has wished it.
    private var renegotiationRequests = 0

    /// Completes the handshake; needs the proof that the client saw the same.
    static func begin(
        _ core: consuming ServerCore12, _ keys: consuming PendingKeys12, _: VerifiedFinished,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        output.append(.complete(core.summary))
        return .connected(
            ConnectedServer12(
                exporter: Exporter12(
                    main: keys.main, clientRandom: core.hello.hello.random, serverRandom: core.serverRandom),
                limits: core.configuration.limits))
    }

    private init(exporter: Exporter12, limits: PeerLimits) {
        self.exporter = exporter
        self.limits = limits
    }

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ConnectedServer12 {
        guard case .clientHello = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        renegotiationRequests += 1
        guard renegotiationRequests <= limits.renegotiationRequests else {
            throw .violation(.tooManyRenegotiationRequests)
        }
        // RFC 5246, Section 7.2.2
        output.append(.warn(.noRenegotiation))
        return self
    }
}

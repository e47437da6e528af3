import TLSWire

/// CONNECTED: the server may ask for a renegotiation, which it does not get (RFC 5246, Section 7.4.1.1).
struct ConnectedClient12: ~Copyable, Sendable {
    let exporter: Exporter12
    let limits: PeerLimits
    private var refusals = 0

    init(exporter: Exporter12, limits: PeerLimits) {
        self.exporter = exporter
        self.limits = limits
    }

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ConnectedClient12 {
        guard case .helloRequest = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        refusals += 1
        guard refusals <= limits.renegotiationRequests else { throw .violation(.tooManyRenegotiationRequests) }
        output.append(.warn(.noRenegotiation))
        return self
    }
}

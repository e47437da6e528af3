import TLSWire

/// START: before the first ClientHello (RFC 9846, Appendix A.1).
struct ClientStart: ~Copyable, Sendable {
    let configuration: ClientConfiguration
    let serverName: ServerName
    let session: Session?

    /// Sends the hello, with the session if there is one that fits and whose server is still to be trusted.
    consuming func begin(_ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake {
        guard let session, ClientHelloBuilder(configuration: configuration, serverName: serverName).canOffer(session)
        else { return try sendClientHello(offering: nil, &output) }
        guard let current = CurrentSession.withoutVerification(session) else {
            return VerifyingOfferedSession.begin(self, session, &output)
        }
        return try sendClientHello(offering: current, &output)
    }

    consuming func sendClientHello(
        offering current: CurrentSession<Session>?, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake {
        let builder = ClientHelloBuilder(configuration: configuration, serverName: serverName)
        let offer = try builder.first(session: current)
        output.append(.send(EncodedMessage(type: .clientHello, bytes: offer.bytes)))
        return .waitServerHello(WaitServerHello(configuration: configuration, offer: offer, retry: nil))
    }
}

import TLSCrypto
import TLSWire

/// The server's handshake from the ClientHello on (RFC 9846, Appendix A.2).
enum ServerHandshake13: ~Copyable, Sendable {
    case waitSecondClientHello(WaitSecondClientHello)
    case openingTicket(OpeningTicket)
    case verifyingSession(VerifyingSession)
    case selectingIdentity(SelectingServerIdentity)
    case signingProof(SigningServerProof)
    case waitClientCertificate(WaitClientCertificate)
    case verifyingClient(VerifyingClient)
    case waitClientCertificateVerify(WaitClientCertificateVerify)
    case waitClientFinished(WaitClientFinished)
    case issuingTickets(IssuingTickets)
    case connected(ConnectedServer13)

    var stateName: String {
        switch self {
        case .waitSecondClientHello: "START (second ClientHello)"
        case .openingTicket: "RECVD_CH (opening ticket)"
        case .verifyingSession: "RECVD_CH (verifying session)"
        case .selectingIdentity: "RECVD_CH (selecting identity)"
        case .signingProof: "NEGOTIATED (signing)"
        case .waitClientCertificate: "WAIT_CERT"
        case .verifyingClient: "WAIT_CERT (verifying)"
        case .waitClientCertificateVerify: "WAIT_CV"
        case .waitClientFinished: "WAIT_FINISHED"
        case .issuingTickets: "CONNECTED (issuing tickets)"
        case .connected: "CONNECTED"
        }
    }

    var changeCipherSpecRule: ChangeCipherSpecRule {
        switch self {
        case .issuingTickets: .forbidden
        case .connected: .forbidden
        default: .ignored
        }
    }

    consuming func next(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        switch consume self {
        case .waitSecondClientHello(let state): try state.receive(message, &output)
        case .waitClientCertificate(let state): try state.receive(message, &output)
        case .waitClientCertificateVerify(let state): try state.receive(message, &output)
        case .waitClientFinished(let state): try state.receive(message, &output)
        case .connected(let state): .connected(try state.receive(message, &output))
        default: throw .violation(.unexpectedMessage(message.message.type))
        }
    }

    consuming func next(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        switch consume self {
        case .openingTicket(let state): try state.receive(answer, &output)
        case .verifyingSession(let state): try state.receive(answer, &output)
        case .selectingIdentity(let state): try state.receive(answer, &output)
        case .signingProof(let state): try state.receive(answer, &output)
        case .verifyingClient(let state): try state.receive(answer, &output)
        case .issuingTickets(let state): state.receive(answer, &output)
        default: throw .misuse(.noInquiryWaiting)
        }
    }

    consuming func updatingKeys(
        _ requestPeer: Bool, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        switch consume self {
        case .connected(let state): return .connected(state.updateKeys(requestPeer: requestPeer, &output))
        case .issuingTickets(let state): return .issuingTickets(state.updateKeys(requestPeer: requestPeer, &output))
        default: throw .misuse(.notEstablished)
        }
    }

    func exporter() throws(TLSError) -> Exporter {
        switch self {
        case .connected(let state): state.exporter
        case .issuingTickets(let state): state.connected.exporter
        default: throw .misuse(.notEstablished)
        }
    }
}

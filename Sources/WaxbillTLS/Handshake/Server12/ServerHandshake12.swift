import TLSCrypto
import TLSWire

/// The server's handshake in TLS 1.2 and before, from the ClientHello on (RFC 5246, Section 7.3).
enum ServerHandshake12: ~Copyable, Sendable {
    case openingSession(OpeningSession12)
    case verifyingSession(VerifyingSession12)
    case selectingIdentity(SelectingServerIdentity12)
    case signingKeyExchange(SigningKeyExchange)
    case waitClientCertificate(WaitClientCertificate12)
    case verifyingClient(VerifyingClient12)
    case waitClientKeyExchange(WaitClientKeyExchange)
    case decryptingPremaster(DecryptingPremaster)
    case waitClientCertificateVerify(WaitClientCertificateVerify12)
    case waitChangeCipherSpec(WaitClientChangeCipherSpec)
    case waitClientFinished(WaitClientFinished12)
    case issuingTicket(IssuingTicket12)
    case keepingSession(KeepingSession12)
    case connected(ConnectedServer12)

    var stateName: String {
        switch self {
        case .openingSession: "RECVD_CH (opening session)"
        case .verifyingSession: "RECVD_CH (verifying session)"
        case .selectingIdentity: "RECVD_CH (selecting identity)"
        case .signingKeyExchange: "NEGOTIATED (signing)"
        case .waitClientCertificate: "WAIT_CERT"
        case .verifyingClient: "WAIT_CERT (verifying)"
        case .waitClientKeyExchange: "WAIT_CKE"
        case .decryptingPremaster: "WAIT_CKE (decrypting)"
        case .waitClientCertificateVerify: "WAIT_CV"
        case .waitChangeCipherSpec: "WAIT_CCS"
        case .waitClientFinished: "WAIT_FINISHED"
        case .issuingTicket: "NEGOTIATED (issuing ticket)"
        case .keepingSession: "CONNECTED (keeping session)"
        case .connected: "CONNECTED"
        }
    }

    var changeCipherSpecRule: ChangeCipherSpecRule {
        switch self {
        case .waitChangeCipherSpec: .awaited
        default: .forbidden
        }
    }

    consuming func next(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake12 {
        switch consume self {
        case .waitClientCertificate(let state): try state.receive(message, &output)
        case .waitClientKeyExchange(let state): try state.receive(message, &output)
        case .waitClientCertificateVerify(let state): try state.receive(message, &output)
        case .waitClientFinished(let state): try state.receive(message, &output)
        case .connected(let state): .connected(try state.receive(message, &output))
        default: throw .violation(.unexpectedMessage(message.message.type))
        }
    }

    consuming func next(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        switch consume self {
        case .openingSession(let state): try state.receive(answer, &output)
        case .verifyingSession(let state): try state.receive(answer, &output)
        case .selectingIdentity(let state): try state.receive(answer, &output)
        case .signingKeyExchange(let state): try state.receive(answer, &output)
        case .verifyingClient(let state): try state.receive(answer, &output)
        case .decryptingPremaster(let state): try state.receive(answer, &output)
        case .issuingTicket(let state): try state.receive(answer, &output)
        case .keepingSession(let state): try state.receive(answer, &output)
        default: throw .misuse(.noInquiryWaiting)
        }
    }

    consuming func changingCipherSpec(_ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        switch consume self {
        case .waitChangeCipherSpec(let state): state.receive(&output)
        default: throw .violation(.unexpectedContentType(.changeCipherSpec))
        }
    }

    func exporter() throws(TLSError) -> Exporter12 {
        switch self {
        case .connected(let state): state.exporter
        default: throw .misuse(.notEstablished)
        }
    }
}

import TLSCrypto
import TLSWire

/// The client's handshake after a ServerHello of TLS 1.2 or before (RFC 5246, Section 7.3).
enum ClientHandshake12: ~Copyable, Sendable {
    case waitCertificate(WaitCertificate12)
    case waitCertificateStatus(WaitCertificateStatus12)
    case waitServerKeyExchange(WaitServerKeyExchange)
    case waitCertificateRequestOrDone(WaitCertificateRequestOrDone)
    case waitServerHelloDone(WaitServerHelloDone)
    case verifyingServer(VerifyingServer12)
    case selectingIdentity(SelectingClientIdentity12)
    case signingProof(SigningClientProof12)
    case waitNewSessionTicket(WaitNewSessionTicket12)
    case waitChangeCipherSpec(WaitChangeCipherSpec12)
    case waitFinished(WaitServerFinished12)
    case connected(ConnectedClient12)

    var stateName: String {
        switch self {
        case .waitCertificate: "WAIT_CERT"
        case .waitCertificateStatus: "WAIT_CERT_STATUS"
        case .waitServerKeyExchange: "WAIT_SKE"
        case .waitCertificateRequestOrDone: "WAIT_CR_SHD"
        case .waitServerHelloDone: "WAIT_SHD"
        case .verifyingServer: "WAIT_SHD (verifying)"
        case .selectingIdentity: "WAIT_SHD (selecting identity)"
        case .signingProof: "WAIT_SHD (signing)"
        case .waitNewSessionTicket: "WAIT_NST"
        case .waitChangeCipherSpec: "WAIT_CCS"
        case .waitFinished: "WAIT_FINISHED"
        case .connected: "CONNECTED"
        }
    }

    private var isConnected: Bool {
        switch self {
        case .connected: true
        default: false
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
    ) throws(TLSError) -> ClientHandshake12 {
        // RFC 5246, Section 7.4.1.1: while a handshake goes on, a HelloRequest is no request, and in no transcript.
        if case .helloRequest = message.message, !isConnected { return self }
        return switch consume self {
        case .waitCertificate(let state): try state.receive(message, &output)
        case .waitCertificateStatus(let state): try state.receive(message, &output)
        case .waitServerKeyExchange(let state): try state.receive(message, &output)
        case .waitCertificateRequestOrDone(let state): try state.receive(message, &output)
        case .waitServerHelloDone(let state): try state.receive(message, &output)
        case .waitNewSessionTicket(let state): try state.receive(message, &output)
        case .waitFinished(let state): try state.receive(message, &output)
        case .connected(let state): .connected(try state.receive(message, &output))
        default: throw .violation(.unexpectedMessage(message.message.type))
        }
    }

    consuming func next(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        switch consume self {
        case .verifyingServer(let state): try state.receive(answer, &output)
        case .selectingIdentity(let state): try state.receive(answer, &output)
        case .signingProof(let state): try state.receive(answer, &output)
        default: throw .misuse(.noInquiryWaiting)
        }
    }

    consuming func changingCipherSpec(_ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        switch consume self {
        case .waitChangeCipherSpec(let state): state.changeCipherSpec(&output)
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

import TLSCrypto
import TLSWire

/// The client's handshake after the ServerHello (RFC 9846, Appendix A.1).
enum ClientHandshake13: ~Copyable, Sendable {
    case waitEncryptedExtensions(WaitEncryptedExtensions)
    case waitCertificateOrRequest(WaitCertificateOrRequest)
    case waitCertificate(WaitCertificate)
    case verifyingServer(VerifyingServer)
    case waitCertificateVerify(WaitCertificateVerify)
    case waitFinished(WaitFinished)
    case selectingIdentity(SelectingClientIdentity)
    case signingProof(SigningClientProof)
    case connected(ConnectedClient13)

    var stateName: String {
        switch self {
        case .waitEncryptedExtensions: "WAIT_EE"
        case .waitCertificateOrRequest: "WAIT_CERT_CR"
        case .waitCertificate: "WAIT_CERT"
        case .verifyingServer: "WAIT_CERT (verifying)"
        case .waitCertificateVerify: "WAIT_CV"
        case .waitFinished: "WAIT_FINISHED"
        case .selectingIdentity: "WAIT_FINISHED (selecting identity)"
        case .signingProof: "WAIT_FINISHED (signing)"
        case .connected: "CONNECTED"
        }
    }

    var changeCipherSpecRule: ChangeCipherSpecRule {
        switch self {
        case .selectingIdentity: .forbidden
        case .signingProof: .forbidden
        case .connected: .forbidden
        default: .ignored
        }
    }

    consuming func next(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        switch consume self {
        case .waitEncryptedExtensions(let state): try state.receive(message, &output)
        case .waitCertificateOrRequest(let state): try state.receive(message, &output)
        case .waitCertificate(let state): try state.receive(message, &output)
        case .waitCertificateVerify(let state): try state.receive(message, &output)
        case .waitFinished(let state): try state.receive(message, &output)
        case .connected(let state): .connected(try state.receive(message, &output))
        default: throw .violation(.unexpectedMessage(message.message.type))
        }
    }

    consuming func next(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake13 {
        switch consume self {
        case .verifyingServer(let state): try state.receive(answer, &output)
        case .selectingIdentity(let state): try state.receive(answer, &output)
        case .signingProof(let state): try state.receive(answer, &output)
        default: throw .misuse(.noInquiryWaiting)
        }
    }

    consuming func updatingKeys(
        _ requestPeer: Bool, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        switch consume self {
        case .connected(let state): .connected(state.updateKeys(requestPeer: requestPeer, &output))
        default: throw .misuse(.notEstablished)
        }
    }

    func exporter() throws(TLSError) -> Exporter {
        switch self {
        case .connected(let state): state.exporter
        default: throw .misuse(.notEstablished)
        }
    }
}

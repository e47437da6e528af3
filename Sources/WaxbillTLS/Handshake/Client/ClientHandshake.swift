import TLSCrypto
import TLSWire

/// The client's handshake, first level (RFC 9846, Appendix A.1).
enum ClientHandshake: ~Copyable, HandshakeStateMachine {
    case start(ClientStart)
    case verifyingSession(VerifyingOfferedSession)
    case waitServerHello(WaitServerHello)
    case tls12(ClientHandshake12)
    case tls13(ClientHandshake13)
    case failed(TLSError)

    init(_ configuration: ClientConfiguration, serverName: ServerName, session: Session?) throws(TLSError) {
        try configuration.validate()
        self = .start(ClientStart(configuration: configuration, serverName: serverName, session: session))
    }

    var stateName: String {
        switch self {
        case .start: "START"
        case .verifyingSession: "START (verifying session)"
        case .waitServerHello: "WAIT_SH"
        case .tls12(let handshake): handshake.stateName
        case .tls13(let handshake): handshake.stateName
        case .failed: "FAILED"
        }
    }

    /// RFC 9846, Section 5: from the first ClientHello to the server's Finished.
    var changeCipherSpecRule: ChangeCipherSpecRule {
        switch self {
        case .waitServerHello: .ignored
        case .tls12(let handshake): handshake.changeCipherSpecRule
        case .tls13(let handshake): handshake.changeCipherSpecRule
        default: .forbidden
        }
    }

    mutating func start(_ output: inout HandshakeOutput) throws(TLSError) {
        do throws(TLSError) { self = try starting(&output) } catch {
            self = .failed(error)
            throw error
        }
    }

    mutating func receive(_ message: RawHandshakeMessage, _ output: inout HandshakeOutput) throws(TLSError) {
        do throws(TLSError) { self = try next(message, &output) } catch {
            self = .failed(error)
            throw error
        }
    }

    mutating func receiveChangeCipherSpec(_ output: inout HandshakeOutput) throws(TLSError) {
        do throws(TLSError) { self = try changingCipherSpec(&output) } catch {
            self = .failed(error)
            throw error
        }
    }

    mutating func answer(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) {
        do throws(TLSError) { self = try next(answer, &output) } catch {
            self = .failed(error)
            throw error
        }
    }

    mutating func updateKeys(requestPeer: Bool, _ output: inout HandshakeOutput) throws(TLSError) {
        do throws(TLSError) { self = try updatingKeys(requestPeer, &output) } catch {
            self = .failed(error)
            throw error
        }
    }

    mutating func fail(_ error: TLSError) { self = .failed(error) }

    func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        switch self {
        case .tls12(let handshake):
            try handshake.exporter().keyingMaterial(label: label, context: context, length: length)
        case .tls13(let handshake):
            try handshake.exporter().keyingMaterial(label: label, context: context, length: length)
        default: throw .misuse(.notEstablished)
        }
    }

    private consuming func starting(_ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake {
        switch consume self {
        case .start(let state): try state.begin(&output)
        default: throw .failure("the handshake was started twice")
        }
    }

    private consuming func next(
        _ message: RawHandshakeMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake {
        switch consume self {
        case .start: throw .violation(.unexpectedMessage(message.type))
        case .verifyingSession: throw .violation(.unexpectedMessage(message.type))
        case .waitServerHello(let state): try state.receive(ReceivedMessage(message, only: .serverHello), &output)
        case .tls12(let handshake): .tls12(try handshake.next(ReceivedMessage12(message), &output))
        case .tls13(let handshake): .tls13(try handshake.next(ReceivedMessage(message), &output))
        case .failed(let error): throw error
        }
    }

    private consuming func next(
        _ answer: Answer, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake {
        switch consume self {
        case .verifyingSession(let state): try state.receive(answer, &output)
        case .tls12(let handshake): .tls12(try handshake.next(answer, &output))
        case .tls13(let handshake): .tls13(try handshake.next(answer, &output))
        case .failed(let error): throw error
        default: throw .misuse(.noInquiryWaiting)
        }
    }

    private consuming func changingCipherSpec(
        _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake {
        switch consume self {
        case .tls12(let handshake): .tls12(try handshake.changingCipherSpec(&output))
        default: throw .violation(.unexpectedContentType(.changeCipherSpec))
        }
    }

    private consuming func updatingKeys(
        _ requestPeer: Bool, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake {
        switch consume self {
        case .tls13(let handshake): .tls13(try handshake.updatingKeys(requestPeer, &output))
        default: throw .misuse(.notEstablished)
        }
    }
}

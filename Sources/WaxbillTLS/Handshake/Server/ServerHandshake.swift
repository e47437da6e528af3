import TLSCrypto
import TLSWire

/// The server's handshake, first level (RFC 9846, Appendix A.2).
enum ServerHandshake: ~Copyable, HandshakeStateMachine {
    case waitClientHello(WaitClientHello)
    case tls12(ServerHandshake12)
    case tls13(ServerHandshake13)
    case failed(TLSError)

    init(_ configuration: ServerConfiguration) throws(TLSError) {
        try configuration.validate()
        self = .waitClientHello(WaitClientHello(configuration: configuration))
    }

    var stateName: String {
        switch self {
        case .waitClientHello: "START"
        case .tls12(let handshake): handshake.stateName
        case .tls13(let handshake): handshake.stateName
        case .failed: "FAILED"
        }
    }

    /// RFC 9846, Section 5: from the first ClientHello to the client's Finished.
    var changeCipherSpecRule: ChangeCipherSpecRule {
        switch self {
        case .tls12(let handshake): handshake.changeCipherSpecRule
        case .tls13(let handshake): handshake.changeCipherSpecRule
        default: .forbidden
        }
    }

    mutating func start(_ output: inout HandshakeOutput) throws(TLSError) {}

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

    private consuming func next(
        _ message: RawHandshakeMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake {
        switch consume self {
        case .waitClientHello(let state): try state.receive(ReceivedMessage(message, only: .clientHello), &output)
        case .tls12(let handshake): .tls12(try handshake.next(ReceivedMessage12(message), &output))
        case .tls13(let handshake): .tls13(try handshake.next(ReceivedMessage(message), &output))
        case .failed(let error): throw error
        }
    }

    private consuming func next(
        _ answer: Answer, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake {
        switch consume self {
        case .tls12(let handshake): .tls12(try handshake.next(answer, &output))
        case .tls13(let handshake): .tls13(try handshake.next(answer, &output))
        case .failed(let error): throw error
        case .waitClientHello: throw .misuse(.noInquiryWaiting)
        }
    }

    private consuming func changingCipherSpec(
        _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake {
        switch consume self {
        case .tls12(let handshake): .tls12(try handshake.changingCipherSpec(&output))
        default: throw .violation(.unexpectedContentType(.changeCipherSpec))
        }
    }

    private consuming func updatingKeys(
        _ requestPeer: Bool, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake {
        switch consume self {
        case .tls13(let handshake): .tls13(try handshake.updatingKeys(requestPeer, &output))
        default: throw .misuse(.notEstablished)
        }
    }
}

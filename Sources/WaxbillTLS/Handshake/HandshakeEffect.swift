import TLSCrypto
import TLSWire

/// What a handshake state wants done: the only way out of it. The connection interprets the list in order, with records.
enum HandshakeEffect: Sendable, Equatable {
    /// Send a handshake message (already in the transcript).
    case send(EncodedMessage)
    /// Send a ChangeCipherSpec: for compatibility (RFC 9846, Appendix E.4), or because keys change (RFC 5246, Section 7.1).
    case sendChangeCipherSpec
    /// Protect one direction with these keys from here on.
    case install(TrafficKeys, for: Direction)
    /// The same in TLS 1.2 and before (RFC 5246, Section 6.1).
    case installCipherSpec(CipherSpec12, for: Direction)
    /// Send a warning.
    case warn(AlertDescription)
    /// A secret was derived; for key logs and observers.
    case derived(SecretLabel, Secret, clientRandom: [UInt8])
    /// A parameter was settled.
    case negotiated(NegotiatedParameter)
    /// The peer takes records of at most this inner length (RFC 8449).
    case limitSentRecords(to: Int)
    /// We announced that we take records of at most this inner length (RFC 8449).
    case limitReceivedRecords(to: Int)
    /// The peer wants our sending keys renewed (RFC 9846, Section 4.7.3).
    case renewKeys
    /// The client sends early data that is not wanted.
    case skipEarlyData(EarlyDataSkipping)
    /// Ask the driver; nothing goes on before the answer.
    case ask(Inquiry)
    /// A session for a later connection.
    case issued(Session)
    /// The handshake is complete.
    case complete(ConnectionSummary)

    enum Direction: Sendable, Equatable { case read, write }

    static func == (left: HandshakeEffect, right: HandshakeEffect) -> Bool {
        switch (left, right) {
        case (.send(let a), .send(let b)): a == b
        case (.sendChangeCipherSpec, .sendChangeCipherSpec), (.renewKeys, .renewKeys): true
        case (.install(let a, let x), .install(let b, let y)): a == b && x == y
        case (.installCipherSpec(let a, let x), .installCipherSpec(let b, let y)): a == b && x == y
        case (.warn(let a), .warn(let b)): a == b
        case (.derived(let a, let x, let r), .derived(let b, let y, let s)): a == b && x == y && r == s
        case (.negotiated(let a), .negotiated(let b)): a == b
        case (.limitSentRecords(let a), .limitSentRecords(let b)): a == b
        case (.limitReceivedRecords(let a), .limitReceivedRecords(let b)): a == b
        case (.skipEarlyData(let a), .skipEarlyData(let b)): a == b
        case (.ask(let a), .ask(let b)): a.name == b.name
        case (.issued(let a), .issued(let b)): a.ticket == b.ticket && a.secret == b.secret
        case (.complete(let a), .complete(let b)): a == b
        default: false
        }
    }
}

/// A handshake message as it goes onto the wire, its 4-byte header included.
struct EncodedMessage: Sendable, Equatable {
    let type: HandshakeType
    let bytes: [UInt8]
}

/// A handshake message of TLS 1.3 as it came: decoded, and as bytes for the transcript.
struct ReceivedMessage: Sendable {
    let message: HandshakeMessage
    /// Header included.
    let bytes: [UInt8]
}

extension ReceivedMessage {
    init(_ raw: RawHandshakeMessage) throws(TLSError) {
        do throws(DecodingFailure) {
            self.init(message: try raw.decoded(), bytes: raw.bytes)
        } catch {
            throw .malformed(error)
        }
    }

    /// The peer's first message, which has to be of this type. Others may have the form of another version, and are not
    /// decoded.
    init(_ raw: RawHandshakeMessage, only type: HandshakeType) throws(TLSError) {
        guard raw.type == type else { throw .violation(.unexpectedMessage(raw.type)) }
        try self.init(raw)
    }
}

/// A handshake message of TLS 1.2 or before as it came: decoded, and as bytes for the transcript.
struct ReceivedMessage12: Sendable {
    let message: HandshakeMessage12
    /// Header included.
    let bytes: [UInt8]

    init(_ raw: RawHandshakeMessage) throws(TLSError) {
        do throws(DecodingFailure) {
            message = try raw.decoded12()
        } catch {
            throw .malformed(error)
        }
        bytes = raw.bytes
    }
}

/// The secrets that a key log knows (RFC 9850, Section 2.1), and those that only an observer sees.
enum SecretLabel: String, Sendable {
    case clientHandshakeTraffic = "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
    case serverHandshakeTraffic = "SERVER_HANDSHAKE_TRAFFIC_SECRET"
    case clientTraffic = "CLIENT_TRAFFIC_SECRET_0"
    case serverTraffic = "SERVER_TRAFFIC_SECRET_0"
    case exporter = "EXPORTER_SECRET"
    case resumption = "resumption_main_secret"
    /// The main secret of TLS 1.2 and before.
    case clientRandom = "CLIENT_RANDOM"

    /// Whether it goes into key logs.
    var isLogged: Bool { self != .resumption }
}

/// The list of effects that a transition appends to.
struct HandshakeOutput: Sendable {
    private(set) var effects: [HandshakeEffect] = []

    mutating func append(_ effect: HandshakeEffect) { effects.append(effect) }
}

extension Inquiry {
    /// Its case's name, for events and errors.
    public var name: String {
        switch self {
        case .selectIdentity: "selectIdentity"
        case .verifyCertificate: "verifyCertificate"
        case .sign: "sign"
        case .openTicket: "openTicket"
        case .issueTicket: "issueTicket"
        case .decryptPremaster: "decryptPremaster"
        case .openSession: "openSession"
        case .keepSession: "keepSession"
        }
    }
}

import WaxbillTLS

/// Why a connection did not do what it should.
enum ConnectionFailure: Error, Sendable, Hashable {
    /// No TCP connection came about.
    case unreachable(String)
    /// The given seconds went by during this.
    case timedOut(during: String, seconds: Double)
    /// TLS failed.
    case tls(TLSError)
    /// The transport ended before the handshake was complete, without an alert.
    case closedDuringHandshake
    /// The peer ended the transport without close_notify: data may be missing.
    case truncated
    /// The transport failed later on.
    case transport(String)
    /// The peer's application data are not what they should be.
    case malformedData(String)
    /// The peer ended the HTTP/2 stream or connection before the answer was complete, with this error code.
    case refused(HTTP2Refusal)
    /// We were told to end.
    case stopped
    /// What came could not be written down.
    case output(String)

    var status: ExitStatus {
        switch self {
        case .unreachable: .unavailable
        case .timedOut, .stopped: .temporaryFailure
        case .refused(let refusal): refusal.mayWorkLater ? .temporaryFailure : .dataError
        case .tls(let error): error.status
        case .closedDuringHandshake, .truncated: .protocolError
        case .transport, .output: .ioError
        case .malformedData: .dataError
        }
    }

    /// A sentence for people, without its full stop.
    func sentence(for role: Role) -> String {
        let peer = role == .client ? "server" : "client"
        return switch self {
        case .unreachable(let why): "cannot connect: \(why)"
        case .timedOut(let phase, let seconds): "\(phase) took longer than \(formatted(seconds)) s"
        case .tls(let error): escaped(error.description)
        case .closedDuringHandshake: "the \(peer) closed the connection during the handshake, without an alert"
        case .truncated: "the \(peer) closed the connection without close_notify: data may be missing"
        case .transport(let why): "the connection broke: \(why)"
        case .malformedData(let what): "what the \(peer) sent cannot be read: \(what)"
        case .refused(let refusal): "the \(peer) \(refusal)"
        case .stopped: "it was ended from this side"
        case .output(let why): "cannot write the output: \(why)"
        }
    }
}

extension TLSError {
    /// The exit status for a connection that failed like this.
    var status: ExitStatus {
        switch fault {
        case .certificate: .notPermitted
        case .aborted: .notPermitted
        case .misuse: .configurationError
        case .internalFailure: .softwareError
        case .malformedMessage, .peerViolation, .peerIncompatibility, .alertReceived: .protocolError
        }
    }
}

/// Seconds as people write them: without needless zeros.
func formatted(_ seconds: Double) -> String {
    seconds == seconds.rounded() && abs(seconds) < 1e9 ? String(Int(seconds)) : String(seconds)
}

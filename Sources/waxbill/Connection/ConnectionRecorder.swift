import Synchronization
import TLSWire
import WaxbillNIO
import WaxbillTLS

/// Watches one connection: keeps its record, and has it narrated where that is wished.
final class ConnectionRecorder: HandshakeObserver {
    private struct State {
        var record: ConnectionRecord
        var start: ContinuousClock.Instant?
        var hasSucceeded = false
        var narration: ConnectionNarration?
    }

    private let state: Mutex<State>

    /// - Parameter narration: tells what passes; nil: nobody listens.
    init(role: Role, peer: Endpoint, narration: ConnectionNarration? = nil) {
        state = Mutex(State(record: ConnectionRecord(role: role, peer: peer), narration: narration))
    }

    /// What is known up to now.
    var record: ConnectionRecord { state.withLock { $0.record } }

    /// The transport stands: the handshake's time starts.
    func start() {
        state.withLock { state in
            state.start = .now
            state.narration?.start(with: state.record)
        }
    }

    /// Takes what passed the engine's rim.
    func observe(_ event: HandshakeEvent) {
        state.withLock { state in
            Self.note(event, in: &state.record)
            state.narration?.tell(event)
        }
    }

    /// The handshake is complete.
    func complete(_ summary: ConnectionSummary) {
        state.withLock { state in
            let duration = state.start.map { ContinuousClock.now - $0 } ?? .zero
            state.record.complete(summary, after: duration)
            state.narration?.tellCompletion(of: state.record)
        }
    }

    /// The server gave a session.
    func receive(_ session: Session) {
        state.withLock { $0.record.sessions.append(session) }
    }

    /// Application data passed, `read` bytes in and `written` bytes out.
    func count(read: Int = 0, written: Int = 0) {
        state.withLock { state in
            state.record.bytesRead += read
            state.record.bytesWritten += written
        }
    }

    /// The connection failed. The first reason is kept: later ones follow from it.
    func fail(_ failure: ConnectionFailure) {
        state.withLock { state in
            guard state.record.failure == nil, !state.hasSucceeded else { return }
            state.record.failure = failure
        }
    }

    /// The connection did what it was made for: how its transport ends is of no interest any more.
    func succeed() {
        state.withLock { state in
            state.hasSucceeded = true
            switch state.record.failure {
            case .truncated, .transport: state.record.failure = nil
            default: break
            }
        }
    }

    /// The connection is over.
    func finish() {
        state.withLock { state in
            state.narration?.tellEnd(of: state.record)
        }
    }

    private static func note(_ event: HandshakeEvent, in record: inout ConnectionRecord) {
        switch event {
        case .record(_, _, legacyVersion: _, let length, protected: _):
            guard record.summary == nil else { return }
            record.handshakeBytes += length + RecordHeader.byteCount
        case .message(.received, .certificate, let bytes):
            record.peerCertificates = certificates(in: bytes, record.version ?? .tls13)
        case .alert(let direction, _, let description):
            guard description != .closeNotify, description != .userCanceled else { return }
            if direction == .sent { record.alertSent = description } else { record.alertReceived = description }
        case .negotiated(let parameter):
            record.settle(parameter)
        case .message, .secret, .keysInstalled, .state, .inquiry, .failed:
            break
        }
    }

    /// The DER certificates in a Certificate message.
    private static func certificates(in message: [UInt8], _ version: ProtocolVersion) -> [[UInt8]] {
        guard version >= .tls13 else {
            guard case .certificate(let certificate) = try? HandshakeMessage12(decoding: message.span.bytes) else {
                return []
            }
            return certificate.certificateList
        }
        guard case .certificate(let certificate) = try? HandshakeMessage(decoding: message.span.bytes) else {
            return []
        }
        return certificate.certificateList.map(\.certificateData)
    }
}

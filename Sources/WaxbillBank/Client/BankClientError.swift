import WaxbillHTTPClient
import WaxbillTLS

/// Why the bank has not done what it was asked, or why that is not known.
package enum BankClientError: Error, Sendable {
    /// No TCP connection came about.
    case cannotConnect(any Error)
    /// The connection failed, in the handshake or later: a `TLSError`, `TLSShutdownError`, or what the system said.
    case connectionFailed(any Error, isHandshakeComplete: Bool)
    /// The given seconds went by without anything coming.
    case timedOut(during: String, seconds: Double)
    /// What the server sent is not what docs/BANK.md says.
    case malformedAnswer(String)
    /// The bank refused the request; nothing moved.
    case refused(BankRefusal)
    /// The request may or may not have been carried out: it is to be sent again with the same key.
    indirect case outcomeUnknown(IdempotencyKey, after: BankClientError)
    /// The request could not be kept, and was not sent.
    case outbox(OutboxError)

    /// What programs know the error by: one word that stays the same.
    package var code: String {
        switch self {
        case .cannotConnect: "cannot_connect"
        case .connectionFailed: "connection_failed"
        case .timedOut: "timed_out"
        case .malformedAnswer: "malformed_answer"
        case .refused(let refusal): refusal.code ?? "http_\(refusal.status)"
        case .outcomeUnknown: "outcome_unknown"
        case .outbox(let error): error.code
        }
    }

    /// Why a request has no answer.
    init(_ error: any Error) {
        switch error {
        case let error as BankClientError: self = error
        case HTTPClientError.cannotConnect(let reason): self = .cannotConnect(reason)
        case HTTPClientError.connectionFailed(let reason, let isComplete):
            self = .connectionFailed(reason, isHandshakeComplete: isComplete)
        case HTTPClientError.timedOut(let activity, let seconds): self = .timedOut(during: activity, seconds: seconds)
        case HTTPClientError.malformedAnswer(let what): self = .malformedAnswer(what)
        default: self = .connectionFailed(error, isHandshakeComplete: true)
        }
    }
}

extension BankClientError {
    /// Whether the bank may have carried out the request although this is what came of it.
    var leavesDoubt: Bool {
        switch self {
        case .cannotConnect, .outbox: false
        case .connectionFailed(let reason, let isHandshakeComplete):
            isHandshakeComplete && !Self.isRefusalOfHandshake(reason)
        case .timedOut(let activity, _): activity != "the handshake"
        case .malformedAnswer, .outcomeUnknown: true
        case .refused(let refusal): refusal.leavesDoubt
        }
    }

    /// Whether it says what became of the request, even if an earlier attempt left that open.
    var isConclusive: Bool {
        guard case .refused(let refusal) = self else { return false }
        // What is recorded is what was decided about this key; of a key that has another request, this one was never decided.
        return refusal.entry != nil || refusal.code == "idempotency_mismatch"
    }

    /// Whether another attempt may have an answer.
    var isWorthRetrying: Bool {
        switch self {
        case .cannotConnect(let reason): !(reason is TLSError)
        case .connectionFailed(let reason, _): !(reason is TLSError) && !(reason is CancellationError)
        case .timedOut: true
        case .refused(let refusal): refusal.isTemporary
        case .malformedAnswer, .outcomeUnknown, .outbox: false
        }
    }

    /// Whether the server ended the handshake on its side, which ours had finished: a certificate is refused that late
    /// (RFC 9846, Section 4.5.2). Nothing that was sent after it has been read.
    private static func isRefusalOfHandshake(_ reason: any Error) -> Bool {
        guard let error = reason as? TLSError, case .alertReceived(let alert) = error.fault else { return false }
        return switch alert {
        case .badCertificate, .unsupportedCertificate, .certificateRevoked, .certificateExpired, .certificateUnknown,
            .unknownCA, .accessDenied, .certificateRequired:
            true
        default: false
        }
    }
}

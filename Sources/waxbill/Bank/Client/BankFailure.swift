import WaxbillBank
import WaxbillTLS
import WaxbillX509

/// A failure of a bank's client, as the command line tells it.
struct BankFailure {
    let error: BankClientError
    let server: Endpoint
    /// The key of the request, where something was to be changed.
    let key: IdempotencyKey?
    /// In which amounts are, if that is known.
    let currency: Currency?

    init(_ error: BankClientError, server: Endpoint, key: IdempotencyKey? = nil, currency: Currency? = nil) {
        self.error = error
        self.server = server
        self.key = key
        self.currency = currency
    }

    /// What `--json` writes.
    struct Report: Encodable {
        struct Failure: Encodable {
            let code: String
            let message: String
            let status: Int?
            let entry: UInt64?
            let available: Int64?
        }

        let error: Failure
        let key: String?
    }

    var report: Report {
        let refusal: BankRefusal? = if case .refused(let refusal) = error { refusal } else { nil }
        return Report(
            error: Report.Failure(
                code: error.code, message: sentence, status: refusal?.status, entry: refusal?.entry,
                available: refusal?.available),
            key: key?.description)
    }

    var commandFailure: CommandFailure { CommandFailure(status, sentence, advice: advice) }

    /// A sentence without its full stop.
    var sentence: String {
        switch error {
        case .cannotConnect, .connectionFailed:
            "\(server): \(connectionFailure?.sentence(for: .client) ?? "the connection failed")"
        case .timedOut(let phase, let seconds): "\(server): \(phase) took longer than \(formatted(seconds)) s"
        case .malformedAnswer(let what): "what the server sent is refused: \(escaped(what))"
        case .refused(let refusal): BankRefusalText(refusal, currency).sentence
        case .outcomeUnknown(let key, let last):
            "it is not known whether it was done (\(key)): \(BankFailure(last, server: server, currency: currency).sentence)"
        case .outbox(let error): escaped(error.description)
        }
    }

    /// What can be done about it, if anything is known.
    var advice: String? {
        switch error {
        case .refused(let refusal): return BankRefusalText(refusal, currency).advice
        case .outcomeUnknown:
            return "'waxbill bank outbox send' asks again, with the same key: it counts once"
        case .outbox(let error): return Self.advice(error)
        default: break
        }
        guard let connectionFailure else { return nil }
        let preferences = ClientConfiguration(certificateVerifier: InsecureVerifier())
        return RefusalAdvice(preferences: preferences, role: .client).sentence(for: connectionFailure)
    }

    /// What the command ends with.
    var status: ExitStatus {
        if let connectionFailure {
            return connectionFailure.refusesCertificate ? .notPermitted : connectionFailure.status
        }
        return switch error {
        case .cannotConnect, .connectionFailed: .unavailable
        case .timedOut: .temporaryFailure
        case .malformedAnswer: .dataError
        case .refused(let refusal): Self.status(refusal)
        case .outcomeUnknown: .outcomeUnknown
        case .outbox(let error): Self.status(error)
        }
    }

    private var connectionFailure: ConnectionFailure? {
        switch error {
        case .cannotConnect(let error): ConnectionFailure(connecting: error, seconds: 0)
        case .connectionFailed(let error, let isComplete): ConnectionFailure(error, isHandshakeComplete: isComplete)
        default: nil
        }
    }

    private static func status(_ refusal: BankRefusal) -> ExitStatus {
        if refusal.isNotAuthorized { return .notPermitted }
        if refusal.isTemporary { return .temporaryFailure }
        return (400..<500).contains(refusal.status) ? .negative : refusal.status >= 500 ? .ioError : .dataError
    }

    static func advice(_ error: OutboxError) -> String? {
        switch error {
        case .waiting(let key, _):
            "'waxbill bank outbox send' asks what became of it; to do it once more nevertheless, "
                + "'waxbill bank outbox drop \(key)' first"
        case .malformed: "remove the file: nobody can send it"
        case .notOurs: "an outbox has to be its owner's alone to write to (chmod go-w), or another: --outbox DIR"
        default: nil
        }
    }

    static func status(_ error: OutboxError) -> ExitStatus {
        switch error {
        case .file(let error): error.isMissing ? .noInput : error.alreadyExists ? .cannotCreate : .ioError
        case .notOurs: .configurationError
        case .malformed: .dataError
        case .otherRequest: .usageError
        case .waiting: .outcomeUnknown
        case .busy: .temporaryFailure
        }
    }
}

extension ConnectionFailure {
    /// Whether the server refused the client's certificate, or wants one (RFC 9846, Section 6.2).
    fileprivate var refusesCertificate: Bool {
        guard case .tls(let error) = self, case .alertReceived(let alert) = error.fault else { return false }
        return [
            .badCertificate, .unsupportedCertificate, .certificateRevoked, .certificateExpired, .certificateUnknown,
            .unknownCA, .accessDenied, .certificateRequired,
        ].contains(alert)
    }
}

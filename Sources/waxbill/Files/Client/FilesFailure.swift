import NIOCore
import WaxbillFiles
import WaxbillTLS

/// A failure of a client of files, as the command line tells it.
struct FilesFailure {
    let error: any Error
    let server: Endpoint

    private var clientError: FilesClientError? { error as? FilesClientError }

    /// What programs know it by.
    var code: String { clientError?.code ?? "failed" }

    /// A sentence without its full stop.
    var sentence: String {
        guard let clientError else { return escaped("\(error)") }
        if let connectionFailure { return "\(server): \(connectionFailure.sentence(for: .client))" }
        return switch clientError {
        case .timedOut(let phase, let seconds): "\(server): \(phase) took longer than \(formatted(seconds)) s"
        case .refused(let refusal): "the server refused: " + Self.sentence(refusal)
        case .malformedAnswer(let what): "what the server sent is refused: \(escaped(what))"
        case .contentRefused(let refusal): Self.sentence(refusal)
        case .alreadyExists(let path): "\(escaped(path)) exists already"
        case .unusableName(let name, let reason): "\"\(escaped(name))\" is no name to use here: \(escaped(reason))"
        case .sameName(let name, let paths):
            "\(paths.map { escaped($0) }.joined(separator: " and ")) would both be \(escaped(name)) here"
        case .otherVersion: "the file changed at the server while it was received"
        case .local(let error): escaped(error.detail)
        case .cannotConnect, .connectionFailed: "the connection failed"
        }
    }

    /// What can be done about it, if anything is known.
    var advice: String? {
        switch clientError {
        case .alreadyExists: return "--overwrite replaces it, --skip leaves it as it is"
        case .refused(let refusal) where refusal.status == 412:
            return "--overwrite replaces it, --skip leaves it as it is"
        case .sameName: return "fetch them into different folders with --to"
        default: break
        }
        guard let connectionFailure else { return nil }
        let preferences = ClientConfiguration(certificateVerifier: NoVerifier())
        return RefusalAdvice(preferences: preferences, role: .client).sentence(for: connectionFailure)
    }

    /// What the command ends with.
    var status: ExitStatus {
        guard let clientError else { return .softwareError }
        if let connectionFailure { return connectionFailure.status }
        return switch clientError {
        case .timedOut, .otherVersion: .temporaryFailure
        case .refused(let refusal): Self.status(refusal)
        case .malformedAnswer, .contentRefused, .unusableName: .dataError
        case .alreadyExists, .sameName: .cannotCreate
        case .local(let error): Self.status(error)
        case .cannotConnect, .connectionFailed: .unavailable
        }
    }

    /// The lines for standard error.
    func text(about path: String?) -> String {
        let subject = path.map { "\(escaped($0)): " } ?? ""
        return "waxbill: \(subject)\(sentence)" + (advice.map { "\n  hint: \($0)" } ?? "")
    }

    private var connectionFailure: ConnectionFailure? {
        switch clientError {
        case .cannotConnect(let error): ConnectionFailure(connecting: error, seconds: 0)
        case .connectionFailed(let error, let isComplete): ConnectionFailure(error, isHandshakeComplete: isComplete)
        default: nil
        }
    }

    private static func sentence(_ refusal: ServerRefusal) -> String {
        let detail = refusal.detail.map { escaped($0) } ?? "HTTP status \(refusal.status)"
        return refusal.code.map { "\(detail) (\($0))" } ?? "\(detail) (HTTP status \(refusal.status))"
    }

    private static func sentence(_ refusal: ContentRefusal) -> String {
        switch refusal {
        case .wrongBlock(let block, let first, let last):
            "block \(block) (bytes \(first) to \(last)) is not what was signed; the file is refused"
        case .wrongRoot: "the hashes of the blocks are not what was signed; the file is refused"
        case .otherFile(let what), .malformedManifest(let what), .badSignature(let what):
            "\(escaped(what)); the file is refused"
        case .otherContent: "the server signed another content than the one that was sent"
        }
    }

    private static func status(_ refusal: ServerRefusal) -> ExitStatus {
        switch refusal.status {
        case 404: .noInput
        case 401, 403: .notPermitted
        case 409, 412: .cannotCreate
        case 408, 425, 429, 503: .temporaryFailure
        case 500...599: .ioError
        case 400..<500: .negative
        default: .dataError
        }
    }

    private static func status(_ error: FilesError) -> ExitStatus {
        switch error.code {
        case .notFound: .noInput
        case .uploadInProgress, .busy: .temporaryFailure
        case .isAFolder, .notAFolder, .specialFile, .linkLeavesFolder, .forbidden, .preconditionFailed: .cannotCreate
        default: .ioError
        }
    }
}

/// Stands where preferences are asked for and no certificate is.
private struct NoVerifier: CertificateVerifier {
    func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        .refused(CertificateRefusal(.other, "nothing is verified here"))
    }
}

import WaxbillHTTPClient
import WaxbillTLS

/// Why a request, or what was to be done with its answer, failed at the client.
public enum FilesClientError: Error, Sendable {
    /// No TCP connection came about.
    case cannotConnect(any Error)
    /// The connection failed, in the handshake or later: a `TLSError`, `TLSShutdownError`, or what the system said.
    case connectionFailed(any Error, isHandshakeComplete: Bool)
    /// The given seconds went by without anything coming.
    case timedOut(during: String, seconds: Double)
    /// The server refused the request.
    case refused(ServerRefusal)
    /// What the server sent is not what the protocol says.
    case malformedAnswer(String)
    /// The server's bytes, its hashes or its signature are wrong: nothing is kept under the final name.
    case contentRefused(ContentRefusal)
    /// What is there on this side is in the way: `path`.
    case alreadyExists(path: String)
    /// A name that cannot be one on this side.
    case unusableName(String, reason: String)
    /// Several of the files asked for would have this name here.
    case sameName(String, [String])
    /// The file at the server is another one than a moment ago.
    case otherVersion
    /// Reading or writing failed on this side.
    case local(FilesError)

    /// What programs know the error by: one word that stays the same.
    public var code: String {
        switch self {
        case .cannotConnect: "cannot_connect"
        case .connectionFailed: "connection_failed"
        case .timedOut: "timed_out"
        case .refused(let refusal): refusal.code ?? "http_\(refusal.status)"
        case .malformedAnswer: "malformed_answer"
        case .contentRefused(let refusal): refusal.code
        case .alreadyExists: "already_exists"
        case .unusableName: "unusable_name"
        case .sameName: "same_name"
        case .otherVersion: "changed"
        case .local(let error): "local_\(error.code.rawValue)"
        }
    }

    /// Whether it was the connection that failed, so that another one may do.
    var isOfConnection: Bool {
        switch self {
        case .cannotConnect, .connectionFailed, .timedOut: true
        default: false
        }
    }

    /// Whether the file at the server is not the one any more that was asked for.
    var isOfOtherVersion: Bool {
        switch self {
        case .otherVersion: true
        case .refused(let refusal): refusal.status == 412 || refusal.status == 416
        default: false
        }
    }
}

extension FilesClientError {
    /// Why a request has no answer.
    init(_ error: HTTPClientError) {
        self =
            switch error {
            case .cannotConnect(let reason): .cannotConnect(reason)
            case .connectionFailed(let reason, let isHandshakeComplete):
                .connectionFailed(reason, isHandshakeComplete: isHandshakeComplete)
            case .timedOut(let activity, let seconds): .timedOut(during: activity, seconds: seconds)
            case .malformedAnswer(let reason): .malformedAnswer(reason)
            }
    }

    /// Does what may fail on this side.
    static func local<Value>(_ body: () throws(FilesError) -> Value) throws(FilesClientError) -> Value {
        do throws(FilesError) { return try body() } catch { throw .local(error) }
    }
}

/// How a server refused a request: a problem document (RFC 9457), as far as it sent one.
public struct ServerRefusal: Sendable, Hashable {
    /// The HTTP status.
    public let status: Int
    /// The stable code of docs/FILES.md.
    public let code: String?
    /// A sentence of the server's.
    public let detail: String?
}

/// Why content was refused.
public enum ContentRefusal: Sendable, Hashable {
    /// A block that is not what its leaf says, after all attempts: its number from 0, and its bytes' range.
    case wrongBlock(Int, firstByte: UInt64, lastByte: UInt64)
    /// The manifest's leaves do not have the signed root.
    case wrongRoot
    /// The statement speaks of another path, size or time.
    case otherFile(String)
    /// The manifest cannot be read.
    case malformedManifest(String)
    /// The signature is not good, or its certificate is not one that is trusted for the server's name.
    case badSignature(String)
    /// The uploaded content has another root at the server.
    case otherContent

    var code: String {
        switch self {
        case .wrongBlock: "wrong_block"
        case .wrongRoot: "wrong_root"
        case .otherFile: "other_file"
        case .malformedManifest: "malformed_manifest"
        case .badSignature: "bad_signature"
        case .otherContent: "other_content"
        }
    }
}

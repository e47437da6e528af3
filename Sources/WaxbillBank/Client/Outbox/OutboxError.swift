import WaxbillX509

/// Why a request could not be kept, or found.
package enum OutboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system refused to read or write.
    case file(FileError)
    /// The folder, or a file in it, belongs to somebody else, or others may write to it.
    case notOurs(path: String)
    /// A file is not what this program writes.
    case malformed(path: String)
    /// The key is that of another request.
    case otherRequest(IdempotencyKey)
    /// The same is waiting under this key, with an unknown outcome: a new key might do it twice.
    case waiting(IdempotencyKey, summary: String)
    /// Another process is sending it.
    case busy(IdempotencyKey)

    /// What programs know the error by.
    package var code: String {
        switch self {
        case .file: "outbox_failed"
        case .notOurs: "outbox_not_ours"
        case .malformed: "outbox_malformed"
        case .otherRequest: "outbox_other_request"
        case .waiting: "outbox_waiting"
        case .busy: "outbox_busy"
        }
    }

    package var description: String {
        switch self {
        case .file(let error): error.description
        case .notOurs(let path): "\(path) belongs to somebody else, or others may write to it"
        case .malformed(let path): "\(path) is no request that was kept"
        case .otherRequest(let key): "the outbox has another request with the key \(key)"
        case .waiting(let key, let summary):
            "the same (\(summary)) is in the outbox as \(key), and what became of it is not known"
        case .busy(let key): "another process is sending \(key)"
        }
    }
}

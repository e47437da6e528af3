import NIOCore
import NIOHTTP1
import Synchronization
import WaxbillHTTPClient

/// Receives a manifest, and gives its leaves to the ledger of the content that comes at the same time.
final class ManifestReceiver: ResponseReceiver {
    private struct State {
        var reader = ManifestReader()
        var head: HTTPResponseHead?
        var problem: ShortAnswer?
        var passedOn = 0
    }

    private let ledger: BlockLedger?
    private let state = Mutex(State())

    init(_ ledger: BlockLedger?) { self.ledger = ledger }

    /// The manifest, once the answer has come to its end: leaves, root and size belong together. Who signed it is not verified.
    /// - Throws: ``FilesClientError``.
    func manifest() throws(FilesClientError) -> (FileManifest, entityTag: String?) {
        let (reader, head, problem) = state.withLock { ($0.reader, $0.head, $0.problem) }
        if let head, let problem { throw .refused(ServerRefusal(head, problem.body)) }
        do throws(ManifestError) {
            return (try reader.finish(), head?.headers.first(name: "ETag"))
        } catch {
            throw FilesClientError(error)
        }
    }

    func receive(head: HTTPResponseHead, flow: ReadFlow) {
        state.withLock { state in
            state.head = head
            if head.status != .ok { state.problem = ShortAnswer(limit: ServerRefusal.longest) }
        }
    }

    func receive(body: ByteBuffer) throws {
        if let problem = state.withLock({ $0.problem }) { return try problem.receive(body: body) }
        let leaves = try state.withLock { state in
            do throws(ManifestError) { try state.reader.receive(body) } catch { throw FilesClientError(error) }
            guard ledger != nil else { return state.reader.leaves.dropFirst(state.reader.leaves.count) }
            defer { state.passedOn = state.reader.leaves.count }
            return state.reader.leaves.dropFirst(state.passedOn)
        }
        if let ledger, let size = state.withLock({ $0.reader.size }), size != ledger.grid.size {
            throw FilesClientError.otherVersion
        }
        try ledger?.expect(leaves)
    }

    func receiveEnd() {}

    func receiveFailure(_ error: any Error) {}
}

extension FilesClientError {
    /// What is wrong with a manifest that a server sent.
    init(_ error: ManifestError) {
        self =
            switch error {
            case .wrongRoot: .contentRefused(.wrongRoot)
            case .wrongSize, .wrongPath: .contentRefused(.otherFile(error.description))
            case .statement: .contentRefused(.badSignature(error.description))
            default: .contentRefused(.malformedManifest(error.description))
            }
    }
}

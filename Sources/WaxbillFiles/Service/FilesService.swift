import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import WaxbillHummingbird

/// Answers requests for the files of a folder (docs/FILES.md).
final class FilesService: Sendable {
    let files: PooledFolder
    let uploads: UploadStore
    let manifests: ManifestCache
    let rights: RightsRules
    let maximumUpload: Int
    /// Where file system calls wait.
    let pool: NIOThreadPool
    let memory = TransferMemory()
    private let date = CachedDate()
    private let onRequest: (@Sendable (ServedRequest) -> Void)?

    /// - Parameters:
    ///   - manifests: makes and keeps manifests.
    ///   - onRequest: is told of each request when it has been answered.
    init(
        folder: ServedFolder, manifests: ManifestCache, options: FilesServerOptions, pool: NIOThreadPool = .singleton,
        onRequest: (@Sendable (ServedRequest) -> Void)? = nil
    ) {
        files = PooledFolder(folder: folder, pool: pool)
        uploads = UploadStore(folder)
        self.manifests = manifests
        rights = options.rights
        maximumUpload = options.maximumUpload
        self.pool = pool
        self.onRequest = onRequest
    }

    /// Answers a request.
    /// - Throws: where the connection has to be ended, because the answer could not be completed.
    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let exchange = Exchange(request, channel)
        var answer: Answer
        var content: RequestContent?
        do {
            let incoming = try RequestContent(request)
            content = incoming
            answer = try await self.answer(exchange, incoming)
        } catch let error as FilesError {
            answer = Answer(error)
        } catch RequestBodyError.tooSlow {
            answer = Answer(FilesError(.tooSlow, "\(RequestBodyError.tooSlow)"))
        } catch {
            // Nobody is there any more who could read an answer.
            report(Answer(.badRequest), exchange, content, interruption: "\(error)")
            throw error
        }
        if exchange.request.method == .head { answer = answer.withoutContent }
        // Without a length, an answer over HTTP/1.1 that has no content would be sent in chunks.
        if answer.status == .created { answer.fields[.contentLength] = "0" }
        try await send(answer, exchange, content, writer)
    }

    private func send(
        _ answer: Answer, _ exchange: Exchange, _ content: RequestContent?, _ writer: consuming ResponseWriter
    ) async throws {
        var fields = answer.fields
        fields[.date] = date.text(at: Int64(exchange.time))
        let head = HTTPResponse(status: answer.status, headerFields: fields)
        do {
            try await writer.write(response: head, body: answer.body)
        } catch {
            report(answer, exchange, content, interruption: "\(error)")
            throw error
        }
        report(answer, exchange, content, interruption: nil)
    }

    private func report(
        _ answer: Answer, _ exchange: Exchange, _ content: RequestContent?, interruption: String?
    ) {
        guard let onRequest else { return }
        let received = content?.receivedSize ?? 0
        onRequest(
            ServedRequest(
                time: exchange.time, identity: exchange.identity,
                address: exchange.address?.description, method: exchange.request.method.rawValue,
                target: exchange.request.path ?? "", status: answer.status.code, code: answer.code?.rawValue,
                bytes: received > 0 ? received : exchange.sent.count(of: answer),
                duration: Double((NIODeadline.now() - exchange.begin).nanoseconds) / 1e9, interruption: interruption))
    }
}

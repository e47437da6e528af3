import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import WaxbillHummingbird

/// Answers requests for the files of a folder (docs/FILES.md).
final class FilesService: Sendable {
    let folder: ServedFolder
    let rights: RightsRules
    let maximumUpload: Int
    /// Where file system calls wait.
    let pool: NIOThreadPool
    let transfers = ActiveTransfers()
    private let date = CachedDate()
    private let onRequest: (@Sendable (ServedRequest) -> Void)?

    init(
        folder: ServedFolder, options: FilesServerOptions, pool: NIOThreadPool = .singleton,
        onRequest: (@Sendable (ServedRequest) -> Void)? = nil
    ) {
        self.folder = folder
        rights = options.rights
        maximumUpload = options.maximumUpload
        self.pool = pool
        self.onRequest = onRequest
    }

    /// How much of a refused request's content is read and thrown away before the connection is ended.
    private static let mostDiscarded = 16 << 20

    /// Answers a request.
    /// - Throws: where the connection has to be ended: because the answer could not be completed, or too much of the request is
    ///   left.
    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let exchange = Exchange(request, channel)
        var answer: Answer
        var content: RequestContent?
        do {
            let incoming = try RequestContent(request)
            content = incoming
            answer = try await self.answer(exchange, incoming, writer)
        } catch let error as FilesError {
            answer = Answer(error)
        }
        if exchange.request.method == .head { answer = answer.withoutContent }
        let isDone = exchange.hasNoContent || content?.isAtEnd == true
        // A client that waits to be asked for its content may send it or not: nobody knows what comes next.
        if !isDone, !exchange.isHTTP2 { answer.fields[.connection] = "close" }
        try await send(answer, exchange, content, writer)
        guard !isDone else { return }
        _ = try await content?.discardRest(limit: Self.mostDiscarded)
        throw ContentLeftUnread()
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
                address: exchange.channel.remoteAddress?.description, method: exchange.request.method.rawValue,
                target: exchange.request.path ?? "", status: answer.status.code, code: answer.code?.rawValue,
                bytes: received > 0 ? received : exchange.sent.count(of: answer),
                duration: Double((NIODeadline.now() - exchange.begin).nanoseconds) / 1e9, interruption: interruption))
    }
}

/// A request was answered before all of its content was read.
struct ContentLeftUnread: Error {}

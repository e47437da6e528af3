import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import WaxbillHummingbird

/// Answers requests to a bank (docs/BANK.md).
final class BankService: Sendable {
    let store: any LedgerStore
    let writer: any LedgerWriting
    let sealer: BlockSealer
    let roles: BankRoles
    let metrics: BankMetrics
    let health = StoreHealth()
    let hasPages: Bool
    private let limits: RateLimits?
    private let date = CachedDate()
    private let logger: Logger
    private let onRequest: (@Sendable (AnsweredRequest) -> Void)?

    /// - Parameter onRequest: is told of each request when it has been answered.
    init(
        store: any LedgerStore, writer: any LedgerWriting, sealer: BlockSealer, options: BankServerOptions,
        metrics: BankMetrics = BankMetrics(), onRequest: (@Sendable (AnsweredRequest) -> Void)? = nil
    ) {
        self.store = store
        self.writer = writer
        self.sealer = sealer
        self.metrics = metrics
        self.onRequest = onRequest
        roles = options.roles
        hasPages = options.hasPages
        limits = options.rate.map { RateLimits(rate: $0, burst: options.burst ?? 2 * $0) }
        var logger = Logger(label: "waxbill")
        logger.logLevel = .critical
        self.logger = logger
    }

    /// What answers by path and method.
    func responder() -> RouterResponder<BankContext> {
        let router = Router(context: BankContext.self, options: .autoGenerateHeadEndpoints)
        for route in BankRoute.allCases where hasPages || !route.isPage {
            router.on(RouterPath(route.path), method: route.method) { [self] request, context in
                context.notes.note(route: route)
                return try await answer(route, request, context)
            }
        }
        return router.buildResponder()
    }

    /// Answers a request.
    /// - Throws: where the connection has to be ended, because the answer could not be completed.
    func respond(
        to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel,
        by responder: RouterResponder<BankContext>
    ) async throws {
        let begin = NIODeadline.now()
        let time = BankTime.now()
        let context = BankContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        // A channel that has closed does not know any more.
        let address = onRequest == nil ? nil : channel.remoteAddress
        var response = await self.response(to: request, context, responder)
        response.headers[.date] = date.text(at: time / 1000)
        let status = response.status
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch {
            report(request, context, status, address, time, begin, interruption: "\(error)")
            throw error
        }
        report(request, context, status, address, time, begin, interruption: nil)
    }

    private func response(
        to request: Request, _ context: BankContext, _ responder: RouterResponder<BankContext>
    ) async -> Response {
        do {
            try limit(context)
            let response = try await responder.respond(to: request, context: context)
            guard response.status == .notFound, context.notes.current.route == nil else { return response }
            throw unrouted(request)
        } catch {
            let problem = (error as? Problem) ?? Problem(.bodyIncomplete, "The request did not come whole")
            context.notes.note(code: problem.code, entry: problem.entry)
            if isForBrowser(request, context) { return problem.page }
            return problem.response
        }
    }

    /// - Throws: `rate_limited`.
    private func limit(_ context: BankContext) throws(Problem) {
        guard let limits, let wait = limits.admit(context.identity ?? "") else { return }
        var problem = Problem(.rateLimited, "More requests than are allowed")
        problem.retryAfter = Int((wait + 999_999_999) / 1_000_000_000)
        throw problem
    }

    /// There is no such path, or not with this method.
    private func unrouted(_ request: Request) -> Problem {
        let path = (request.head.path ?? "").prefix { $0 != "?" }
        let routes = BankRoute.allCases.filter { (hasPages || !$0.isPage) && $0.matches(path: path) }
        guard !routes.isEmpty else { return Problem(.notFound, "There is no such path") }
        var problem = Problem(.methodNotAllowed, "\(request.method.rawValue) is not for this")
        let methods = routes.flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] }
        problem.allowed = methods.joined(separator: ", ")
        return problem
    }

    private func isForBrowser(_ request: Request, _ context: BankContext) -> Bool {
        hasPages
            && (context.notes.current.route?.isPage ?? AcceptedTypes(field: request.headers[.accept]).names("text/html"))
    }

    private func report(
        _ request: Request, _ context: BankContext, _ status: HTTPResponse.Status, _ address: SocketAddress?,
        _ time: Int64, _ begin: NIODeadline, interruption: String?
    ) {
        let notes = context.notes.current
        let duration = (NIODeadline.now() - begin).nanoseconds
        metrics.count(route: notes.route, status: status.code, code: notes.code, nanoseconds: duration)
        guard let onRequest else { return }
        onRequest(
            AnsweredRequest(
                time: time, identity: context.identity, address: address?.description,
                method: request.method.rawValue, target: request.head.path ?? "", status: status.code,
                code: notes.code?.rawValue, entry: notes.entry, duration: Double(duration) / 1e9,
                interruption: interruption))
    }
}

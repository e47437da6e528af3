import Hummingbird

extension BankService {
    /// The answer to a request whose path and method are a route's.
    /// - Throws: `Problem`, and what the connection throws.
    func answer(_ route: BankRoute, _ request: Request, _ context: BankContext) async throws -> Response {
        switch route {
        case .openAccount, .deposit, .withdraw, .closeAccount, .pay, .placeHold, .captureHold, .voidHold:
            try await carryOut(route, request, context)
        case .listAccounts: try await listAccounts(request, context)
        case .getAccount: try await account(request, context)
        case .getStatement: try await statement(request, context)
        case .listHolds: try await holds(context)
        case .getHold: try await hold(context)
        case .getEntry: try await entry(context)
        case .getReceipt: try await receipt(context)
        case .listJournal: try await journal(request, context)
        case .listBlocks: try await blocks(request, context)
        case .getHealth: await healthReport()
        case .getMetrics: try await metricsText(context)
        case .getDescription: Response.json(.ok, BankDescription.document)
        case .accountsPage: try await accountsPage(request, context)
        case .accountPage: try await accountPage(request, context)
        case .payForm: try await payForm(request, context)
        }
    }
}

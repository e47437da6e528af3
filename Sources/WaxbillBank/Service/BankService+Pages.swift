import Hummingbird
extension BankService {
    func accountsPage(_ request: Request, _ context: BankContext) async throws -> Response { throw Problem(.notFound, "x") }
    func accountPage(_ request: Request, _ context: BankContext) async throws -> Response { throw Problem(.notFound, "x") }
    func payForm(_ request: Request, _ context: BankContext) async throws -> Response { throw Problem(.notFound, "x") }
}

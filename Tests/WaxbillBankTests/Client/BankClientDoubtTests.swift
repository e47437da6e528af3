import NIOCore
import Synchronization
import Testing
import WaxbillTLS
import WaxbillX509

@testable import WaxbillBank

/// What leaves it open whether a request was carried out, and what does not.
@Suite struct BankClientDoubtTests {
    private let yard = OutboxYard()

    private func failure(_ configuration: BankClientConfiguration) async throws -> BankClientError? {
        let client = BankClient(configuration)
        defer { client.close() }
        let command = try LedgerCommand.testDeposit()
        do throws(BankClientError) {
            _ = try await client.carryOut(command)
            return nil
        } catch {
            return error
        }
    }

    /// The bank may be about to answer. On a busy machine some attempts may not come so far.
    @Test func silenceLeavesDoubt() async throws {
        let bank = try await ScriptedBank { _, _ in .silence }
        let error = try await failure(try bank.configuration(outbox: yard.outbox, retries: 3, timeout: .seconds(2)))
        guard case .outcomeUnknown(_, .timedOut) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(yard.names.count == 1)
        try await bank.close()
    }

    /// The request was not sent.
    @Test func aBankThatIsNotTrustedLeavesNone() async throws {
        let bank = try await ScriptedBank { _, _ in .done }
        let other = try CertificateAuthority(name: "Another Root")
        let configuration = try bank.configuration(
            outbox: yard.outbox, verifier: ChainVerifier(roots: other.trustRoots))
        guard case .connectionFailed(_, isHandshakeComplete: false) = try await failure(configuration) else {
            Issue.record("it was sent")
            return
        }
        #expect(bank.requests.isEmpty && yard.names.isEmpty)
        try await bank.close()
    }

    @Test(arguments: [204, 301, 302, 304]) func onlyAnAnswerIsOne(status: Int) async throws {
        let bank = try await ScriptedBank { _, _ in .answer(status, "") }
        let error = try await failure(try bank.configuration(outbox: yard.outbox, retries: 0))
        #expect(error?.code == (status == 204 ? "outcome_unknown" : "http_\(status)"))
        try await bank.close()
    }

    @Test func anUnreachableBankIsTriedAgain() async throws {
        let bank = try await ScriptedBank { _, _ in .done }
        try await bank.close()
        var configuration = try bank.configuration(outbox: yard.outbox, retries: 3)
        let tries = Mutex(0)
        configuration.onRetry = { _, _ in tries.withLock { $0 += 1 } }
        #expect(try await failure(configuration)?.code == "cannot_connect")
        #expect(tries.withLock { $0 } == 3)
        #expect(yard.names.isEmpty)
    }
}

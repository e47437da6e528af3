import NIOCore
import Synchronization
import Testing
import WaxbillTLS

@testable import WaxbillBank

/// What a client makes of answers, and of their absence.
@Suite struct BankClientTests {
    private let yard = OutboxYard()

    private func client(_ bank: ScriptedBank, retries: Int = 3) throws -> BankClient {
        BankClient(try bank.configuration(outbox: yard.outbox, retries: retries))
    }

    /// Has a deposit carried out, and gives the error.
    private func failure(_ client: BankClient, key: IdempotencyKey = .new()) async throws -> BankClientError {
        let command = try LedgerCommand.testDeposit()
        do throws(BankClientError) {
            _ = try await client.carryOut(command, key: key)
        } catch {
            return error
        }
        throw Passed()
    }

    private struct Passed: Error {}

    @Test func anAnswerEndsTheMatter() async throws {
        let bank = try await ScriptedBank { _, _ in .done }
        let client = try client(bank)
        let key = IdempotencyKey.new()
        let answer = try await client.carryOut(try .testDeposit(), key: key)
        #expect(answer.value.entry == 7)
        #expect(answer.value.postings.first?.balance == 12500)
        #expect(
            bank.requests == [
                .init(
                    method: "POST", target: "/v1/accounts/alice/deposits", key: key.description,
                    body: #"{"amount":2500,"currency":"EUR"}"#)
            ])
        #expect(yard.names.isEmpty)
        client.close()
        try await bank.close()
    }

    @Test func itIsKeptBeforeItIsSent() async throws {
        let yard = yard
        let seen = Mutex<[String]>([])
        let bank = try await ScriptedBank { _, _ in
            seen.withLock { $0 = yard.names }
            return .done
        }
        let client = try client(bank)
        let key = IdempotencyKey.new()
        _ = try await client.carryOut(try .testDeposit(), key: key)
        #expect(seen.withLock { $0 } == ["\(key).json"])
        try await bank.close()
    }

    /// The bank decides, and the answer gets lost: the same key is sent again.
    @Test(arguments: [1, 2, 3])
    func lostAnswersAreAskedForAgain(losses: Int) async throws {
        let bank = try await ScriptedBank { _, count in count < losses ? .lost : .done }
        let client = try client(bank)
        _ = try await client.carryOut(try .testDeposit())
        #expect(bank.requests.count == losses + 1)
        #expect(Set(bank.requests).count == 1)
        #expect(yard.names.isEmpty)
        try await bank.close()
    }

    @Test func whatIsNotKnownStaysAndIsAskedLater() async throws {
        let bank = try await ScriptedBank { _, count in count < 3 ? .lost : .done }
        let client = try client(bank, retries: 2)
        let key = IdempotencyKey.new()
        let error = try await failure(client, key: key)
        #expect(error.code == "outcome_unknown")
        guard case .outcomeUnknown(key, .connectionFailed) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(yard.names == ["\(key).json"])
        // The same is not asked under another key meanwhile.
        guard case .outbox(.waiting(key, _)) = try await failure(client) else {
            Issue.record("it was asked twice")
            return
        }
        #expect(bank.requests.count == 3)
        let answer = try await client.deliver(try yard.outbox.take(key))
        #expect(answer.value.entry == 7)
        #expect(Set(bank.requests).count == 1)
        #expect(yard.names.isEmpty)
        try await bank.close()
    }

    /// A bank that cannot be reached does not say what became of what was sent before.
    @Test func anUnreachableBankLeavesTheDoubt() async throws {
        let bank = try await ScriptedBank { _, _ in .lost }
        let client = try client(bank, retries: 0)
        let key = IdempotencyKey.new()
        _ = try await failure(client, key: key)
        try await bank.close()
        do {
            _ = try await client.deliver(try yard.outbox.take(key))
            Issue.record("it was answered")
        } catch BankClientError.outcomeUnknown(key, .cannotConnect) {}
        #expect(yard.names == ["\(key).json"])
        // What was never sent leaves none.
        let error = try await failure(BankClient(try bank.configuration(outbox: OutboxYard().outbox, retries: 1)))
        #expect(error.code == "cannot_connect")
    }

    @Test(arguments: [
        (409, "insufficient_funds", #","entry":9,"available":120"#), (403, "not_authorized", ""),
        (422, "idempotency_mismatch", ""), (404, "account_not_found", #","entry":9"#),
    ])
    func refusalsAreAnswers(status: Int, code: String, members: String) async throws {
        let bank = try await ScriptedBank { _, _ in .problem(status, code, members) }
        let error = try await failure(try client(bank))
        guard case .refused(let refusal) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(refusal.status == status && refusal.code == code && refusal.detail == "as the script says")
        #expect(refusal.entry == (members.isEmpty ? nil : 9))
        #expect(refusal.available == (code == "insufficient_funds" ? 120 : nil))
        #expect(refusal.isNotAuthorized == (status == 403))
        #expect(bank.requests.count == 1)
        #expect(yard.names.isEmpty)
        try await bank.close()
    }

    /// After a lost answer, only what is recorded about the key says what became of the request.
    @Test(arguments: [
        (409, "insufficient_funds", #","entry":9"#, true), (422, "idempotency_mismatch", "", true),
        (403, "identity_required", "", false), (429, "rate_limited", "", false), (503, "overloaded", "", false),
    ])
    func refusalsAfterALostAnswer(status: Int, code: String, members: String, isConclusive: Bool) async throws {
        let bank = try await ScriptedBank { _, count in count == 0 ? .lost : .problem(status, code, members) }
        let error = try await failure(try client(bank, retries: 2))
        #expect(error.code == (isConclusive ? code : "outcome_unknown"))
        #expect(yard.names.isEmpty == isConclusive)
        try await bank.close()
    }

    @Test(arguments: [
        (429, "rate_limited", "rate_limited"), (503, "overloaded", "overloaded"),
        (503, "shutting_down", "shutting_down"), (503, "storage_failed", "outcome_unknown"),
        (500, "anything", "outcome_unknown"),
    ])
    func aBankWithoutTimeIsAskedAgain(status: Int, code: String, ending: String) async throws {
        let bank = try await ScriptedBank { _, count in count < 2 ? .problem(status, code) : .done }
        let client = try client(bank, retries: 2)
        _ = try await client.carryOut(try .testDeposit())
        #expect(bank.requests.count == 3)
        #expect(yard.names.isEmpty)
        let busy = try await ScriptedBank { _, _ in .problem(status, code) }
        let error = try await failure(try self.client(busy, retries: 1))
        #expect(error.code == ending)
        #expect(busy.requests.count == 2)
        #expect(yard.names.isEmpty == (ending != "outcome_unknown"))
        try await bank.close()
        try await busy.close()
    }

    @Test func pausesGrowUpToALimit() throws {
        var configuration = BankClientConfiguration(
            host: "::1", serverName: try ServerName("localhost"), verifier: NoVerifier())
        #expect(configuration.server == "[::1]:8443")
        configuration.firstPause = .milliseconds(200)
        configuration.longestPause = .seconds(2)
        let pauses = (0..<6).map { configuration.pause($0, asked: nil) }
        #expect(pauses == [200, 400, 800, 1600, 2000, 2000].map { .milliseconds($0) })
        #expect(configuration.pause(0, asked: 1) == .seconds(1))
        #expect(configuration.pause(0, asked: 3600) == .seconds(2))
        #expect(configuration.pause(200, asked: -5) == .seconds(2))
    }

    @Test func theServerSaysHowLongToWait() async throws {
        let bank = try await ScriptedBank { _, count in
            count == 0 ? .answer(503, #"{"code":"overloaded"}"#, fields: ["Retry-After": "1"]) : .done
        }
        var configuration = try bank.configuration(outbox: yard.outbox)
        let pauses = Mutex<[Duration]>([])
        configuration.onRetry = { _, pause in pauses.withLock { $0.append(pause) } }
        _ = try await BankClient(configuration).carryOut(try .testDeposit())
        #expect(pauses.withLock { $0 } == [.milliseconds(20)])
        try await bank.close()
    }

    /// The client's handshake is complete when the server refuses its certificate: nothing has been read of the request.
    @Test func aRefusedCertificateLeavesNoDoubt() async throws {
        let bank = try await ScriptedBank(trustsClients: false) { _, _ in .done }
        let error = try await failure(try client(bank))
        guard case .connectionFailed(let reason, _) = error, let tls = reason as? TLSError else {
            Issue.record("\(error)")
            return
        }
        #expect(tls.fault == .alertReceived(.unknownCA))
        #expect(bank.requests.isEmpty)
        #expect(yard.names.isEmpty)
        try await bank.close()
    }

    @Test(arguments: ["<html>", "[]", "{}", #"{"entry":-1}"#, ""])
    func whatIsNoAnswerLeavesDoubt(text: String) async throws {
        let bank = try await ScriptedBank { _, _ in .answer(200, text) }
        let error = try await failure(try client(bank))
        guard case .outcomeUnknown(_, .malformedAnswer) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(bank.requests.count == 1)
        #expect(yard.names.count == 1)
        try await bank.close()
    }
}

private struct NoVerifier: CertificateVerifier {
    func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        .refused(CertificateRefusal(.other, "nothing is verified here"))
    }
}

import ArgumentParser
import WaxbillBank

/// `waxbill bank outbox send`.
struct BankOutboxSend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send requests again, with the same keys, and say what became of them.",
        discussion: """
            Without keys, all that are kept; with --server, those for that bank only. The certificate has to be that of whoever asked first.

            \(BankClientOptions.discussion)

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The requests' keys.", valueName: "key"), transform: IdempotencyKey.parse)
    var keys: [IdempotencyKey] = []

    @OptionGroup var place: OutboxOptions

    @OptionGroup var client: BankClientOptions

    func run() async throws {
        let outbox = place.box()
        let all = try CommandFailure.ofOutbox { () throws(OutboxError) in try outbox.requests() }
        for key in keys where !all.contains(where: { $0.request.key == key }) {
            throw CommandFailure(.noInput, "there is no request \(key) in \(escaped(outbox.path))")
        }
        var status: ExitStatus?
        for (request, isBusy) in all where isMeant(request) {
            guard !isBusy else {
                say("\(request.key) is being sent by another process")
                continue
            }
            do {
                try await send(request, outbox)
            } catch let failure as CommandFailure {
                say(
                    "\(request.key) (\(escaped(request.summary))): \(failure.message)"
                        + (failure.advice.map { "\n  hint: \($0)" } ?? ""))
                if status == nil { status = failure.status }
            }
        }
        if let status { throw ExitCode(status) }
    }

    private func isMeant(_ request: PendingRequest) -> Bool {
        guard keys.isEmpty else { return keys.contains(request.key) }
        return client.server.map { $0.description == request.server } ?? true
    }

    private func send(_ request: PendingRequest, _ outbox: Outbox) async throws {
        let endpoint = try Endpoint.parse(request.server, defaultPort: BankClientConfiguration.defaultPort)
        let configuration = try client.configuration(endpoint, outbox: outbox)
        guard configuration.identity == request.identity else {
            throw CommandFailure(
                .notPermitted,
                "it was asked for as \(Self.name(request.identity)), not as \(Self.name(configuration.identity))",
                advice: "give the --cert and --key of then")
        }
        let bank = BankClient(configuration)
        defer { bank.close() }
        do throws(BankClientError) {
            let kept: KeptRequest
            do throws(OutboxError) { kept = try outbox.take(request.key) } catch { throw .outbox(error) }
            let answer = try await bank.deliver(kept)
            do { try EntryReport(key: request.key, answer: answer).write(client) } catch {
                throw .malformedAnswer("it is no JSON object")
            }
        } catch {
            throw client.fail(BankFailure(error, server: endpoint, key: request.key))
        }
    }

    private static func name(_ identity: String?) -> String {
        identity.map { escaped($0) } ?? "somebody without a name"
    }

    private func say(_ text: String) { StandardError.writeLine("waxbill: \(text)") }
}

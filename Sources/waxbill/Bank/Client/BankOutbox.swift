import ArgumentParser
import WaxbillBank

/// `waxbill bank outbox`.
struct BankOutbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "See, send again or forget requests of which it is not known what became of them.",
        discussion: """
            A request is kept here from before it is sent until the bank has answered. One that stays was interrupted, or had no answer: \
            'send' asks for it, with the same key, so that it counts once.

            EXAMPLES:
              waxbill bank outbox
              waxbill bank outbox send
              waxbill bank outbox drop 0192f7a5b3c47d8e9fa0b1c2d3e4f506
            """,
        subcommands: [BankOutboxList.self, BankOutboxSend.self, BankOutboxDrop.self],
        defaultSubcommand: BankOutboxList.self)
}

/// `waxbill bank outbox list`.
struct BankOutboxList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show what is kept, the oldest first.")

    @OptionGroup var place: OutboxOptions

    @Flag(help: "Write JSON to standard output: an object a request, each on a line.")
    var json = false

    func run() throws {
        for (request, isBusy) in try CommandFailure.ofOutbox({ () throws(OutboxError) in try place.box().requests() }) {
            guard !json else {
                try JSONOutput.writeLine(KeptReport(request, isBusy: isBusy))
                continue
            }
            let who = request.identity.map { " as \(escaped($0))" } ?? ""
            StandardOutput.writeLine(
                "\(request.key)  \(request.madeAt)  \(escaped(request.server))\(who)  \(escaped(request.summary))"
                    + (isBusy ? "  (being sent)" : ""))
        }
    }
}

/// `waxbill bank outbox drop`.
struct BankOutboxDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Forget requests, whatever became of them.")

    @Argument(help: ArgumentHelp("The requests' keys.", valueName: "key"), transform: IdempotencyKey.parse)
    var keys: [IdempotencyKey]

    @OptionGroup var place: OutboxOptions

    func run() throws {
        for key in keys {
            let request = try CommandFailure.ofOutbox { () throws(OutboxError) in try place.box().drop(key) }
            StandardError.writeLine("dropped \(key): \(escaped(request.summary))")
        }
    }
}

/// What `--json` writes about a request that is kept.
private struct KeptReport: Encodable {
    let key: String
    let time: String
    let server: String
    let identity: String?
    let target: String
    let content: String
    let summary: String
    let isBusy: Bool

    init(_ request: PendingRequest, isBusy: Bool) {
        key = request.key.description
        time = request.madeAt
        server = request.server
        identity = request.identity
        target = request.target
        content = request.content
        summary = request.summary
        self.isBusy = isBusy
    }
}

extension CommandFailure {
    /// Does something with the outbox.
    static func ofOutbox<Value>(_ body: () throws(OutboxError) -> Value) throws -> Value {
        do throws(OutboxError) {
            return try body()
        } catch {
            throw CommandFailure(
                BankFailure.status(error), escaped(error.description), advice: BankFailure.advice(error))
        }
    }
}

import ArgumentParser
import Foundation
import WaxbillBank

/// How something is changed at a bank, exactly once.
struct BankRequestOptions: ParsableArguments {
    static let discussion = """
        The request gets a key, and is kept in the outbox until the bank has answered: sent again with the same key, it counts once. \
        Where what became of it is not known after all (79), 'waxbill bank outbox send' asks again.

        \(BankClientOptions.discussion)
        """
    static let statuses = """
        \(BankClientOptions.statuses)
          79  it is not known whether it was done: see 'waxbill bank outbox'
        """

    @OptionGroup var client: BankClientOptions

    @OptionGroup var place: OutboxOptions

    @Option(
        help: ArgumentHelp(
            "The request's key, 32 hexadecimal digits or a UUID: that of an earlier attempt, or one of your own; default: a new one.",
            valueName: "key"),
        transform: IdempotencyKey.parse)
    var id: IdempotencyKey?

    /// Has the bank do something, and says what it did.
    /// - Parameter prepare: says what, once what has to be known for it has been asked for, and the currency of the amounts in it.
    /// - Throws: ``CommandFailure``.
    func carryOut(_ prepare: (BankClient) async throws -> (LedgerCommand, Currency?)) async throws {
        let (endpoint, bank) = try client.prepare { () -> (Endpoint, BankClient) in
            let named = try client.endpoint()
            return (named, BankClient(try client.configuration(named, outbox: place.box())))
        }
        defer { bank.close() }
        let key = id ?? .new()
        var (isAsked, currency) = (false, Currency?.none)
        do {
            let command: LedgerCommand
            (command, currency) = try await prepare(bank)
            isAsked = true
            let answer = try await bank.carryOut(command, key: key)
            try EntryReport(key: key, answer: answer, currency: currency).write(client)
        } catch let error as BankClientError {
            throw client.fail(BankFailure(error, server: endpoint, key: isAsked ? key : nil, currency: currency))
        } catch  where !isAsked {
            throw client.notAsked(error)
        }
    }
}

/// Where requests are kept.
struct OutboxOptions: ParsableArguments {
    @Option(
        name: .customLong("outbox"),
        help: ArgumentHelp(
            "Where requests are kept until there is an answer; default: WAXBILL_OUTBOX, or waxbill/outbox in XDG_STATE_HOME.",
            valueName: "dir"), completion: .directory)
    var folder: String?

    /// The outbox.
    func box() -> Outbox {
        let environment = ProcessInfo.processInfo.environment
        if let folder = folder ?? environment.value("WAXBILL_OUTBOX") { return Outbox(path: folder) }
        // A relative XDG_STATE_HOME is to be ignored (XDG Base Directory Specification).
        let state = environment.value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment.value("HOME") ?? NSHomeDirectory()
        return Outbox(path: "\(state ?? "\(home)/.local/state")/waxbill/outbox")
    }
}

extension IdempotencyKey {
    /// - Throws: `ValidationError` for what is no key.
    static func parse(_ text: String) throws -> IdempotencyKey {
        guard let key = IdempotencyKey(text) else {
            throw ValidationError("\"\(escaped(text))\" is no key: 32 hexadecimal digits, or a UUID.")
        }
        return key
    }
}

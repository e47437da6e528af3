import ArgumentParser
import WaxbillBank

/// `waxbill bank void`.
struct BankVoid: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Give back what is held; for the payee, and tellers.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank void 17

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The number of the hold.", valueName: "hold"))
    var hold: UInt64

    @OptionGroup var request: BankRequestOptions

    func run() async throws { try await request.carryOut { _ in (.void(hold: hold), nil) } }
}

import ArgumentParser

/// `waxbill bank receipt`.
struct BankReceipt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Fetch a proof that the bank has an entry, and check it without the bank.",
        subcommands: [BankReceiptGet.self, BankReceiptVerify.self]
    )
}

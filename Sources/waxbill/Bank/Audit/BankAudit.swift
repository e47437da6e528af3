import ArgumentParser

/// `waxbill bank audit`.
struct BankAudit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Recompute a ledger, and find out whether it is whole.",
        subcommands: [BankAuditVerify.self]
    )
}

import ArgumentParser

/// `waxbill bank`: payments over mutual TLS.
struct Bank: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bank",
        abstract: "Keep accounts, and pay, over mutual TLS.",
        subcommands: [
            BankServe.self,
            BankOpen.self, BankDeposit.self, BankWithdraw.self, BankPay.self, BankBalance.self, BankStatement.self,
            BankHold.self, BankHolds.self, BankCapture.self, BankVoid.self, BankClose.self, BankAccounts.self,
            BankMenu.self,
            BankOutbox.self, BankReceipt.self, BankAudit.self,
        ]
    )
}

import ArgumentParser

/// `waxbill bank`: payments over mutual TLS. Not listed before there is something to call.
struct Bank: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bank",
        abstract: "Keep accounts, and pay, over mutual TLS.",
        shouldDisplay: false,
        subcommands: [
            BankOpen.self, BankDeposit.self, BankWithdraw.self, BankPay.self, BankBalance.self, BankStatement.self,
            BankHold.self, BankCapture.self, BankVoid.self, BankClose.self, BankAccounts.self, BankMenu.self,
            BankOutbox.self,
        ]
    )
}

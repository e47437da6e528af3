import ArgumentParser
import WaxbillBank

/// `waxbill bank menu`.
struct BankMenu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "menu",
        abstract: "Deposit, withdraw and look at an account's balance, by a menu.",
        discussion: """
            It asks until it is told to exit, or the input ends; what goes wrong is said, and the menu comes again. To deposit takes a \
            teller's certificate. Input may come from a pipe, a choice or an amount on each line.

            \(BankClientOptions.discussion)

            EXAMPLES:
              waxbill bank menu alice-1 --server bank.example \\
                  --ca ca.pem --cert alice.pem --key alice-key.pem
              printf '2\\n20.00\\n3\\n4\\n' | waxbill bank menu alice-1

            EXIT STATUS:
              0   it was told to exit, or the input ended, whatever was refused before
              64  called wrongly
              66  a certificate, key or authority is not there, 65 it is none
            """)

    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @OptionGroup var client: BankClientOptions

    @OptionGroup var place: OutboxOptions

    mutating func validate() throws {
        guard !client.json else { throw ValidationError("a menu is for people: leave --json away.") }
    }

    func run() async throws {
        let endpoint = try client.endpoint()
        let outbox = place.box()
        let bank = BankClient(try client.configuration(endpoint, outbox: outbox))
        defer { bank.close() }
        var session = MenuSession(account: account, bank: bank, server: endpoint, outbox: outbox)
        await session.run()
    }
}

/// A conversation by the menu.
private struct MenuSession {
    /// What can be chosen.
    private enum Choice: String {
        case deposit = "1"
        case withdraw = "2"
        case balance = "3"
        case exit = "4"
    }

    private static let menu = "Deposit : 1   Withdraw : 2   Check Balance : 3   Exit : 4"
    /// The most bytes of a line.
    private static let longest = 1024

    private let account: AccountName
    private let bank: BankClient
    private let server: Endpoint
    private let outbox: Outbox
    private var input = LineReader(limit: longest)
    private var currency: Currency?
    private var isAtEnd = false

    init(account: AccountName, bank: BankClient, server: Endpoint, outbox: Outbox) {
        self.account = account
        self.bank = bank
        self.server = server
        self.outbox = outbox
    }

    /// Goes on until the end is chosen, or the input ends.
    mutating func run() async {
        StandardOutput.writeLine(Self.menu)
        while let line = ask("Your choice: ") {
            do throws(BankClientError) {
                switch Choice(rawValue: line) {
                case .deposit: try await deposit()
                case .withdraw: try await withdraw()
                case .balance: try await showBalance()
                case .exit: return StandardOutput.writeLine("Goodbye.")
                case nil:
                    let shown = line.isEmpty ? "Nothing" : "\"\(escaped(line, limit: 40))\""
                    say("\(shown) is not a choice: type 1, 2, 3 or 4.")
                }
            } catch {
                tell(error)
            }
            // The input may have ended where an amount was asked for.
            guard !isAtEnd else { break }
            StandardOutput.writeLine(Self.menu)
        }
        // The shell's prompt comes on a line of its own.
        StandardOutput.writeLine("")
    }

    private mutating func deposit() async throws(BankClientError) {
        guard let money = try await askForMoney("Amount to deposit") else { return }
        try await carryOut(.deposit(account: account, money))
    }

    private mutating func withdraw() async throws(BankClientError) {
        guard let money = try await askForMoney("Amount to withdraw") else { return }
        try await carryOut(.withdraw(account: account, money))
    }

    private mutating func showBalance() async throws(BankClientError) {
        let answer = try await bank.account(account).value
        let currency = try Currency(answered: answer.currency)
        self.currency = currency
        say("Balance: \(AccountText(answer, currency).balance)")
    }

    /// Asks for an amount in the account's currency; nil where what came is none, which has been said.
    private mutating func askForMoney(_ prompt: String) async throws(BankClientError) -> Money? {
        let currency: Currency
        if let known = self.currency {
            currency = known
        } else {
            currency = try Currency(answered: try await bank.account(account).value.currency)
            self.currency = currency
        }
        guard let line = ask("\(prompt), in \(currency): ") else { return nil }
        switch MenuAmount(line, currency) {
        case .money(let money): return money
        case .none(let why):
            say("\(why) Nothing moved.")
            return nil
        }
    }

    private func carryOut(_ command: LedgerCommand) async throws(BankClientError) {
        let key = IdempotencyKey.new()
        do throws(BankClientError) {
            let answer = try await bank.carryOut(command, key: key)
            say(EntryReport(key: key, answer: answer).sentence.capitalizedFirst + ".")
        } catch {
            guard case .outbox(.waiting(let earlier, _)) = error else { throw error }
            say("The same was asked before, and what became of it is not known. Asking the bank.")
            let kept: KeptRequest
            do throws(OutboxError) { kept = try outbox.take(earlier) } catch { throw .outbox(error) }
            let answer = try await bank.deliver(kept)
            say("It was done once: " + EntryReport(key: earlier, answer: answer).sentence + ".")
        }
    }

    private func tell(_ error: BankClientError) {
        let failure = BankFailure(error, server: server, currency: currency)
        let advice = failure.advice.map { " (\($0))" } ?? ""
        // It may have worked.
        if case .outcomeUnknown = error { return say(failure.sentence.capitalizedFirst + "." + advice) }
        say("That did not work: \(failure.sentence).\(advice)")
    }

    private func say(_ text: String) { StandardOutput.writeLine(text) }

    /// The next line, without the blanks around it; nil at the end of the input.
    private mutating func ask(_ prompt: String) -> String? {
        StandardOutput.write(prompt)
        guard let line = input.next() else {
            isAtEnd = true
            return nil
        }
        if !StandardInput.isTerminal { StandardOutput.writeLine("") }
        let bytes: [UInt8] =
            switch line {
            case .whole(let bytes): bytes
            case .tooLong(let beginning): beginning
            }
        let text = String(decoding: bytes, as: UTF8.self)
        let first = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let last = text.lastIndex { !$0.isWhitespace }
        return last.map { String(text[first...$0]) } ?? ""
    }
}

/// What somebody typed where an amount was asked for.
private enum MenuAmount {
    case money(Money)
    /// It is none; why, in a sentence.
    case none(String)

    init(_ text: String, _ currency: Currency) {
        let shown = escaped(text, limit: 40)
        if text.isEmpty {
            self = .none("An amount is needed, such as 25.00.")
        } else if text.hasPrefix("-") {
            self = .none("An amount cannot be negative: \(shown).")
        } else if let amount = AmountText(text) {
            do {
                self = .money(Money(try amount.amount(in: currency), currency))
            } catch {
                let message = (error as? CommandFailure)?.message ?? "\(shown) is no amount"
                self = .none(message.capitalizedFirst + ".")
            }
        } else {
            self = .none("\"\(shown)\" is not an amount: type digits, such as 25.00.")
        }
    }
}

extension String {
    /// The same with its first letter as a capital.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

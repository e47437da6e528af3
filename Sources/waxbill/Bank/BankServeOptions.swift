import ArgumentParser
import WaxbillBank
import WaxbillHummingbird

/// What a bank is served with, and to whom.
struct BankServeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder that the ledger is in; it is made where it is not there.", valueName: "dir"),
        completion: .directory)
    var data: String?

    @OptionGroup var database: BankDatabaseOptions

    @Option(
        help: ArgumentHelp(
            """
            What of the ledger is checked first: full, or recent (the last block, and all behind it); default: full up to \
            \(StartupCheck.mostFull) entries.
            """, valueName: "check"))
    var check: StartupCheck?

    @Option(
        help: ArgumentHelp(
            "A client that opens and closes accounts, and takes and gives cash. Repeatable.", valueName: "name"))
    var teller: [String] = []

    @Option(help: ArgumentHelp("A client that may read everything. Repeatable.", valueName: "name"))
    var auditor: [String] = []

    @Option(
        help: ArgumentHelp(
            "What a payer pays with each payment, as EUR:0.10. Repeatable.", valueName: "currency:amount"),
        transform: Fee.parse)
    var fee: [Fee] = []

    @Option(help: ArgumentHelp("How many requests a client may make a second; twice as many at once.", valueName: "n"))
    var rate: Int?

    @Flag(help: "Show accounts and take payments on pages for browsers.")
    var ui = false

    @OptionGroup var https: HTTPSServiceOptions

    mutating func validate() throws {
        try BankDatabaseOptions.requireFolder(data)
        if data == nil { database.takeEnvironment() }
        guard (data == nil) != (database.database == nil) else {
            throw ValidationError(
                "the ledger is either in a folder, --data DIR, or in a database, --database URL or WAXBILL_DATABASE.")
        }
        guard (rate ?? 1) > 0 else { throw ValidationError("--rate takes a number from 1 on.") }
        guard Set(fee.map(\.currency)).count == fee.count else {
            throw ValidationError("--fee takes each currency once.")
        }
    }

    /// Where the ledger is, for people.
    var place: String { data ?? "the database" }

    /// - Throws: `CommandFailure` where the ledger cannot be opened.
    func store() throws -> any LedgerStore {
        do throws(LedgerStoreError) {
            if let data { return try SQLiteStore(folder: data) }
            #if PostgreSQL
            if let database = database.database { return try PostgreSQLLedgerStore(database) }
            #endif
        } catch {
            throw CommandFailure(error, in: place)
        }
        throw BankDatabaseOptions.missing
    }

    func options() -> BankServerOptions {
        var options = BankServerOptions()
        options.host = https.listen.host
        options.port = https.listen.port
        options.roles = BankRoles(tellers: Set(teller), auditors: Set(auditor))
        options.fees = Dictionary(fee.map { ($0.currency, $0.amount) }) { $1 }
        options.rate = rate
        options.hasPages = ui
        https.limit(&options.https)
        return options
    }
}

/// What a payment costs in a currency.
struct Fee: Sendable, Equatable {
    let currency: Currency
    let amount: Amount

    /// Reads `EUR:0.10`.
    static func parse(_ text: String) throws -> Fee {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let currency = Currency(parts[0]),
            let units = DecimalText.minorUnits(parts[1], currency), let amount = Amount(minorUnits: units)
        else { throw ValidationError("\"\(escaped(text))\" is not a fee; write for example EUR:0.10.") }
        return Fee(currency: currency, amount: amount)
    }
}

extension StartupCheck: ExpressibleByArgument {}

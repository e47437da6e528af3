import ArgumentParser
import Foundation
import WaxbillBank

/// A ledger in a database.
struct BankDatabaseOptions: ParsableArguments {
    /// How a database is named without showing its password.
    static let discussion = """
        --database can be given as WAXBILL_DATABASE in the environment. A password in --database is seen by everybody who lists \
        processes; one in WAXBILL_DATABASE, PGPASSWORD, or ~/.pgpass is not.
        """

    @Option(
        help: ArgumentHelp(
            "The PostgreSQL database that the ledger is in, as in postgres://user@host/bank. Several servers may share it.",
            valueName: "url"))
    var database: String?

    mutating func validate() throws {
        #if PostgreSQL
        guard let database, PostgreSQLLedgerStore.hasPassword(database) else { return }
        StandardError.writeLine(
            "waxbill: others can see the password in --database while this runs; put the address into WAXBILL_DATABASE")
        #endif
    }

    /// Takes from the environment what the command line does not say.
    mutating func takeEnvironment() {
        database = database ?? ProcessInfo.processInfo.environment.value("WAXBILL_DATABASE")
    }

    /// - Throws: `ValidationError` where a folder's name is the address of a database. It does not repeat it.
    static func requireFolder(_ name: String?) throws {
        guard let name, name.hasPrefix("postgres://") || name.hasPrefix("postgresql://") else { return }
        throw ValidationError(
            "a database is named with --database URL, or WAXBILL_DATABASE; this is the place of a folder.")
    }

    /// What is said where this program cannot use any.
    static let missing = CommandFailure(
        .configurationError, "this program was built without PostgreSQL",
        advice: "'make release TRAITS=PostgreSQL' builds one that has it, where libpq is installed")
}

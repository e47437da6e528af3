import WaxbillTestSupport

@testable import WaxbillBank

/// The kinds of stores that a ledger can be kept in: tests of what they have in common run on each.
enum StoreKind: CaseIterable {
    case sqlite
    #if PostgreSQL
    case postgreSQL
    #endif

    /// Those that this machine has.
    static var available: [StoreKind] {
        #if PostgreSQL
        PostgreSQLCluster.isInstalled ? allCases : [.sqlite]
        #else
        allCases
        #endif
    }

    /// A new place for a ledger.
    func makePlace() throws -> StorePlace {
        switch self {
        case .sqlite: .folder(try TemporaryDirectory())
        #if PostgreSQL
        case .postgreSQL: .database(try TestCluster.database().connectionString)
        #endif
        }
    }
}

/// Where a ledger is kept.
enum StorePlace {
    case folder(TemporaryDirectory)
    #if PostgreSQL
    case database(String)
    #endif

    /// Opens the store that is there, or a new one.
    func open() throws -> any LedgerStore {
        switch self {
        case .folder(let directory): try SQLiteStore(folder: directory.path("bank"))
        #if PostgreSQL
        case .database(let address): try PostgreSQLLedgerStore(address)
        #endif
        }
    }
}

import Foundation
import GRDB
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

    /// Opens the store that is there for reading alone.
    func inspect() throws -> any LedgerStore {
        switch self {
        case .folder(let directory): try SQLiteStore(folder: directory.path("bank"), for: .inspecting)
        #if PostgreSQL
        case .database(let address): try PostgreSQLLedgerStore(address, for: .inspecting)
        #endif
        }
    }

    /// What an audit says as `bank audit verify` makes it.
    func audit(trust: AuditTrust? = nil) async throws(AuditError) -> AuditResult {
        switch self {
        case .folder(let directory): try await LedgerAudit.run(folder: directory.path("bank"), trust: trust)
        #if PostgreSQL
        case .database(let address): try await LedgerAudit.run(database: address, trust: trust)
        #endif
        }
    }

    /// Changes the tables behind the ledger's back.
    func run(_ sql: String) throws {
        switch self {
        case .folder(let directory):
            try DatabaseQueue(path: directory.path("bank/ledger.sqlite")).write { try $0.execute(sql: sql) }
        #if PostgreSQL
        case .database(let address):
            try TestCluster.shared.get().run(sql, database: String(address.split(separator: "/").last ?? ""))
        #endif
        }
    }

    /// The same ledger at another place. Nobody may have it open.
    func copy() throws -> StorePlace {
        switch self {
        case .folder(let directory):
            let copy = try TemporaryDirectory()
            try FileManager.default.copyItem(atPath: directory.path("bank"), toPath: copy.path("bank"))
            return .folder(copy)
        #if PostgreSQL
        case .database(let address):
            let template = address.split(separator: "/").last.map(String.init)
            return .database(try TestCluster.shared.get().makeDatabase(options: "TEMPLATE \(template ?? "")"))
        #endif
        }
    }
}

#if PostgreSQL
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// The PostgreSQL server of this run of the tests: started when the first test asks, stopped when the run ends.
enum TestCluster {
    static let shared = Result { try PostgreSQLCluster() }

    /// A new database on it.
    static func database() throws -> PostgreSQLAddress {
        try PostgreSQLAddress(shared.get().makeDatabase())
    }

    /// Ends all connections to a database, as an administrator may.
    static func endConnections(to address: PostgreSQLAddress) {
        guard let name = address.description.split(separator: "/").last else { return }
        _ = try? shared.get().run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
    }
}
#endif

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
}
#endif

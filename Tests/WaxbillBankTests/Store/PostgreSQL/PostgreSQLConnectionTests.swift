#if PostgreSQL
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

@Suite(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
struct PostgreSQLConnectionTests {
    @Test func valuesOfEveryKindComeBack() throws {
        let connection = try PostgreSQLConnection(TestCluster.database())
        let echo = PostgreSQLStatement("echo", "SELECT $1::bigint, $2::text, $3::bytea, $4::bigint")
        for number in [0, 1, -1, Int64.max, .min] {
            let rows = try connection.run(echo(.integer(number), .text("Zürich"), .bytes([0, 255]), .integer(2)))
            #expect(rows.count == 1)
            #expect(try rows.integer(0, 0) == number)
            #expect(try rows.text(0, 1) == "Zürich")
            #expect(try rows.bytes(0, 2) == [0, 255])
            #expect(throws: PostgreSQLError.self) { try rows.integer(0, 1) }
            #expect(throws: PostgreSQLError.self) { try rows.integer(1, 0) }
            #expect(throws: PostgreSQLError.self) { try rows.integer(0, 4) }
        }
        let empty = try connection.run(echo(.integer(1), .text(""), .bytes([]), .integer(1)))
        #expect(try empty.text(0, 1) == "")
        #expect(try empty.bytes(0, 2) == [])
    }

    @Test func arraysBecomeRows() throws {
        let connection = try PostgreSQLConnection(TestCluster.database())
        let rows = try connection.run(
            PostgreSQLStatement(
                "rows", "SELECT a, b, c FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS t(a, b, c)")(
                    .integers([1, nil, -3]), .texts(["a", "", nil]), .byteStrings([nil, [], [7]])))
        #expect(try (0..<3).map { try rows.optionalInteger($0, 0) } == [1, nil, -3])
        #expect(try (0..<2).map { try rows.text($0, 1) } == ["a", ""])
        #expect((0..<3).map { rows.optionalBytes($0, 2) } == [nil, [], [7]])
        let none = try connection.run(
            PostgreSQLStatement("none", "SELECT 1::bigint WHERE 1 = ANY($1::bigint[])")(.integers([])))
        #expect(none.count == 0)
    }

    @Test func statementsOfOnePipelineAreAnsweredInOrder() throws {
        let connection = try PostgreSQLConnection(TestCluster.database())
        let number = PostgreSQLStatement("number", "SELECT $1::bigint")
        let rows = try connection.run((0..<100).map { number(.integer($0)) })
        #expect(try rows.map { try $0.integer(0, 0) } == Array(0..<100))
    }

    /// More than a socket holds, in both directions.
    @Test func largeValuesPass() throws {
        let connection = try PostgreSQLConnection(TestCluster.database())
        let echo = PostgreSQLStatement("large", "SELECT $1::bytea")
        let large = [UInt8](repeating: 7, count: 8 << 20)
        let rows = try connection.run([echo(.bytes(large)), echo(.bytes([1])), echo(.bytes(large))])
        #expect(try rows.map { try $0.bytes(0, 0).count } == [large.count, 1, large.count])
    }

    @Test func whatFollowsARefusalIsNotRun() throws {
        let connection = try PostgreSQLConnection(TestCluster.database())
        try connection.run(PostgreSQLStatement("", "CREATE TABLE t (n bigint PRIMARY KEY)")())
        let insert = PostgreSQLStatement("insert", "INSERT INTO t VALUES ($1)")
        let refused = #expect(throws: PostgreSQLError.self) {
            try connection.run([
                PostgreSQLStatement.begin(), insert(.integer(1)), insert(.integer(1)), insert(.integer(2)),
            ])
        }
        guard case .refused(.uniqueViolation, _) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(throws: PostgreSQLError.unexpectedAnswer("ROLLBACK for COMMIT")) { try connection.commit() }
        try connection.run(PostgreSQLStatement.begin())
        try connection.commit(after: [insert(.integer(3))])
        #expect(try connection.run(PostgreSQLStatement("", "SELECT count(*) FROM t")()).integer(0, 0) == 1)
    }

    @Test func concurrentChangesOfOneRowConflict() throws {
        let database = try TestCluster.database()
        let first = try PostgreSQLConnection(database)
        let second = try PostgreSQLConnection(database)
        try first.run(PostgreSQLStatement("", "CREATE TABLE t (n bigint)")())
        try first.run(PostgreSQLStatement("", "INSERT INTO t VALUES (1)")())
        let change = PostgreSQLStatement("change", "UPDATE t SET n = n + 1")
        let look = PostgreSQLStatement("look", "SELECT n FROM t")
        _ = try first.run([PostgreSQLStatement.begin(), look(), change()])
        _ = try second.run([PostgreSQLStatement.begin(), look()])
        try first.commit()
        let conflict = #expect(throws: PostgreSQLError.self) { try second.run(change()) }
        #expect(conflict?.isConflict == true)
        second.rollBack()
        #expect(second.isUsable)
        #expect(try second.run(look()).integer(0, 0) == 2)
    }

    @Test func aLostConnectionSaysSo() throws {
        let database = try TestCluster.database()
        let connection = try PostgreSQLConnection(database)
        let process = try connection.run(PostgreSQLStatement("", "SELECT pg_backend_pid()::bigint")()).integer(0, 0)
        try TestCluster.shared.get().run("SELECT pg_terminate_backend(\(process))")
        let error = #expect(throws: PostgreSQLError.self) { try connection.run(PostgreSQLStatement.begin()) }
        #expect(error?.isLoss == true)
        #expect(!connection.isUsable)
        #expect(throws: PostgreSQLError.self) { try connection.run(PostgreSQLStatement.begin()) }
    }

    @Test func anAnswerThatDoesNotComeIsGivenUp() throws {
        let connection = try PostgreSQLConnection(
            TestCluster.database(), limits: .init(connecting: .seconds(10), answering: .milliseconds(300)))
        #expect(throws: PostgreSQLError.timedOut) {
            try connection.run(PostgreSQLStatement("", "SELECT pg_sleep(60)")())
        }
        #expect(!connection.isUsable)
    }

    @Test func aWrongPasswordIsRefusedAndNotRepeated() throws {
        let address = try TestCluster.shared.get().address("postgres", password: "open sesame")
        let error = #expect(throws: PostgreSQLError.self) {
            try PostgreSQLConnection(PostgreSQLAddress(address))
        }
        guard case .cannotConnect(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("password authentication failed"))
        #expect(!reason.contains("sesame"))
    }

    @Test(arguments: ["postgres://waxbill:sesame@127.0.0.1:1/bank", "host=/nonexistent password=sesame user=waxbill"])
    func aServerThatIsAwayIsSaid(address: String) throws {
        let error = #expect(throws: PostgreSQLError.self) {
            try PostgreSQLConnection(PostgreSQLAddress(address))
        }
        guard case .cannotConnect = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error.map { "\($0)".contains("sesame") } == false)
    }
}

struct PostgreSQLAddressTests {
    @Test(arguments: [
        ("postgres://ann:sesame@db.example:5433/bank?sslmode=require", "postgres://ann@db.example:5433/bank"),
        ("postgresql:///bank", "postgres:///bank"),
        ("host=db.example user=ann password=sesame dbname=bank", "postgres://ann@db.example/bank"),
    ])
    func itsDescriptionHasNoPassword(text: String, description: String) throws {
        let address = try PostgreSQLAddress(text)
        #expect(address.description == description)
        #expect(
            "connecting with sesame".withCString { address.message($0) }.contains("sesame") == !text.contains("sesame"))
    }

    @Test(arguments: [
        "postgres://ann:sesame@[::1/bank", "postgres://ann:%zz@db/bank", "sesame", "host=a ses=ame",
    ])
    func whatIsNoAddressIsRefusedWithoutRepeatingIt(text: String) {
        let error = #expect(throws: PostgreSQLError.invalidAddress) { try PostgreSQLAddress(text) }
        #expect(error.map { "\($0)".contains(text) } == false)
    }
}
#endif

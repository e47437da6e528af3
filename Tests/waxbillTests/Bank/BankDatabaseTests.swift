import Foundation
import Testing
import WaxbillTestSupport
import WaxbillX509

/// `waxbill bank serve --database`.
struct BankDatabaseTests {
    #if PostgreSQL
    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func twoServersShareALedger() async throws {
        let cluster = try PostgreSQLCluster()
        let bank = try DatabaseBank(cluster.makeDatabase())
        let (first, firstPort) = try await bank.serve()
        let (second, secondPort) = try await bank.serve()
        for name in ["alice", "bob"] {
            _ = try await bank.ask("open", [name, "--owner", name, "--currency", "EUR"], as: "tina", firstPort)
        }
        _ = try await bank.ask("deposit", ["alice", "25.00"], as: "tina", secondPort)

        // One payment, sent to both: it is one entry.
        let payment = ["alice", "bob", "10.00", "--id", UUID().uuidString]
        let entries = try await [firstPort, secondPort].asyncMap { port in
            try await bank.ask("pay", payment, as: "alice", port)["entry"] as? Int
        }
        #expect(entries.first.flatMap(\.self) != nil && entries.first == entries.last)
        #expect(try await bank.balance("alice", firstPort) == 1500)

        // What one has answered is there without it.
        first.interrupt(with: SIGKILL)
        #expect(try await bank.balance("bob", secondPort) == 1000)
        second.interrupt(with: SIGTERM)
        #expect(try await second.ending().status == 0)
    }

    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func aWrongPasswordIsSaidAndNotShown() async throws {
        let cluster = try PostgreSQLCluster()
        let ending = try await DatabaseBank(cluster.address("postgres", password: "sesame")).ending()
        #expect(ending.status == 69)
        #expect(ending.error.contains("password authentication failed"))
        #expect(!ending.error.contains("sesame"))
    }

    /// Where the address comes from the environment, no list of processes shows its password.
    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func anAddressFromTheEnvironmentIsNotShown() async throws {
        let cluster = try PostgreSQLCluster()
        let bank = try DatabaseBank(cluster.makeDatabase(), inEnvironment: true)
        let (server, port) = try await bank.serve()
        _ = try await bank.ask("open", ["alice", "--owner", "alice", "--currency", "EUR"], as: "tina", port)
        // What PostgreSQLCluster gives its users, as it stands in the address.
        let secret = "p%40ss%20word%2F56"
        #expect(bank.address.contains(secret))
        let processes = try ChildProcess.run("/bin/ps", ["-eww", "-o", "args"])
        let shown = processes.output.split(separator: "\n").filter { $0.contains(bank.root) }
        #expect(!shown.isEmpty && shown.allSatisfy { !$0.contains(secret) })
        server.interrupt(with: SIGTERM)
        let ending = try await server.ending()
        #expect(ending.status == 0 && !ending.error.contains("password"))

        // The same for an audit, which finds the same ledger.
        let audit = try await bank.audit(environment: ["WAXBILL_DATABASE": bank.address])
        #expect(audit.status == 0, "\(audit.error)")
        #expect(audit.error.contains("1 entries, 3 accounts"))
    }

    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func aDatabaseIsAudited() async throws {
        let cluster = try PostgreSQLCluster()
        let bank = try DatabaseBank(cluster.makeDatabase())
        let empty = try await bank.audit(["--database", bank.address])
        #expect(empty.status == 66 && empty.error.contains("there is no ledger in it"))
        let (server, port) = try await bank.serve()
        for name in ["alice", "bob"] {
            _ = try await bank.ask("open", [name, "--owner", name, "--currency", "EUR"], as: "tina", port)
        }
        _ = try await bank.ask("deposit", ["alice", "25.00"], as: "tina", port)
        let hold = ["alice", "bob", "1.00"]
        _ = try await bank.ask("hold", hold, as: "alice", port)
        server.interrupt(with: SIGTERM)
        #expect(try await server.ending().error.contains("others can see the password"))

        let whole = try await bank.audit(["--database", bank.address, "--ca", bank.root, "--json"])
        #expect(whole.status == 0, "\(whole.error)")
        let report = try whole.object()
        #expect(report["entries"] as? Int == 4 && report["holds"] as? Int == 1 && report["sealed"] as? Int == 4)
        #expect(report["signersTrusted"] as? Bool == true)

        let database = String(bank.address.split(separator: "/").last ?? "")
        try cluster.run("UPDATE bank_holds SET amount = 1", database: database)
        let damaged = try await bank.audit(["--database", bank.address, "--json"])
        #expect(damaged.status == 1)
        #expect((try damaged.object()["error"] as? [String: any Sendable])?["hold"] as? Int == 4)
        #expect(damaged.error.contains("the database: hold 4"))
        // It is not served either.
        let refused = try await bank.ending()
        #expect(refused.status == 65 && refused.error.contains("hold 4"))
    }

    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func aDatabaseThatIsAwayIsSaidWithoutItsPassword() async throws {
        let bank = try DatabaseBank("postgres://ann:sesame@127.0.0.1:1/bank")
        let ending = try await bank.ending()
        #expect(ending.status == 69 && !ending.error.contains("sesame"))
        let audit = try await bank.audit(["--database", bank.address])
        #expect(audit.status == 75 && !audit.error.contains("sesame"), "\(audit.error)")
    }
    #else
    @Test func aProgramWithoutPostgreSQLSaysSo() async throws {
        let ending = try await DatabaseBank("postgres://somebody:sesame@localhost/bank").ending()
        #expect(ending.status == 78)
        #expect(ending.error.contains("built without PostgreSQL"))
        #expect(!ending.error.contains("sesame"))
    }
    #endif
}

/// Where an address does not belong, it is not repeated with its password.
struct DatabaseAddressTests {
    @Test(arguments: [
        ["audit", "verify", "postgres://ann:sesame@db/bank"],
        ["audit", "verify", "--databse", "postgres://ann:sesame@db/bank"],
        ["audit", "verify", "a", "host=db password=sesame"], ["serve", "--data", "postgresql://ann:sesame@db/bank"],
        ["serve", "postgres://ann:ses@me@db/bank"], ["audit", "verify", "a", "password='sesame \\' sesame'"],
    ])
    func isNotRepeated(arguments: [String]) async throws {
        let ending = try await Program.runWaxbill(["bank"] + arguments)
        #expect(ending.status == 64, "\(ending.error)")
        #expect(!ending.error.contains("sesame") && !ending.error.contains("ses@me"), "\(ending.error)")
        #expect(!ending.output.contains("sesame"))
    }
}

/// A bank whose ledger is in a database, and its clients.
private struct DatabaseBank {
    let scratch: Scratch
    let address: String
    private let authority: TestAuthority
    private let server: IssuedFiles
    private let clients: [String: IssuedFiles]
    private let isInEnvironment: Bool

    /// - Parameter inEnvironment: whether servers are told the address in WAXBILL_DATABASE.
    init(_ address: String, inEnvironment: Bool = false) throws {
        self.address = address
        isInEnvironment = inEnvironment
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
        server = try authority.server()
        var clients: [String: IssuedFiles] = [:]
        for name in ["alice", "bob", "tina"] { clients[name] = try authority.client(name, folder: name) }
        self.clients = clients
    }

    /// Runs a server to its end.
    func ending() async throws -> Program.Ending {
        let ending = try await start().ending()
        // The certificates go with the folder.
        return withExtendedLifetime(scratch) { ending }
    }

    private func start() throws -> Program {
        try Program.waxbill(
            ["bank", "serve"] + (isInEnvironment ? [] : ["--database", address])
                + ["--client-ca", authority.root, "--listen", "127.0.0.1:0", "--teller", "tina"] + server.options,
            environment: isInEnvironment ? ["WAXBILL_DATABASE": address] : [:])
    }

    /// The authority's root.
    var root: String { authority.root }

    /// Runs `bank audit verify`.
    func audit(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> Program.Ending {
        try await Program.runWaxbill(["bank", "audit", "verify"] + arguments, environment: environment)
    }

    /// Starts a server and waits until it listens.
    func serve() async throws -> (Program, port: Int) {
        let server = try start()
        let line = try await server.errorLine("listening on ")
        guard let port = Int(line.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }) else {
            throw TestFailure("no port in \"\(line)\"")
        }
        return (server, port)
    }

    /// Asks a server something and gives its answer.
    func ask(
        _ command: String, _ arguments: [String], as name: String, _ port: Int
    ) async throws -> [String: any Sendable] {
        let ending = try await Program.runWaxbill(
            ["bank", command] + arguments + ["--server", "localhost:\(port)", "--ca", authority.root, "--json"]
                + (clients[name]?.options ?? []),
            environment: ["WAXBILL_OUTBOX": scratch.file("outbox")])
        guard ending.status == 0 else { throw TestFailure("\(command): \(ending.error)") }
        return try ending.object()
    }

    func balance(_ account: String, _ port: Int) async throws -> Int? {
        try await ask("balance", [account], as: account, port)["balance"] as? Int
    }
}

extension Sequence where Element: Sendable {
    /// Makes a value of each element, one after the other.
    fileprivate func asyncMap<Value>(_ value: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await value(element)) }
        return values
    }
}

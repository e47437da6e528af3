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
    #else
    @Test func aProgramWithoutPostgreSQLSaysSo() async throws {
        let ending = try await DatabaseBank("postgres://somebody:sesame@localhost/bank").ending()
        #expect(ending.status == 78)
        #expect(ending.error.contains("built without PostgreSQL"))
        #expect(!ending.error.contains("sesame"))
    }
    #endif
}

/// A bank whose ledger is in a database, and its clients.
private struct DatabaseBank {
    let scratch: Scratch
    let address: String
    private let authority: TestAuthority
    private let server: IssuedFiles
    private let clients: [String: IssuedFiles]

    init(_ address: String) throws {
        self.address = address
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
            ["bank", "serve", "--database", address, "--client-ca", authority.root, "--listen", "127.0.0.1:0"]
                + ["--teller", "tina"] + server.options)
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

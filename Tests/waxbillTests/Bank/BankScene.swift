import Foundation
import WaxbillX509

/// A bank with tellers and customers, and their certificates, as `waxbill bank` wants them. tina is the teller, otto the auditor.
final class BankScene: Sendable {
    let scratch: Scratch
    let authority: TestAuthority
    private let server: IssuedFiles
    private let clients: [String: IssuedFiles]

    init() throws {
        scratch = try Scratch()
        let authority = try TestAuthority(in: scratch)
        self.authority = authority
        server = try authority.server()
        var clients: [String: IssuedFiles] = [:]
        for name in ["alice", "bob", "tina", "otto"] { clients[name] = try authority.client(name, folder: name) }
        self.clients = clients
    }

    /// Starts `waxbill bank serve` and waits until it listens.
    func serve(_ options: [String] = []) async throws -> (Program, port: Int) {
        let server = try start(options)
        let address = try await server.errorLine("listening on ")
        guard let port = Int(address.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }) else {
            throw TestFailure("no port in \"\(address)\"")
        }
        return (server, port)
    }

    /// Starts `waxbill bank serve`.
    func start(_ options: [String] = []) throws -> Program {
        try Program.waxbill(
            ["bank", "serve", "--data", scratch.file("bank"), "--client-ca", authority.root, "--listen", "127.0.0.1:0"]
                + ["--teller", "tina", "--auditor", "otto", "--quiet"] + server.options + options)
    }

    /// Somebody's certificate.
    func files(of name: String) throws -> IssuedFiles {
        guard let files = clients[name] else { throw TestFailure("\(name) has no certificate") }
        return files
    }

    /// Starts `waxbill bank`, as somebody.
    func start(
        _ name: String, _ arguments: [String], port: Int, input: String? = ""
    ) throws -> Program {
        let files = try files(of: name)
        return try Program.waxbill(
            ["bank"] + arguments, input: input,
            environment: [
                "WAXBILL_SERVER": "localhost:\(port)", "WAXBILL_CA": authority.root, "WAXBILL_CERT": files.certificate,
                "WAXBILL_KEY": files.key, "WAXBILL_OUTBOX": outbox,
            ])
    }

    /// Runs `waxbill bank` to its end, as somebody.
    func run(_ name: String, _ arguments: String..., port: Int, input: String? = "") async throws -> Program.Ending {
        try await start(name, arguments, port: port, input: input).ending()
    }

    /// Opens accounts of alice's and bob's, with 100.00 EUR on alice's.
    func openAccounts(port: Int) async throws {
        for arguments in [
            ["open", "alice-1", "--owner", "alice", "--currency", "EUR"],
            ["open", "bob-1", "--owner", "bob", "--currency", "EUR"], ["deposit", "alice-1", "100"],
        ] {
            let ending = try await start("tina", arguments, port: port).ending()
            guard ending.status == 0 else { throw TestFailure("\(arguments): \(ending.error)") }
        }
    }

    /// The folder where requests are kept.
    var outbox: String { scratch.file("outbox") }

    /// The keys of what is kept.
    var keptKeys: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: outbox)) ?? []).filter { $0.hasSuffix(".json") }
            .map { String($0.dropLast(5)) }
    }
}

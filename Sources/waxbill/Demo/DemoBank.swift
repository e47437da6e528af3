import Foundation
import WaxbillTLS
import WaxbillX509

/// The demo's bank: a ledger in a folder, who serves it, and who its customers are.
struct DemoBank: Sendable {
    static let (customer, payee, teller, auditor) = ("alice", "bob", "tina", "arthur")

    /// What a bank needs, as files.
    struct Files: Sendable {
        /// The authority's certificate.
        let authority: String
        let server: IssuedFiles
        /// The command line.
        let program: String
    }

    private let files: Files
    private let folder: String
    private let roots: TrustRoots
    private let identities: [String: Identity]

    /// - Parameters:
    ///   - folder: a new one, for the ledger and what the server writes.
    ///   - identities: of everybody, by name.
    /// - Throws: where the folder or the authority's certificate is not to be had.
    init(_ files: Files, folder: String, identities: [String: Identity]) throws {
        self.files = files
        self.folder = folder
        self.identities = identities
        roots = try TrustRoots(file: files.authority)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Where the ledger is.
    var ledger: String { "\(folder)/ledger" }

    /// Removes the folder.
    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Starts the server.
    func serve() async throws -> DemoBankServer {
        try await DemoBankServer.start(
            files.program,
            [
                "--data", ledger, "--cert", files.server.certificate, "--key", files.server.key, "--client-ca",
                files.authority, "--teller", Self.teller, "--auditor", Self.auditor,
                "--quiet",
            ], log: "\(folder)/serve.log")
    }

    /// Connects as somebody.
    func client(of server: DemoBankServer, as name: String) async throws -> DemoBankClient {
        guard let identity = identities[name] else { throw DemoMismatch("nobody is called \(name)") }
        return try await DemoBankClient(server.endpoint, as: identity, roots: roots)
    }

    /// Opens two accounts, named as their owners are, and pays so many cents into the first.
    func open(on server: DemoBankServer, deposit: Int) async throws {
        let teller = try await client(of: server, as: Self.teller)
        defer { teller.close() }
        for owner in [Self.customer, Self.payee] {
            let opened = try await teller.send(
                .init(path: "/v1/accounts", body: #"{"account":"\#(owner)","owner":"\#(owner)","currency":"EUR"}"#))
            try expect(opened.status == 201, "an account was not opened: \(opened.body)")
        }
        let deposited = try await teller.send(
            .init(
                path: "/v1/accounts/\(Self.customer)/deposits", body: #"{"amount":\#(deposit),"currency":"EUR"}"#))
        try expect(deposited.status == 200, "the deposit was refused: \(deposited.body)")
    }

    /// A payment from the first account to the second, of so many cents.
    static func payment(_ amount: Int) -> DemoBankClient.Request {
        .init(
            path: "/v1/payments",
            body: #"{"from":"\#(customer)","to":"\#(payee)","amount":\#(amount),"currency":"EUR"}"#)
    }

    /// What an account has, in cents.
    func balance(_ account: String, on server: DemoBankServer) async throws -> Int {
        let client = try await client(of: server, as: account)
        defer { client.close() }
        let answer = try await client.get("/v1/accounts/\(account)")
        guard answer.status == 200, let balance = answer.number("balance") else {
            throw DemoMismatch("there is no balance: \(answer.body)")
        }
        return balance
    }

    /// Has the whole ledger looked through, while nobody serves it.
    /// - Throws: ``DemoMismatch`` where it is not whole.
    func audit() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: files.program)
        process.arguments = ["bank", "audit", "verify", ledger, "--ca", files.authority]
        let log = "\(folder)/audit.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        try expect(process.terminationStatus == 0, "the audit found: \(text)")
    }
}

import ArgumentParser
import Foundation
import WaxbillBank
import WaxbillX509

/// `waxbill bank audit verify`.
struct BankAuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute a ledger from its first entry on, and name the first that is wrong.",
        discussion: """
            Numbers, times, encodings, the chain, each decision, the blocks' roots, links and signatures, and in a folder or a database also \
            accounts, holds, postings and keys, are what follows from the journal, or it is said where they are not. Folder and database are \
            only read; servers may be using them. Blocks have to be signed with a certificate from --ca (or WAXBILL_CA) that was valid then; \
            without, it is only found out whether they are damaged. A bank that is named with --server shows its journal and blocks to \
            auditors.

            An audit sees only what the ledger says now. Whoever can write to it can put an older copy in its place, or take away what \
            has not been signed yet. What was kept elsewhere finds that out: a receipt (--receipt), or the last block that an audit named \
            (--expect-block). Signatures are judged at the time that their blocks name; --crl refuses those of a signer who was revoked by then.
            \(BankClientOptions.discussion) A folder or --database counts before a server, and a server before WAXBILL_DATABASE.
            \(BankDatabaseOptions.discussion)

            EXAMPLES:
              waxbill bank audit verify ledger --ca ca.pem --name bank.example
              waxbill bank audit verify ledger --json
              waxbill bank audit verify --database postgres://auditor@db.example/bank --ca ca.pem
              waxbill bank audit verify ledger --ca ca.pem --receipt receipt-7.json --expect-block 12:9f86d081…
              waxbill bank audit verify --server bank.example --ca ca.pem --cert auditor.pem --key auditor-key.pem

            EXIT STATUS:
              0   the ledger is whole
              1   it is not; the first fault is named
              64  the command was called wrongly
              65  the ledger is of another version, or a file is not what it has to be
              66  no such folder, or no ledger in it or in the database
              69  cannot connect, 75 it took too long, or the ledger is in use or cannot be reached, 76 TLS failed
              74  reading failed
              77  not an auditor
            """)

    @Argument(help: ArgumentHelp("The folder of the ledger.", valueName: "dir"), completion: .directory)
    var folder: String?

    @OptionGroup var database: BankDatabaseOptions

    @Option(
        help: ArgumentHelp(
            "A block that has to be there, as an audit named the last one. Repeatable.", valueName: "number:hash"),
        transform: {
            guard let block = KeptBlock($0, source: "--expect-block") else {
                throw ValidationError(
                    "\"\(escaped($0))\" is no block; write NUMBER:HASH, as 'audit verify' names the last block.")
            }
            return block
        })
    var expectBlock: [KeptBlock] = []

    @Option(
        help: ArgumentHelp("A receipt whose entry and block have to be there. Repeatable.", valueName: "file"),
        completion: .file())
    var receipt: [String] = []

    @OptionGroup var client: BankClientOptions

    @Option(
        help: ArgumentHelp(
            "The server that has to have signed; default: any that is trusted, or the bank that is asked.",
            valueName: "host"),
        transform: ReferenceName.signer)
    var name: ReferenceName?

    mutating func validate() throws {
        try BankDatabaseOptions.requireFolder(folder)
        guard folder == nil || database.database == nil else {
            throw ValidationError("the ledger is either in a folder or in a database, --database URL.")
        }
        if folder == nil, client.server == nil { database.takeEnvironment() }
    }

    func run() async throws {
        let progress = AuditProgress(isShown: !client.quiet && !client.json)
        let start = ContinuousClock.now
        let result: AuditResult
        do {
            result = try await audit(progress)
            progress.end()
        } catch let error as AuditError {
            progress.end()
            throw failure(error)
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        guard !client.json else { return try JSONOutput.write(AuditReport(result, seconds: seconds)) }
        if !client.quiet { StandardError.writeLine(Self.sentence(result, seconds: seconds)) }
    }

    private func audit(_ progress: AuditProgress) async throws -> AuditResult {
        let roots = try client.identity.ca.map { try TrustRoots(file: $0) }
        let lists = try client.identity.crl.flatMap { try CertificateRevocationList.lists(file: $0) }
        if let folder {
            let file = LedgerAudit.file(in: folder)
            guard access(file, F_OK) == 0 else { throw CommandFailure(.noInput, "there is no \(escaped(file))") }
            let trust = roots.map { AuditTrust(roots: $0, name: name, revocationLists: lists) }
            let kept = try kept(trust)
            return try await LedgerAudit.run(folder: folder, trust: trust, kept: kept) { progress.note($0, of: $1) }
        }
        if let database = database.database {
            #if PostgreSQL
            let trust = roots.map { AuditTrust(roots: $0, name: name, revocationLists: lists) }
            let kept = try kept(trust)
            return try await LedgerAudit.run(database: database, trust: trust, kept: kept) { progress.note($0, of: $1) }
            #else
            throw BankDatabaseOptions.missing
            #endif
        }
        let signer = try name ?? client.identity.signerName(for: try client.endpoint())
        let trust = AuditTrust(roots: try roots ?? TrustRoots.system(), name: signer, revocationLists: lists)
        let kept = try kept(trust)
        return try await client.ask { client in
            try await RemoteAudit(client, trust: trust, kept: kept) { progress.note($0, of: $1) }.run()
        }
    }

    /// What has to be in the ledger. Receipts are believed as the ledger's own blocks are.
    private func kept(_ trust: AuditTrust?) throws -> [KeptBlock] {
        var blocks = expectBlock
        for file in receipt {
            do {
                let contents = try Receipt.contents(ofFile: file)
                blocks.append(try KeptBlock(receipt: contents, trust: trust, source: "the receipt \(file)"))
            } catch let error as ReceiptError {
                throw CommandFailure(.dataError, "\(escaped(file)) is refused: \(escaped(error.description))")
            }
        }
        return blocks
    }

    private func failure(_ error: AuditError) -> any Error {
        let report = AuditReport(error)
        if client.json { try? JSONOutput.write(report) }
        let status: ExitStatus =
            switch error {
            case .fault: .negative
            case .store(.unavailable): .temporaryFailure
            case .store(.unknownFormat): .dataError
            case .store: .ioError
            case .noLedger: .noInput
            }
        // The address of a database may have a password in it.
        let place = folder ?? (database.database == nil ? client.server?.description : "the database") ?? ""
        return CommandFailure(status, "\(escaped(place)): \(escaped(error.description))")
    }

    private static func sentence(_ result: AuditResult, seconds: Double) -> String {
        var parts = [
            "\(result.entries) entries, \(result.accounts) accounts and \(result.holds) holds are whole",
            "chain \(result.chain)",
        ]
        let signed = "up to entry \(result.sealed) (blocks: \(result.blocks))"
        let signers = result.signers.map { escaped($0) }.joined(separator: "; ")
        parts.append(
            result.isTrusted
                ? "signed \(signed)\(signers.isEmpty ? "" : " by \(signers)")"
                : "sealed \(signed); name --ca to know who signed")
        if let block = result.lastBlock { parts.append("last block \(block)") }
        return parts.joined(separator: "; ") + " (\(formatted(seconds)) s)"
    }
}

/// What `--json` writes about an audit.
private struct AuditReport: Encodable {
    struct Failure: Encodable {
        let code: String
        let message: String
        var entry: UInt64?
        var block: UInt64?
        var account: String?
        var hold: UInt64?
    }

    var whole: Bool
    var entries: UInt64?
    var time: String?
    var chain: String?
    var blocks: UInt64?
    var sealed: UInt64?
    var lastBlock: String?
    var signers: [String]?
    var signersTrusted: Bool?
    var tablesCompared: Bool?
    var accounts: UInt64?
    var holds: UInt64?
    var seconds: Double?
    var error: Failure?

    init(_ result: AuditResult, seconds: Double) {
        whole = true
        entries = result.entries
        time = result.entries > 0 ? BankTime.format(result.time) : nil
        chain = "\(result.chain)"
        blocks = result.blocks
        sealed = result.sealed
        lastBlock = result.lastBlock.map(\.description)
        signers = result.signers
        signersTrusted = result.isTrusted
        tablesCompared = result.comparedTables
        accounts = result.accounts
        holds = result.holds
        self.seconds = seconds
    }

    init(_ error: AuditError) {
        whole = false
        var failure = Failure(code: error.code, message: error.description)
        if case .fault(let fault) = error {
            switch fault.place {
            case .entry(let number): failure.entry = number
            case .block(let number): failure.block = number
            case .account(let name): failure.account = name
            case .hold(let id): failure.hold = id
            case .head, .database: break
            }
        }
        self.error = failure
    }
}

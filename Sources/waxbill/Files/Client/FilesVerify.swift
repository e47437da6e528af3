import ArgumentParser
import Foundation
import WaxbillFiles
import WaxbillX509

/// `waxbill files verify`.
struct FilesVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check files that were fetched against their manifests, without a server.",
        discussion: """
            The manifest of a file is .waxbill/NAME.manifest beside it, where 'waxbill files get' put it. Who signed it has to have a \
            certificate from --ca (or WAXBILL_CA), that is still valid.

            EXAMPLES:
              waxbill files verify received/report.pdf --ca ca.pem --name files.example
              waxbill files verify report.pdf --manifest report.manifest --ca ca.pem --json

            EXIT STATUS:
              0   every file is what was signed
              1   one is not; the first wrong block is named
              64  the command was called wrongly
              65  a manifest cannot be read, or is not believed
              66  no such file
            """)

    @Argument(help: ArgumentHelp("Files that were fetched.", valueName: "file"), completion: .file())
    var files: [String]

    @Option(help: ArgumentHelp("The manifest, of one file.", valueName: "file"), completion: .file())
    var manifest: String?

    @Option(
        help: ArgumentHelp("Trust the authorities in this PEM file instead of the system's.", valueName: "file"),
        completion: .file())
    var ca: String?

    @Option(
        help: ArgumentHelp("The server that has to have signed; default: any that is trusted.", valueName: "host"),
        transform: ReferenceName.host)
    var name: ReferenceName?

    @Flag(help: "Write JSON to standard output: an object a file, each on a line.")
    var json = false

    @Flag(help: "Say nothing but failures.")
    var quiet = false

    mutating func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a file.") }
        guard manifest == nil || files.count == 1 else {
            throw ValidationError("--manifest is that of one file; several have theirs beside them.")
        }
    }

    func run() async throws {
        let ca = ca ?? ProcessInfo.processInfo.environment["WAXBILL_CA"].flatMap { $0.isEmpty ? nil : $0 }
        let roots = try ca.map { try TrustRoots(file: $0) } ?? TrustRoots.system()
        var worst: ExitStatus?
        for file in files {
            let status = await verify(file, roots)
            worst = worst ?? status
        }
        if let worst { throw ExitCode(worst) }
    }

    /// - Returns: what is wrong, if anything is.
    private func verify(_ file: String, _ roots: TrustRoots) async -> ExitStatus? {
        var report = StoredFileReport(file: file)
        var status: ExitStatus?
        do {
            let check = try await StoredFileCheck.run(
                file: file, manifest: manifest ?? KeptManifest.path(for: file), roots: roots, name: name)
            report.take(check)
            if check.isGood {
                if !quiet, !json { StandardError.writeLine("\(escaped(file)): \(Self.sentence(check))") }
            } else {
                status = .negative
                StandardError.writeLine("waxbill: \(escaped(file)): \(Self.objection(check))")
            }
        } catch {
            status = ExitStatus(error) ?? .dataError
            report.error = TransferReport.Failure(code: Self.code(error), message: "\(error)")
            StandardError.writeLine("waxbill: \(escaped(file)): \(escaped("\(error)"))")
        }
        if json { try? JSONOutput.writeLine(report) }
        return status
    }

    private static func sentence(_ check: StoredFileCheck) -> String {
        "\(ByteText.of(check.size)), signed as \(escaped(check.path)) by \(escaped(check.signer.subject))"
    }

    private static func objection(_ check: StoredFileCheck) -> String {
        var parts: [String] = []
        if check.foundSize != check.size { parts.append("it has \(check.foundSize) bytes instead of \(check.size)") }
        if let wrong = check.firstWrongBlock {
            parts.append("\(wrong) is not what was signed, and \(check.wrongBlockCount) in all")
        }
        return parts.joined(separator: "; ")
    }

    private static func code(_ error: any Error) -> String {
        switch error {
        case is FileError: "unreadable"
        case ManifestError.statement: "bad_signature"
        case ManifestError.wrongRoot: "wrong_root"
        default: "malformed_manifest"
        }
    }
}

/// What `--json` writes about a file.
private struct StoredFileReport: Encodable {
    struct Block: Encodable {
        let index: Int
        let firstByte: UInt64
        let lastByte: UInt64
    }

    let file: String
    var verified = false
    var path: String?
    var size: UInt64?
    var foundSize: UInt64?
    var root: String?
    var signer: String?
    var wrongBlocks: Int?
    var firstWrongBlock: Block?
    var error: TransferReport.Failure?

    init(file: String) { self.file = file }

    mutating func take(_ check: StoredFileCheck) {
        verified = check.isGood
        path = check.path
        size = check.size
        foundSize = check.foundSize
        root = check.root
        signer = check.signer.subject
        wrongBlocks = check.wrongBlockCount
        firstWrongBlock = check.firstWrongBlock.map {
            Block(index: $0.index, firstByte: $0.range.lowerBound, lastByte: max($0.range.upperBound, 1) - 1)
        }
    }
}

extension ReferenceName {
    /// A DNS name or an IP address.
    fileprivate static func host(_ text: String) throws -> ReferenceName {
        if let address = try? ReferenceName(ip: text) { return address }
        guard let name = try? ReferenceName(dns: text) else {
            throw ValidationError("\"\(escaped(text))\" is neither a DNS name nor an IP address.")
        }
        return name
    }
}

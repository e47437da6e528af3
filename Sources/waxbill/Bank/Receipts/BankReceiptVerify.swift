import ArgumentParser
import Foundation
import WaxbillBank
import WaxbillX509

/// `waxbill bank receipt verify`.
struct BankReceiptVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check receipts with the authority's certificate alone, without the bank.",
        discussion: """
            A receipt is what 'waxbill bank receipt get' wrote: an entry of the journal, the way from it to the root of its block, and the \
            block that the bank signed. Who signed it has to have a certificate from --ca (or WAXBILL_CA) that is still valid, or was at \
            --at TIME, and is in no --crl as revoked by then; without --name it has to be one for TLS servers by its extended key usage. \
            What the file says in words has to be what was signed.

            EXAMPLES:
              waxbill bank receipt verify receipt-7.json --ca ca.pem --name bank.example
              waxbill bank receipt verify receipt-7.json --ca ca.pem \\
                  --at 2026-11-21T12:00:00Z --json

            EXIT STATUS:
              0   every receipt is good
              1   one is not: what it says was not signed, or not by whom it has to be
              64  the command was called wrongly
              65  a file is no receipt
              66  no such file
            """)

    @Argument(help: ArgumentHelp("Receipts; - is standard input.", valueName: "file"), completion: .file())
    var files: [String]

    @OptionGroup var trust: BankTrustOptions

    @Option(
        help: ArgumentHelp(
            "When the signer's certificate has to be valid (RFC 3339); default: now.", valueName: "time"),
        transform: {
            guard let time = VerificationTime($0) else {
                throw ValidationError("\"\(escaped($0))\" is not a time like 2026-11-21T12:00:00Z.")
            }
            return time
        })
    var at: VerificationTime?

    @Flag(help: "Write JSON to standard output: an object a receipt, each on a line.")
    var json = false

    @Flag(help: "Say nothing but failures.")
    var quiet = false

    mutating func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a receipt.") }
    }

    func run() async throws {
        guard let roots = try trust.roots() else { throw BankTrustOptions.missing }
        let lists = try trust.revocationLists()
        var worst: ExitStatus?
        for file in files {
            let status = verify(file, roots, lists)
            worst = worst ?? status
        }
        if let worst { throw ExitCode(worst) }
    }

    /// - Returns: what is wrong, if anything is.
    private func verify(
        _ file: String, _ roots: TrustRoots, _ lists: [CertificateRevocationList]
    ) -> ExitStatus? {
        var report = ReceiptReport(file: file)
        var status: ExitStatus?
        do {
            let contents = try Receipt.contents(ofFile: file == "-" ? "/dev/stdin" : file)
            let check = try ReceiptCheck(
                file: contents, roots: roots, name: trust.name, revocationLists: lists,
                time: at.map { $0.seconds * 1000 })
            report.take(check)
            if !quiet, !json {
                for line in BankEntryText.lines(check) { StandardError.writeLine("\(escaped(file)): \(line)") }
            }
        } catch {
            status = Self.status(error)
            report.error = ReceiptReport.Failure(code: Self.code(error), message: "\(error)")
            StandardError.writeLine("waxbill: \(escaped(file)): \(escaped("\(error)"))")
        }
        if json { try? JSONOutput.writeLine(report) }
        return status
    }

    private static func status(_ error: any Error) -> ExitStatus {
        switch error {
        case ReceiptError.otherBlock, ReceiptError.notInBlock, ReceiptError.otherWords,
            ReceiptError.block(.statement):
            .negative
        default: ExitStatus(error) ?? .dataError
        }
    }

    private static func code(_ error: any Error) -> String {
        (error as? ReceiptError)?.code ?? (error is FileError ? "unreadable" : "malformed_receipt")
    }
}

import ArgumentParser
import Foundation
import NIOCore
import WaxbillBank
import WaxbillX509

/// `waxbill bank receipt get`.
struct BankReceiptGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetch the receipt of an entry, and check it.",
        discussion: """
            A receipt is kept only when it is the entry's, and signed by a server with a certificate from --ca for the bank's name.
            \(BankClientOptions.discussion)

            EXAMPLES:
              waxbill bank receipt get 7 --server bank.example \\
                  --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill bank receipt get 7 --out rent.json
              waxbill bank receipt get 7 --out - | jq .says

            \(BankClientOptions.statuses)
              65  also: what came is no receipt of the entry, or not signed by the bank
              73  the file exists already
            """)

    @Argument(help: ArgumentHelp("The number of the entry.", valueName: "entry"))
    var entry: UInt64

    @Option(
        help: ArgumentHelp(
            "Where it is kept, - for standard output; default: receipt-ENTRY.json.", valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup var client: BankClientOptions

    func run() async throws {
        let (roots, lists, name) = try client.prepare {
            () -> (TrustRoots, [CertificateRevocationList], ReferenceName) in
            let name = try client.identity.signerName(for: try client.endpoint())
            let lists = try client.identity.crl.flatMap { try CertificateRevocationList.lists(file: $0) }
            return (try client.identity.ca.map { try TrustRoots(file: $0) } ?? TrustRoots.system(), lists, name)
        }
        let content = try await client.ask { try await $0.receipt(for: entry) }
        let file = [UInt8](content.readableBytesView)
        let check: ReceiptCheck
        do throws(ReceiptError) {
            check = try ReceiptCheck(file: file, roots: roots, name: name, revocationLists: lists)
        } catch {
            throw CommandFailure(.dataError, "the receipt is refused: \(escaped(error.description))")
        }
        guard check.receipt.entry.number == entry else {
            throw CommandFailure(.dataError, "the receipt is that of entry \(check.receipt.entry.number)")
        }
        let out = out ?? "receipt-\(entry).json"
        guard out != "-" else { return StandardOutput.write(file) }
        try NewFiles.create([NewFile(path: out, contents: file, mode: 0o600)])
        if client.json {
            var report = ReceiptReport(file: out)
            report.take(check)
            try JSONOutput.writeLine(report)
        } else if !client.quiet {
            for line in BankEntryText.lines(check) { StandardError.writeLine("\(escaped(out)): \(line)") }
        }
    }
}

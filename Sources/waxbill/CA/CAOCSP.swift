import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca ocsp`.
struct CAOCSP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ocsp",
        abstract: "Make a signed OCSP response for stapling.",
        discussion: """
            Says of each certificate whether it is good or revoked now, and writes the response in DER in the place of the \
            last one. 'waxbill listen --ocsp FILE' shows it to clients.

            Examples:
              waxbill ca ocsp pki/issued/localhost/cert.pem --dir pki --out pki/issued/localhost/ocsp.der
              waxbill ca ocsp 5d0c… 71aa… --dir pki --hours 12 --out both.der
            """)

    @Argument(
        help: ArgumentHelp("The certificates: files, or serial numbers in hexadecimal.", valueName: "certificate"))
    var certificates: [String]

    @Option(help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("How long it may be used, in days.", valueName: "days"))
    var days: Int?

    @Option(help: ArgumentHelp("The same in hours.", valueName: "hours"))
    var hours: Int?

    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var passphrase: PassphraseOptions

    func run() throws {
        let seconds = try Period.seconds(days: days, hours: hours, defaultDays: 7)
        let folder = try authority.folder()
        let records = try certificates.map { try folder.record($0) }
        let response = try passphrase.unlocking {
            try folder.makeResponse(about: records, nextUpdate: seconds, passphrase: $0)
        }
        guard out != "-" else { return StandardOutput.write(response.der) }
        try NewFiles.replace(NewFile(path: out, contents: response.der, mode: 0o644))
        let report = Report(
            file: out, nextUpdate: rfc3339(folder.now + Int64(seconds)),
            certificates: records.map { .init(serial: $0.serial, status: $0.revokedAt == nil ? "good" : "revoked") })
        guard !authority.json else { return try JSONOutput.write(report) }
        for certificate in report.certificates { print("\(certificate.serial)  \(certificate.status)") }
        print("written      \(out), until \(report.nextUpdate)")
    }

    private struct Report: Encodable {
        struct Answer: Encodable {
            let serial: String
            let status: String
        }

        let schema = 1
        let command = "ca ocsp"
        let file: String
        let nextUpdate: String
        let certificates: [Answer]
    }
}

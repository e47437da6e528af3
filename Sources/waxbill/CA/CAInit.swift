import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca init`: a new root, and an intermediate that issues.
struct CAInit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a certificate authority.",
        discussion: """
            Writes DIR/ca.pem, the root's certificate, and DIR/ca-key.pem, its private key (mode 0600); \
            DIR/intermediate.pem and DIR/intermediate-key.pem, which issue from then on, so that the root's key can be kept \
            elsewhere; and DIR/index.sqlite, which knows what was issued. Nothing is overwritten: where one of them exists, \
            the command ends with 73.

            Examples:
              waxbill ca init --dir pki
              waxbill ca init --dir pki --name "Example Staging" --key p384 --days 730
              waxbill ca init --dir pki --permit dns:example.com --permit ip:10.0.0.0/8 --exclude dns:secret.example.com
              waxbill ca init --dir pki --passphrase-file passphrase.txt
            """)

    @Option(help: ArgumentHelp("The authority's directory; made when it is not there.", valueName: "dir"))
    var dir: String

    @Option(help: ArgumentHelp("The root's common name.", valueName: "name"))
    var name = "Waxbill CA"

    @Option(help: ArgumentHelp("The kind of keys: \(KeyKind.list).", valueName: "kind"))
    var key = KeyKind.p256

    @Option(help: ArgumentHelp("How long the root is valid.", valueName: "days"))
    var days = 3650

    @Flag(inversion: .prefixedNo, help: "Make an intermediate that issues.")
    var intermediate = true

    @Option(
        help: ArgumentHelp(
            "The intermediate's common name (default: the root's and \"Intermediate\").", valueName: "name"))
    var intermediateName: String?

    @Option(help: ArgumentHelp("How long the intermediate is valid.", valueName: "days"))
    var intermediateDays = 1825

    @Option(
        help: ArgumentHelp(
            "Let the intermediate issue for these names only: dns:NAME, ip:ADDRESS/BITS, email:NAME, uri:NAME, dir:O=…. Repeatable.",
            valueName: "names"))
    var permit: [String] = []

    @Option(help: ArgumentHelp("Let the intermediate not issue for these names. Repeatable.", valueName: "names"))
    var exclude: [String] = []

    @Option(help: ArgumentHelp("How many authorities may stand below the intermediate.", valueName: "count"))
    var pathLength = 0

    @Option(help: ArgumentHelp("Encrypt the keys with the first line of this file.", valueName: "file"))
    var passphraseFile: String?

    @Flag(help: "Encrypt the keys with a passphrase that the terminal is asked for.")
    var encrypt = false

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func validate() throws {
        guard intermediate || (permit.isEmpty && exclude.isEmpty && intermediateName == nil && pathLength == 0) else {
            throw ValidationError(
                "--permit, --exclude, --path-length and --intermediate-name are about the intermediate: leave --no-intermediate away."
            )
        }
    }

    func run() throws {
        let contents = AuthorityFolder.Contents(
            name: name, key: key, days: days, intermediate: try intermediateContents())
        let passphrase: Passphrase?
        if let passphraseFile {
            passphrase = try Passphrase(file: passphraseFile)
        } else {
            passphrase = encrypt ? try PassphrasePrompt.askForNew("the authority's keys") : nil
        }
        let folder = try AuthorityFolder.create(contents, directory: dir, passphrase: passphrase)
        let report = Report(
            files: AuthorityFiles(directory: dir), certificate: folder.rootSummary,
            intermediate: intermediate ? folder.issuerSummary : nil, encrypted: passphrase != nil)
        if json { try JSONOutput.write(report) } else { print(report.text(directory: dir)) }
    }

    private func intermediateContents() throws -> CertificateAuthority.IntermediateContents? {
        guard intermediate else { return nil }
        let constraints = try AuthorityNameConstraints(permitted: permit, excluded: exclude)
        // The name may be as long as a root's, and still has to fit.
        let name = intermediateName ?? String("\(self.name.prefix(51)) Intermediate")
        return CertificateAuthority.IntermediateContents(
            name: name, key: key, days: intermediateDays, pathLength: pathLength, constraints: constraints)
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca init"
        let files: AuthorityFiles
        let certificate: CertificateSummary
        let intermediate: CertificateSummary?
        let encrypted: Bool

        func text(directory: String) -> String {
            let mode = encrypted ? "encrypted, mode 0600" : "mode 0600"
            var lines = [
                "authority    \(certificate.subject), \(certificate.publicKey), until \(certificate.notAfter)",
                "fingerprint  SHA-256 \(certificate.sha256)",
                "certificate  \(files.certificate)  for everybody who has to trust it",
                "private key  \(files.key)  for nobody else (\(mode))",
            ]
            if let intermediate {
                lines += [
                    "issuer       \(intermediate.subject), \(intermediate.publicKey), until \(intermediate.notAfter)",
                    "certificate  \(files.intermediate)  goes along with what it issues",
                    "private key  \(files.intermediateKey)  for nobody else (\(mode))",
                ]
            }
            lines += ["", "Next: waxbill ca issue server localhost --dir \(ShellWord.quoted(directory))"]
            return lines.joined(separator: "\n")
        }
    }
}

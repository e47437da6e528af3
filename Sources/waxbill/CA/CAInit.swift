import ArgumentParser
import WaxbillX509

/// `waxbill ca init`: a new root.
struct CAInit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a certificate authority.",
        discussion: """
            Writes DIR/ca.pem, the authority's certificate, and DIR/ca-key.pem, its private key (mode 0600). \
            Nothing is overwritten: where one of them exists, the command ends with 73.

            Examples:
              waxbill ca init --dir pki
              waxbill ca init --dir pki --name "Example Staging" --key p384 --days 730
            """)

    @Option(help: ArgumentHelp("The authority's directory; made when it is not there.", valueName: "dir"))
    var dir: String

    @Option(help: ArgumentHelp("The authority's common name.", valueName: "name"))
    var name = "Waxbill CA"

    @Option(help: ArgumentHelp("The kind of key: \(KeyKind.list).", valueName: "kind"))
    var key = KeyKind.p256

    @Option(help: ArgumentHelp("How long the certificate is valid.", valueName: "days"))
    var days = 3650

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let authority = try CertificateAuthority(name: name, key: key, days: days)
        let files = try authority.write(into: dir)
        let report = Report(files: files, certificate: authority.summary)
        if json { try JSONOutput.write(report) } else { print(report.text(directory: dir)) }
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca init"
        let files: AuthorityFiles
        let certificate: CertificateSummary

        func text(directory: String) -> String {
            """
            authority    \(certificate.subject), \(certificate.publicKey), until \(certificate.notAfter)
            fingerprint  SHA-256 \(certificate.sha256)
            certificate  \(files.certificate)  for everybody who has to trust it
            private key  \(files.key)  for nobody else (mode 0600)

            Next: waxbill ca issue server localhost --dir \(ShellWord.quoted(directory))
            """
        }
    }
}

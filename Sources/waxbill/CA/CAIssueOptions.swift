import ArgumentParser
import WaxbillX509

/// What both kinds of `waxbill ca issue` take and do.
struct CAIssueOptions: ParsableArguments {
    static let discussion = """
        Writes cert.pem, key.pem (mode 0600) and ca.pem, the authority's own certificate, into the directory of --out, \
        by default DIR/issued/NAME with the first name. Nothing is overwritten: where one of them exists, the command \
        ends with 73.
        """

    @Option(help: ArgumentHelp("The authority's directory, as ca init made it.", valueName: "dir"))
    var dir: String

    @Option(help: ArgumentHelp("The kind of key: \(KeyKind.list).", valueName: "kind"))
    var key = KeyKind.p256

    @Option(
        help: ArgumentHelp("How long the certificate is valid, at most as long as the authority's.", valueName: "days"))
    var days = 365

    @Option(help: ArgumentHelp("Where to write (default: DIR/issued/NAME).", valueName: "dir"))
    var out: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func issue(_ subject: LeafSubject, command: String) throws {
        let authority = try CertificateAuthority(directory: dir)
        let issued = try authority.issue(subject, key: key, days: days)
        let files = try authority.write(issued, into: out ?? "\(dir)/issued/\(subject.folderName)")
        let report = Report(command: command, files: files, certificate: issued.summary)
        if json { try JSONOutput.write(report) } else { print(report.text(subject)) }
    }

    private struct Report: Encodable {
        let schema = 1
        let command: String
        let files: IssuedFiles
        let certificate: CertificateSummary

        func text(_ subject: LeafSubject) -> String {
            """
            certificate  \(certificate.subject), \(certificate.publicKey), until \(certificate.notAfter)
            names        \(certificate.sans.joined(separator: ", "))
            issuer       \(certificate.issuer)
            written      \(files.certificate)
                         \(files.key)  (mode 0600)
                         \(files.authority)

            Next: \(next(subject))
            """
        }

        private func next(_ subject: LeafSubject) -> String {
            let files = "--cert \(ShellWord.quoted(files.certificate)) --key \(ShellWord.quoted(files.key))"
            let authority = ShellWord.quoted(self.files.authority)
            return switch subject {
            case .server: "waxbill listen 8443 \(files)"
            case .client: "waxbill connect localhost:8443 --ca \(authority) \(files)"
            }
        }
    }
}

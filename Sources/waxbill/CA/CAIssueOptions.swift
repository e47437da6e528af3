import ArgumentParser
import WaxbillAuthority
import WaxbillTLS
import WaxbillX509

/// What both kinds of `waxbill ca issue` take and do.
struct CAIssueOptions: ParsableArguments {
    static let discussion = """
        Writes cert.pem (with the intermediate, if there is one), key.pem (mode 0600) and ca.pem, the root's certificate, \
        into the directory of --out, by default DIR/issued/NAME with the first name. Nothing is overwritten: where one of \
        them exists, the command ends with 73.

        --break makes a certificate that is wrong on purpose, for tests of what has to refuse it: \(CertificateDefect.list).
        """

    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var validity: ValidityOptions

    @Option(help: ArgumentHelp("The kind of key: \(KeyKind.list) (default: p256).", valueName: "kind"))
    var key: KeyKind?

    @Option(help: ArgumentHelp("An e-mail address in the certificate. Repeatable.", valueName: "address"))
    var email: [String] = []

    @Option(help: ArgumentHelp("A URI in the certificate. Repeatable.", valueName: "uri"))
    var uri: [String] = []

    @Option(
        name: .customLong("break"), help: ArgumentHelp("What is to be wrong with it. Repeatable.", valueName: "defect"))
    var defects: [CertificateDefect] = []

    @Option(
        help: ArgumentHelp(
            "Defaults from a file of templates; NAME may be left away where it has one.", valueName: "file#name"))
    var template: String?

    @Option(help: ArgumentHelp("Where to write (default: DIR/issued/NAME).", valueName: "dir"))
    var out: String?

    @Option(help: ArgumentHelp("Encrypt the new key with the first line of this file.", valueName: "file"))
    var keyPassphraseFile: String?

    /// - Parameter subject: whom it is for, with the names that the template adds.
    func issue(_ subject: ([String]) throws -> LeafSubject, command: String) throws {
        let template = try template.map { try CertificateTemplate($0) }
        let subject = try subject(template?.names ?? [])
        let contents = try contents(subject, template)
        let keyPassphrase = try keyPassphraseFile.map { try Passphrase(file: $0) }
        let folder = try authority.folder()
        let directory = out ?? folder.issuedDirectory(subject.folderName)
        try folder.requireVacant(directory)
        let issued = try passphrase.unlocking {
            try folder.issue(contents, key: key ?? template?.key ?? .p256, passphrase: $0)
        }
        let files = try folder.write(issued, into: directory, keyPassphrase: keyPassphrase)
        if contents.defects.isEmpty {
            try IssuedChainCheck.warn(about: issued.identity.certificateChain, root: files.authority)
        }
        let report = Report(command: command, files: files, certificate: issued.summary)
        if authority.json { try JSONOutput.write(report) } else { print(report.text(subject)) }
    }

    private func contents(_ subject: LeafSubject, _ template: CertificateTemplate?) throws -> LeafContents {
        let names =
            try ((template?.emails ?? []) + email).map { try ExtraName.email(checked: $0) }
            + ((template?.uris ?? []) + uri).map { try ExtraName.uri(checked: $0) }
        return LeafContents(
            subject, extraNames: names,
            validity: try validity.terms(defaultDays: template?.days, defaultHours: template?.hours),
            defects: Set((template?.defects ?? []) + defects))
    }

    private struct Report: Encodable {
        let schema = 1
        let command: String
        let files: IssuedFiles
        let certificate: CertificateSummary

        func text(_ subject: LeafSubject) -> String {
            """
            certificate  \(certificate.subject), \(certificate.publicKey), until \(certificate.notAfter)
            serial       \(certificate.serial)
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

extension CertificateDefect: ExpressibleByArgument {
    /// All names, for the help.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

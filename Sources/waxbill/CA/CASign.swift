import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca sign`: a certificate for somebody else's key.
struct CASign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Issue a certificate for a signing request.",
        discussion: """
            Checks that the request (PKCS#10, PEM or DER) was signed with its key, takes its names, and writes cert.pem and \
            ca.pem into the directory of --out, by default DIR/issued/NAME. A server's names are the request's DNS names and \
            addresses, or its common name where it has none; a client's name is the common name. Nothing else of the \
            request gets into the certificate.

            With --allow, the command ends with 77 where a name is neither one of those allowed nor below one.

            Examples:
              waxbill ca sign request.pem --dir pki --dry-run
              waxbill ca sign request.pem --dir pki --allow example.com --days 90
              waxbill ca sign alice.csr --client --dir pki
            """)

    @Argument(help: ArgumentHelp("The request's file.", valueName: "csr"))
    var request: String

    enum Purpose: String, EnumerableFlag {
        case server
        case client
    }

    @Flag(help: "What the certificate is for.")
    var purpose = Purpose.server

    @Option(help: ArgumentHelp("A name that may be asked for, and all below it. Repeatable.", valueName: "name"))
    var allow: [String] = []

    @Flag(help: "Only show what would be signed.")
    var dryRun = false

    @Option(help: ArgumentHelp("Where to write (default: DIR/issued/NAME).", valueName: "dir"))
    var out: String?

    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var validity: ValidityOptions

    func run() throws {
        let request = try CertificationRequest(try FileContents.read(request), source: request)
        let (subject, extraNames) = try purpose == .server ? request.server() : request.client()
        let names = subject.texts + extraNames.map(\.text)
        try checkAllowed(names)
        guard !dryRun else {
            let report = DryRun(subject: request.subject, names: names)
            if authority.json { try JSONOutput.write(report) } else { print(report.text) }
            return
        }
        let contents = LeafContents(subject, extraNames: extraNames, validity: try validity.terms())
        let folder = try authority.folder()
        let directory = out ?? folder.issuedDirectory(subject.folderName)
        try folder.requireVacant(directory)
        let chain = try passphrase.unlocking { try folder.sign(request, contents, passphrase: $0) }
        let files = try folder.write(chain, keyPEM: nil, into: directory)
        try IssuedChainCheck.warn(about: chain, root: files.authority)
        try ChainReport(command: "ca sign", chain: chain, files: files, key: nil).show(json: authority.json)
    }

    private func checkAllowed(_ names: [String]) throws {
        guard !allow.isEmpty else { return }
        let allowed = allow.map { $0.lowercased() }
        for name in names {
            // An address of mail is below its domain; a client's name and a URI have to be named themselves.
            let domain = (name.split(separator: "@").last.map(String.init) ?? name).lowercased()
            let isAllowed = allowed.contains { name.lowercased() == $0 || domain == $0 || domain.hasSuffix(".\($0)") }
            guard isAllowed || name.hasPrefix("waxbill:") else {
                throw CommandFailure(
                    .notPermitted,
                    "the request asks for \"\(escaped(name))\", which --allow does not cover; nothing was signed")
            }
        }
    }

    private struct DryRun: Encodable {
        let schema = 1
        let command = "ca sign"
        let dryRun = true
        let subject: String
        let names: [String]

        var text: String {
            """
            subject      \(escaped(subject))
            names        \(names.map { escaped($0) }.joined(separator: ", "))
            nothing was signed (--dry-run)
            """
        }
    }
}

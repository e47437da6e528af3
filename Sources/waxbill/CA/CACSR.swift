import ArgumentParser
import WaxbillX509

/// `waxbill ca csr`: requests to be signed by an authority.
struct CACSR: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "csr", abstract: "Make a signing request.", subcommands: [CACSRNew.self])
}

/// `waxbill ca csr new`.
struct CACSRNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a key and a signing request for it.",
        discussion: """
            Writes key.pem (mode 0600) and request.pem into the directory of --out. Nothing is overwritten. No authority is \
            needed: send request.pem to yours.

            Examples:
              waxbill ca csr new server example.com www.example.com --out web
              waxbill ca csr new client alice --out alice --key ed25519 --key-passphrase-file passphrase.txt
            """)

    enum Purpose: String, ExpressibleByArgument, CaseIterable {
        case server
        case client
    }

    @Argument(help: ArgumentHelp("server or client.", valueName: "purpose"))
    var purpose: Purpose

    @Argument(help: ArgumentHelp("The server's names, or the client's.", valueName: "name"))
    var names: [String]

    @Option(help: ArgumentHelp("Where to write.", valueName: "dir"))
    var out: String

    @Option(help: ArgumentHelp("The kind of key: \(KeyKind.list).", valueName: "kind"))
    var key = KeyKind.p256

    @Option(help: ArgumentHelp("An e-mail address in the certificate. Repeatable.", valueName: "address"))
    var email: [String] = []

    @Option(help: ArgumentHelp("A URI in the certificate. Repeatable.", valueName: "uri"))
    var uri: [String] = []

    @Option(help: ArgumentHelp("Encrypt the new key with the first line of this file.", valueName: "file"))
    var keyPassphraseFile: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let subject = try subject()
        let extraNames = try email.map { try ExtraName.email(checked: $0) } + uri.map { try ExtraName.uri(checked: $0) }
        let passphrase = try keyPassphraseFile.map { try Passphrase(file: $0) }
        let made = try CertificationRequest.make(subject, extraNames: extraNames, key: key, passphrase: passphrase)
        let report = Report(files: Files(request: path("request.pem"), key: path("key.pem")), names: subject.texts)
        try NewFiles.create(
            [.privateKey(report.files.key, made.keyPEM), .certificate(report.files.request, made.request.pem)], in: out)
        if json { try JSONOutput.write(report) } else { print(report.text) }
    }

    private func subject() throws -> LeafSubject {
        guard purpose == .client else { return try .server(named: names) }
        guard names.count == 1, let name = names.first else { throw ValidationError("a client has one name.") }
        return try .client(named: name)
    }

    private func path(_ name: String) -> String { out.hasSuffix("/") ? out + name : "\(out)/\(name)" }

    private struct Files: Encodable {
        let request: String
        let key: String
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca csr new"
        let files: Files
        let names: [String]

        var text: String {
            """
            names        \(names.joined(separator: ", "))
            written      \(files.request)
                         \(files.key)  (mode 0600)

            Next, where the authority is: waxbill ca sign \(ShellWord.quoted(files.request)) --dir DIR
            """
        }
    }
}

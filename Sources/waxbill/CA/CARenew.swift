import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca renew`: the same certificate for longer.
struct CARenew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Issue a certificate again, with a new validity and serial number.",
        discussion: """
            The names and uses stay, and the key unless --new-key is given. It is valid as long as the old one was, if \
            nothing else is said. With --replace, the file that was named is replaced at once (and key.pem beside it with \
            --new-key); else cert.pem and ca.pem are written into the directory of --out, by default \
            DIR/issued/SERIAL with the new serial number.

            Examples:
              waxbill ca renew pki/issued/localhost/cert.pem --dir pki --replace
              waxbill ca renew 5d0c… --dir pki --days 90 --out new --new-key
            """)

    @Argument(
        help: ArgumentHelp("The certificate: its file, or its serial number in hexadecimal.", valueName: "certificate"))
    var certificate: String

    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var validity: ValidityOptions

    @Flag(help: "Make a new key.")
    var newKey = false

    @Option(help: ArgumentHelp("The kind of the new key: \(KeyKind.list).", valueName: "kind"))
    var key = KeyKind.p256

    @Flag(help: "Replace the file that was named.")
    var replace = false

    @Option(help: ArgumentHelp("Where to write.", valueName: "dir"))
    var out: String?

    mutating func validate() throws {
        guard !replace || out == nil else { throw ValidationError("give --replace or --out, not both.") }
    }

    func run() throws {
        let folder = try authority.folder()
        let record = try folder.record(certificate)
        if replace { _ = try FileContents.read(certificate) }
        if let out { try folder.requireVacant(out, withKey: newKey) }
        let (chain, newKeyPEM) = try passphrase.unlocking {
            try folder.renew(
                record, validity: validity.isEmpty ? nil : try validity.terms(), newKey: newKey ? key : nil,
                passphrase: $0)
        }
        if replace {
            let files = try replaceFiles(folder.pem(chain), newKeyPEM)
            try ChainReport(command: "ca renew", chain: chain, files: files).show(json: authority.json)
        } else {
            let serial = CertificateSummary(issued: chain.first ?? []).serial
            let files = try folder.write(chain, keyPEM: newKeyPEM, into: out ?? folder.issuedDirectory(serial))
            try ChainReport(command: "ca renew", chain: chain, files: files, key: newKeyPEM).show(json: authority.json)
        }
    }

    /// The key first: whoever reads both between sees that they do not belong together, and waits.
    private func replaceFiles(_ certificatePEM: String, _ keyPEM: String?) throws -> [String] {
        var files = [certificate]
        if let keyPEM {
            let path = certificate.lastIndex(of: "/").map { certificate[...$0] + "key.pem" } ?? "key.pem"
            try NewFiles.replace(.privateKey(path, keyPEM))
            files.append(path)
        }
        try NewFiles.replace(.certificate(certificate, certificatePEM))
        return files
    }
}

import ArgumentParser
import Foundation
import WaxbillAuthority
import WaxbillTLS
import WaxbillX509

/// `waxbill ca export`.
struct CAExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a certificate in another form.",
        discussion: """
            pem is the certificate alone, chain is it with the intermediate, der is DER, and p12 is PKCS#12 with the key of \
            --key and the chain, which the program openssl makes, under the first line of --passphrase-file. Without --out, \
            everything but p12 goes to standard output. Nothing is overwritten.

            Examples:
              waxbill ca export 5d0c… --dir pki --format chain
              waxbill ca export pki/issued/alice/cert.pem --dir pki --format p12 --key pki/issued/alice/key.pem \\
                --passphrase-file passphrase.txt --out alice.p12
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case pem
        case der
        case chain
        case p12
    }

    @Argument(
        help: ArgumentHelp("The certificate: its file, or its serial number in hexadecimal.", valueName: "certificate"))
    var certificate: String

    @Option(help: ArgumentHelp("pem, der, chain or p12.", valueName: "format"))
    var format = Format.pem

    @Option(help: ArgumentHelp("Where to write.", valueName: "file"))
    var out: String?

    @Option(help: ArgumentHelp("The certificate's private key, for p12.", valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp("What --key is encrypted with, if it is: the first line of this file.", valueName: "file"))
    var keyPassphraseFile: String?

    @Option(
        help: ArgumentHelp("What the PKCS#12 file is encrypted with: the first line of this file.", valueName: "file"))
    var passphraseFile: String?

    @OptionGroup var authority: AuthorityOptions

    mutating func validate() throws {
        if format == .p12, key == nil || passphraseFile == nil || out == nil {
            throw ValidationError("p12 needs --key FILE, --passphrase-file FILE and --out FILE.")
        }
    }

    func run() throws {
        let folder = try authority.folder()
        let record = try folder.record(certificate)
        let chain = try folder.chain(of: record)
        if let out { try NewFiles.requireVacant([out]) }
        switch format {
        case .pem: try write(Array(folder.pem([chain[0]]).utf8))
        case .chain: try write(Array(folder.pem(chain).utf8))
        case .der: try write(chain[0])
        case .p12: try writePKCS12(folder.pem(chain), root: folder.rootPEM)
        }
        guard let out else { return }
        let report = Report(file: out, format: format.rawValue, serial: record.serial)
        if authority.json { try JSONOutput.write(report) } else { print("written      \(out)") }
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let out else { return StandardOutput.write(bytes) }
        try NewFiles.create([NewFile(path: out, contents: bytes, mode: 0o644)])
    }

    private func writePKCS12(_ chain: String, root: String) throws {
        guard let key, let passphraseFile, let out else { return }
        _ = try Passphrase(file: passphraseFile)
        // Whether key and certificate belong together is ours to say: openssl's words are for others.
        _ = try Identity(
            certificatePEM: Array(chain.utf8), keyPEM: try FileContents.read(key),
            passphrase: try keyPassphraseFile.map { try Passphrase(file: $0) })
        let bytes = try OpenSSLProgram.run(
            ["pkcs12", "-export", "-inkey", key, "-passout", "file:\(passphraseFile)"]
                + (keyPassphraseFile.map { ["-passin", "file:\(Self.respelled($0))"] } ?? []),
            input: Array((chain + root).utf8))
        try NewFiles.create([NewFile(path: out, contents: bytes, mode: 0o600)])
    }

    /// Where both options name one file in the same words, openssl takes its second line for the second.
    private static func respelled(_ path: String) -> String { path.hasPrefix("/") ? "/." + path : "./" + path }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca export"
        let file: String
        let format: String
        let serial: String
    }
}

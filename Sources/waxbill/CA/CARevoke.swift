import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca revoke`.
struct CARevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a certificate.",
        discussion: """
            The certificate is revoked in the authority's index; 'waxbill ca crl' and 'waxbill ca ocsp' tell others. The \
            reasons are those of RFC 5280: \(RevocationReason.list). removeFromCRL ends a certificateHold, and every other \
            reason may follow one. One that is revoked already ends the command with 1.

            Examples:
              waxbill ca revoke pki/issued/alice/cert.pem --dir pki --reason keyCompromise
              waxbill ca revoke 5d:0c:… --dir pki
            """)

    @Argument(
        help: ArgumentHelp("The certificate: its file, or its serial number in hexadecimal.", valueName: "certificate"))
    var certificate: String

    @Option(help: ArgumentHelp("Why.", valueName: "reason"))
    var reason = RevocationReason.unspecified

    @OptionGroup var authority: AuthorityOptions

    func run() throws {
        let folder = try authority.folder()
        let record = try folder.revoke(try folder.record(certificate), reason: reason)
        let report = Report(
            serial: record.serial, name: record.name, revokedAt: record.revokedAt.map(rfc3339),
            reason: record.revocationReason?.rawValue)
        guard !authority.json else { return try JSONOutput.write(report) }
        let what = report.revokedAt.map { "revoked since \($0): \(report.reason ?? "")" } ?? "not revoked any more"
        print("\(record.serial)  \(escaped(record.name))  \(what)")
        print("\nNext: waxbill ca crl --dir \(ShellWord.quoted(authority.dir))")
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca revoke"
        let serial: String
        let name: String
        let revokedAt: String?
        let reason: String?
    }
}

extension RevocationReason: ExpressibleByArgument {
    /// In any case, with or without hyphens.
    public init?(argument: String) {
        let wanted = argument.lowercased().filter { $0 != "-" }
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else { return nil }
        self = found
    }

    /// All names, for the help.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

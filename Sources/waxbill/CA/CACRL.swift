import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca crl`.
struct CACRL: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crl",
        abstract: "Make the list of revoked certificates.",
        discussion: """
            Writes a CRL with the next number to DIR/crl.pem, or DIR/root-crl.pem with --of root, in the place of the last \
            one. The list is about what that certificate issued: with an intermediate, leaves are on its list, and the \
            intermediate itself is on the root's.

            Examples:
              waxbill ca crl --dir pki
              waxbill ca crl --dir pki --hours 12 --format der --out /srv/www/crl.der
            """)

    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var passphrase: PassphraseOptions

    @Option(help: ArgumentHelp("When the next list is promised, in days.", valueName: "days"))
    var days: Int?

    @Option(help: ArgumentHelp("The same in hours.", valueName: "hours"))
    var hours: Int?

    @Option(help: ArgumentHelp("Whose list: root or intermediate (default: that which issues).", valueName: "issuer"))
    var of: CertificateRecord.Issuer?

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case pem
        case der
    }

    @Option(help: ArgumentHelp("pem or der.", valueName: "format"))
    var format = Format.pem

    @Option(help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
    var out: String?

    func run() throws {
        let seconds = try Period.seconds(days: days, hours: hours, defaultDays: 7)
        let folder = try authority.folder()
        let issuer = of ?? folder.issuer
        guard issuer != .other, issuer == .root || folder.issuer == .intermediate else {
            throw CommandFailure(.usageError, "the authority has no intermediate")
        }
        let list = try passphrase.unlocking { try folder.makeList(of: issuer, nextUpdate: seconds, passphrase: $0) }
        let name = issuer == folder.issuer ? "crl" : "\(issuer.rawValue)-crl"
        let path = out ?? "\(authority.dir)/\(name).\(format.rawValue)"
        let bytes = format == .pem ? Array(list.pem.utf8) : list.der
        guard path != "-" else { return StandardOutput.write(bytes) }
        try NewFiles.replace(NewFile(path: path, contents: bytes, mode: 0o644))
        let report = Report(
            file: path, number: (list.number ?? []).reduce(0) { $0 << 8 | UInt64($1) }, revoked: list.count,
            thisUpdate: rfc3339(folder.now),
            nextUpdate: rfc3339(folder.now + Int64(seconds)))
        guard !authority.json else { return try JSONOutput.write(report) }
        print(
            """
            CRL          number \(report.number), \(report.revoked) revoked
            next update  \(report.nextUpdate)
            written      \(path)
            """)
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca crl"
        let file: String
        let number: UInt64
        let revoked: Int
        let thisUpdate: String
        let nextUpdate: String
    }
}

extension CertificateRecord.Issuer: ExpressibleByArgument {}

/// How long a statement holds.
enum Period {
    /// - Throws: ``CommandFailure`` where the options make no sense.
    static func seconds(days: Int?, hours: Int?, defaultDays: Int) throws -> Int {
        guard days == nil || hours == nil else { throw CommandFailure(.usageError, "give --days or --hours, not both") }
        let hours = hours ?? (days ?? defaultDays).multipliedReportingOverflow(by: 24).partialValue
        guard (1...36_500 * 24).contains(hours), (1...36_500).contains(days ?? 1) else {
            throw CommandFailure(.usageError, "the next update is 1 hour to 36500 days away")
        }
        return hours * 3600
    }
}

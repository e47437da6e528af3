import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// `waxbill ca list`.
struct CAList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show what was issued.",
        discussion: """
            One line a certificate, in the order of their making: serial number, status, kind, end, name. Serial numbers \
            that were reserved by a process that then ended show with --reserved only. Filters add up.

            Examples:
              waxbill ca list --dir pki
              waxbill ca list --dir pki --expiring 30 --json
              waxbill ca list --dir pki --revoked --name alice
            """)

    @OptionGroup var authority: AuthorityOptions

    @Flag(help: "Only those that are valid now.")
    var valid = false

    @Flag(help: "Only those that have expired.")
    var expired = false

    @Flag(help: "Only those that are revoked.")
    var revoked = false

    @Flag(help: "Only serial numbers without a certificate.")
    var reserved = false

    @Option(help: ArgumentHelp("Only valid ones that end within these days.", valueName: "days"))
    var expiring: Int?

    @Option(help: ArgumentHelp("Only those whose name contains this.", valueName: "text"))
    var name: String?

    mutating func validate() throws {
        guard [valid, expired, revoked, reserved].count(where: \.self) <= 1 else {
            throw ValidationError("give one of --valid, --expired, --revoked and --reserved.")
        }
        if let expiring, !(0...36_500).contains(expiring) { throw ValidationError("--expiring takes 0 to 36500 days.") }
    }

    func run() throws {
        let folder = try authority.folder()
        let now = folder.now
        let entries = try folder.records().filter { matches($0, now) }.map { Entry($0, now) }
        guard !authority.json else { return try JSONOutput.write(Report(certificates: entries)) }
        for entry in entries { print(entry.line) }
    }

    private func matches(_ record: CertificateRecord, _ now: Int64) -> Bool {
        let status = record.status(at: now)
        if (status == .reserved) != reserved { return false }
        if valid, status != .valid { return false }
        if expired, status != .expired { return false }
        if revoked, status != .revoked { return false }
        if let expiring, status != .valid || (record.notAfter ?? .max) > now + Int64(expiring) * 86_400 { return false }
        return name.map { record.name.lowercased().contains($0.lowercased()) } ?? true
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "ca list"
        let certificates: [Entry]
    }

    private struct Entry: Encodable {
        let serial: String
        let status: CertificateRecord.Status
        let kind: CertificateRecord.Kind
        let issuer: CertificateRecord.Issuer
        let name: String
        let notBefore: String?
        let notAfter: String?
        let revokedAt: String?
        let reason: String?

        init(_ record: CertificateRecord, _ now: Int64) {
            serial = record.serial
            status = record.status(at: now)
            kind = record.kind
            issuer = record.issuer
            name = record.name
            notBefore = record.notBefore.map(rfc3339)
            notAfter = record.notAfter.map(rfc3339)
            revokedAt = record.revokedAt.map(rfc3339)
            reason = record.revocationReason?.rawValue
        }

        var line: String {
            func column(_ text: String, _ width: Int) -> String {
                text + String(repeating: " ", count: max(0, width - text.count) + 2)
            }
            return column(serial, 32) + column(status.rawValue, 9) + column(kind.rawValue, 12)
                + column(notAfter ?? "-", 20) + escaped(name)
        }
    }
}

import ArgumentParser
import Foundation
import WaxbillX509

/// `waxbill cert needs-renewal`.
struct CertNeedsRenewal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "needs-renewal",
        abstract: "Say whether certificates end soon; for cron.",
        discussion: """
            Ends with 0 where nothing has to be done, and with another status where something has: \
            'waxbill cert needs-renewal FILE || renew'. Every certificate in the files counts, issuers too. One that is \
            expired, or whose validity cannot be read, needs renewal.

            Without --within, a certificate needs renewal when less than a third of its validity is left, or less than 30 \
            days where a third is more than that.

            EXAMPLES:
              waxbill cert needs-renewal cert.pem || renew
              waxbill cert needs-renewal --within 14d /etc/tls/*.pem
              waxbill cert needs-renewal --within 1/3 cert.pem --json

            EXIT STATUS:
              0   none needs renewal
              1   some do; they are named
              65  a file has no certificate in it
              66  no such file
            """)

    @Option(
        help: ArgumentHelp(
            "How long before the end: days, hours, minutes, seconds (30d, 12h, 90m, 5s), or a part of the validity (1/3).",
            valueName: "time"),
        transform: {
            guard let margin = RenewalMargin($0) else {
                throw ValidationError("\"\(escaped($0))\" is neither a time (30d, 12h, 90m, 5s) nor a part (1/3).")
            }
            return margin
        })
    var within = RenewalMargin.usual

    @Argument(help: ArgumentHelp("PEM or DER files; '-' for standard input.", valueName: "file"))
    var files: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        var failures = InputFailures()
        var found: [Finding] = []
        let now = Date()
        for path in files {
            try failures.collect {
                let file = try CertFile(path)
                for der in try file.certificates() {
                    found.append(Finding(file.source, CertificateDescription(der: der), within, now))
                }
            }
        }
        if json {
            try JSONOutput.write(Report(certificates: found))
        } else {
            for finding in found where finding.needsRenewal { StandardOutput.writeLine(finding.text) }
        }
        if let status = failures.first { throw ExitCode(status.rawValue) }
        guard !found.contains(where: \.needsRenewal) else { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "cert needs-renewal"
        let certificates: [Finding]
    }

    private struct Finding: Encodable {
        let source: String
        let subject: String?
        let serial: String?
        let notAfter: String?
        /// From when on it is to be renewed; nil where its validity cannot be read.
        let renewFrom: String?
        let needsRenewal: Bool
        let expired: Bool
        private let secondsLeft: TimeInterval?

        private enum CodingKeys: CodingKey {
            case source
            case subject
            case serial
            case notAfter
            case renewFrom
            case needsRenewal
            case expired
        }

        init(_ source: String, _ certificate: CertificateDescription?, _ margin: RenewalMargin, _ now: Date) {
            self.source = source
            subject = certificate?.subject
            serial = certificate?.serial
            notAfter = certificate?.notAfter
            let start = certificate.flatMap { try? Date($0.notBefore, strategy: .iso8601) }
            let end = certificate.flatMap { try? Date($0.notAfter, strategy: .iso8601) }
            guard let start, let end else {
                renewFrom = nil
                needsRenewal = true
                expired = false
                secondsLeft = nil
                return
            }
            let renewal = margin.start(notBefore: start, notAfter: end)
            renewFrom = renewal.formatted(.iso8601)
            needsRenewal = now >= renewal
            expired = now > end
            secondsLeft = end.timeIntervalSince(now)
        }

        var text: String {
            guard let subject, let notAfter, let secondsLeft else {
                let name = subject ?? "a certificate that cannot be read"
                return "\(escaped(source)): \(name): its validity is malformed"
            }
            let days = Int((abs(secondsLeft) / 86_400).rounded(.down))
            let distance = expired ? "expired \(days) days ago" : "\(days) days left"
            return "\(escaped(source)): \(subject) ends \(notAfter), \(distance)"
        }
    }
}

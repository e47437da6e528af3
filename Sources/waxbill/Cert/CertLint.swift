import ArgumentParser
import WaxbillX509

/// `waxbill cert lint`.
struct CertLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find what is wrong with certificates, each by itself.",
        discussion: """
            An error is against what issuers must do, or what validators refuse; a warning against what they should do; a \
            notice is worth knowing. Nothing is verified: see 'cert verify'.

            EXAMPLES:
              waxbill cert lint cert.pem chain.pem
              waxbill cert lint --strict --json cert.pem

            EXIT STATUS:
              0   no errors; with --strict, no warnings either
              1   there are some
              65  a file has no certificate in it
              66  no such file
            """)

    @Argument(help: ArgumentHelp("PEM or DER files; '-' for standard input.", valueName: "file"))
    var files: [String]

    @Flag(help: "Let warnings count as errors do.")
    var strict = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        var failures = InputFailures()
        var linted: [Linted] = []
        for path in files {
            try failures.collect {
                let file = try CertFile(path)
                let certificates = try file.certificates()
                linted += certificates.enumerated().map { Linted(file.source, $0.offset, $0.element) }
            }
        }
        if json {
            try JSONOutput.write(Report(certificates: linted))
        } else {
            for certificate in linted { StandardOutput.write(certificate.text) }
        }
        if let status = failures.first { throw ExitCode(status.rawValue) }
        let worst = linted.flatMap(\.findings).map(\.severity).max() ?? .notice
        guard worst < (strict ? .warning : .error) else { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "cert lint"
        let certificates: [Linted]
    }

    private struct Linted: Encodable {
        let source: String
        /// Which of the file's certificates it is, from 1.
        let position: Int
        let subject: String?
        let sha256: String?
        let findings: [LintFinding]

        init(_ source: String, _ index: Int, _ der: [UInt8]) {
            let description = CertificateDescription(der: der)
            self.source = source
            position = index + 1
            subject = description?.subject
            sha256 = description?.sha256
            findings = CertificateLint.findings(der: der)
        }

        /// A line for the certificate and one for each finding.
        var text: String {
            let name = subject ?? "not a certificate"
            let count = findings.isEmpty ? "nothing found" : "\(findings.count) found"
            return
                (["\(escaped(source)) \(position): \(name): \(count)"] + findings.map { "  \(escaped($0.description))" })
                .map { $0 + "\n" }.joined()
        }
    }
}

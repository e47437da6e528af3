import ArgumentParser
import WaxbillTLS
import WaxbillX509

/// `waxbill cert verify`.
struct CertVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Find a path from a certificate to a trust anchor, and validate it.",
        discussion: """
            CHAIN's first certificate is verified; the others, and those of --intermediates, may help. What is shown is the \
            path that was found, or the rule that was broken, by which certificate, with the rule's section and the alert that \
            a peer would get.

            With --jsonl, each line of standard input is a JSON object that asks for one verification, and is answered by \
            ID, SUCCESS or FAILURE, and the reason, tabs between. Its members: id, leaf (PEM); and where wanted trust, \
            intermediates, crls (lists of PEM texts), time (RFC 3339), name ({"dns"|"ip"|"email"|"uri": …}), names (a list of \
            them, all of which the leaf must have), purpose (server, client, any), maxDepth, profile (webpki, rfc5280), \
            policies ({"initial": [OID], "requireExplicit", "inhibitMapping", "inhibitAny": bool}). Without trust, nothing \
            is trusted.

            EXAMPLES:
              waxbill cert verify chain.pem --ca root.pem --name example.com --purpose server
              waxbill cert verify cert.pem --intermediates bundle.pem --crl ca.crl
              waxbill cert verify chain.pem --ca root.pem --time 2027-01-01T00:00:00Z --json
              waxbill cert verify --jsonl < cases.jsonl

            EXIT STATUS:
              0   verified; with --jsonl, all lines are answered
              1   refused; the rule is named
              65  a file cannot be read as what it should be
              66  no such file
              78  the system trusts nobody
            """)

    @Argument(
        help: ArgumentHelp("The leaf and its chain, PEM or DER files; '-' for standard input.", valueName: "chain"))
    var chain: [String] = []

    @Option(help: ArgumentHelp("Trust the certificates in this file instead of the system's.", valueName: "file"))
    var ca: [String] = []

    @Option(help: ArgumentHelp("More certificates that a path may use.", valueName: "file"))
    var intermediates: [String] = []

    @OptionGroup var revocation: RevocationOptions

    @Option(
        help: ArgumentHelp(
            """
            A name that the leaf must have, all of them where there are several: a DNS name, an address, or dns:, ip:, \
            email: or uri: and the name.
            """, valueName: "name"),
        transform: NameOption.parse)
    var name: [ReferenceName] = []

    @Option(help: ArgumentHelp("What the leaf is for: server, client or any.", valueName: "purpose"))
    var purpose = ValidationOptions.Purpose.any

    @Option(
        help: ArgumentHelp("The moment to verify for (RFC 3339); default: now.", valueName: "time"),
        transform: {
            guard let time = VerificationTime($0) else {
                throw ValidationError("\"\(escaped($0))\" is not a time like 2026-11-21T12:00:00Z.")
            }
            return time
        })
    var time: VerificationTime?

    @Option(help: ArgumentHelp("Whose rules of form count: rfc5280 or webpki.", valueName: "profile"))
    var profile = ValidationProfile.rfc5280

    @Option(help: ArgumentHelp("The most certificates between the leaf and the trust anchor.", valueName: "n"))
    var maxDepth: UInt16?

    @OptionGroup var policies: PolicyOption

    @Option(
        help: ArgumentHelp(
            "A key of which one has to be in the path: the SHA-256 of its SubjectPublicKeyInfo, in base64.",
            valueName: "pin"),
        transform: {
            guard let pin = PublicKeyPin($0) else {
                throw ValidationError("\"\(escaped($0))\" is not a SHA-256 in base64 or hexadecimal.")
            }
            return pin
        })
    var pin: [PublicKeyPin] = []

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Answer the verifications that standard input asks for, one JSON object a line.")
    var jsonl = false

    mutating func validate() throws {
        guard jsonl != !chain.isEmpty else {
            throw ValidationError(
                jsonl ? "--jsonl takes everything from standard input: leave CHAIN away." : "Name the chain's files.")
        }
        let isPlain = ca.isEmpty && intermediates.isEmpty && name.isEmpty && pin.isEmpty && time == nil && !json
        guard !jsonl || isPlain && revocation.isEmpty && policies.isEmpty && maxDepth == nil else {
            throw ValidationError("--jsonl takes everything from standard input: leave the other options away.")
        }
    }

    func run() throws {
        guard !jsonl else {
            var lines = VerifyLines()
            lines.run()
            return
        }
        let files = try (chain + intermediates).flatMap { try CertFile($0).certificates() }
        let roots = try ca.isEmpty ? TrustRoots.system() : TrustRoots(files: ca)
        let moment = time ?? .now
        let report = VerificationReport(
            leaf: files.first.flatMap { CertificateSummary(der: $0) }, time: moment,
            outcome: outcome(files, roots, try options(files, moment)))
        if json { try JSONOutput.write(report) } else { StandardOutput.write(report.text) }
        guard report.isVerified else { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    private func outcome(
        _ certificates: [[UInt8]], _ roots: TrustRoots, _ options: ValidationOptions
    ) -> VerificationReport.Outcome {
        do throws(ValidationRefusal) {
            let path = try PathValidator(roots: roots).validate(certificates, options)
            guard pin.isEmpty || path.holds(anyOf: pin) else {
                return .refused(.init(rule: .pin, detail: "the chain holds none of the pinned keys"))
            }
            return .verified(path)
        } catch {
            return .refused(.init(error))
        }
    }

    private func options(_ files: [[UInt8]], _ moment: VerificationTime) throws -> ValidationOptions {
        var options = ValidationOptions(time: CertificateTime(secondsSinceEpoch: moment.seconds))
        options.purpose = purpose
        options.names = name
        options.profile = profile
        options.policies = policies.parameters
        // The user's own files are no attack.
        options.limits.certificateCount = max(options.limits.certificateCount, files.count)
        options.limits.chainSize = max(options.limits.chainSize, files.reduce(0) { $0 + $1.count })
        if let maxDepth { options.limits.depth = Int(maxDepth) }
        try revocation.apply(to: &options)
        return options
    }
}

extension ValidatedPath {
    /// Whether one of its certificates has one of these keys.
    fileprivate func holds(anyOf pins: [PublicKeyPin]) -> Bool {
        let found = certificates.compactMap { CertificateDescription(der: $0)?.spkiPin }
        return pins.contains { found.contains($0.description) }
    }
}

extension ValidationOptions.Purpose: ExpressibleByArgument {}
extension ValidationProfile: ExpressibleByArgument {}

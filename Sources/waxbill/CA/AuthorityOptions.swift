import ArgumentParser
import WaxbillAuthority
import WaxbillX509

/// What every command about an existing authority takes.
struct AuthorityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The authority's directory, as ca init made it.", valueName: "dir"))
    var dir: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func folder() throws -> AuthorityFolder { try AuthorityFolder(directory: dir) }
}

/// How long a certificate is to be valid.
struct ValidityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long the certificate is valid, in days, at most as long as the authority.", valueName: "days"))
    var days: Int?

    @Option(help: ArgumentHelp("The same in hours.", valueName: "hours"))
    var hours: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Its first second: an RFC 3339 time, or one from now such as -1d, +12h (s, m, h, d, w, y).",
            valueName: "time"))
    var notBefore: ValidityTerms.Instant?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Its last second; -1d makes one that has expired.", valueName: "time"))
    var notAfter: ValidityTerms.Instant?

    var isEmpty: Bool { days == nil && hours == nil && notBefore == nil && notAfter == nil }

    /// What was asked for; `defaults` where nothing was.
    func terms(defaultDays: Int? = nil, defaultHours: Int? = nil) throws -> ValidityTerms {
        let isOpen = days == nil && hours == nil && notAfter == nil
        return try ValidityTerms(
            days: days ?? (isOpen ? defaultDays : nil), hours: hours ?? (isOpen ? defaultHours : nil),
            notBefore: notBefore, notAfter: notAfter)
    }
}

extension ValidityTerms.Instant: ExpressibleByArgument {
    /// A time as ``init(_:)`` reads it.
    public init?(argument: String) { self.init(argument) }
}

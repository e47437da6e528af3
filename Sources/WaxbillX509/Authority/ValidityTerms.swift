import WaxbillTLS

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What was asked for of a certificate's validity: how long, or from when to when.
public struct ValidityTerms: Sendable, Hashable {
    /// How long, in seconds, where no end is named.
    public let seconds: Int
    /// The first second; nil: now.
    public let notBefore: Instant?
    /// The last second; nil: ``seconds`` after the first.
    public let notAfter: Instant?

    /// `days` or `hours` from the beginning, 365 days where neither is said, or explicit dates.
    /// - Throws: ``AuthorityError``.
    public init(
        days: Int? = nil, hours: Int? = nil, notBefore: Instant? = nil, notAfter: Instant? = nil
    ) throws(AuthorityError) {
        guard [days == nil, hours == nil, notAfter == nil].count(where: { !$0 }) <= 1 else {
            throw .invalidValidity("the end was given more than once: give one of days, hours and not-after")
        }
        if let hours {
            guard (1...Validity.dayLimit * 24).contains(hours) else {
                throw .invalidValidity("\(hours) hours cannot be the validity; give 1 to \(Validity.dayLimit * 24)")
            }
            seconds = hours * 3600
        } else {
            let days = days ?? 365
            guard (1...Validity.dayLimit).contains(days) else { throw .invalidDays(days) }
            seconds = days * 86_400
        }
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// The validity, from `now` where nothing else is said.
    ///
    /// A length ends with the issuer at the latest; a date after the issuer's end is refused. What ends in the past begins
    /// thirty days before.
    /// - Throws: ``AuthorityError/invalidValidity(_:)``.
    func validity(now: Date, within issuer: Validity) throws(AuthorityError) -> Validity {
        guard notBefore != nil || notAfter != nil else {
            return Validity(seconds: seconds, from: now, within: issuer)
        }
        let end = notAfter?.date(from: now)
        let start = notBefore?.date(from: now) ?? end.map { $0 <= now ? $0 - 30 * 86_400 : now - 300 } ?? now - 300
        let validity = Validity(
            notBefore: start, notAfter: end ?? min(start + TimeInterval(seconds), max(issuer.notAfter, start + 1)))
        guard validity.notBefore < validity.notAfter else {
            throw .invalidValidity(
                "the validity would begin at \(start.formatted(.iso8601)) and end before that, at \(validity.notAfter.formatted(.iso8601))"
            )
        }
        guard validity.notAfter <= issuer.notAfter else {
            throw .invalidValidity(
                "the certificate would outlive its authority, which ends at \(issuer.notAfter.formatted(.iso8601))")
        }
        return validity
    }
}

extension ValidityTerms {
    /// A point in time: a date, or some time from now.
    public enum Instant: Sendable, Hashable {
        case date(Date)
        /// Seconds from now; negative: before.
        case relative(seconds: Int)

        /// Reads an RFC 3339 time (`2027-01-31T12:00:00Z`, `2027-01-31` for its beginning) or a time from now: `-1d`, `+12h`,
        /// with `s`, `m`, `h`, `d`, `w` or `y` (365 days).
        /// - Returns: nil when the text is neither.
        public init?(_ text: String) {
            if let seconds = Self.relative(text) {
                self = .relative(seconds: seconds)
            } else if let date = Self.date(text) {
                self = .date(date)
            } else {
                return nil
            }
        }

        func date(from now: Date) -> Date {
            switch self {
            case .date(let date): date
            case .relative(let seconds): now + TimeInterval(seconds)
            }
        }

        private static func relative(_ text: String) -> Int? {
            guard let sign = text.first, sign == "+" || sign == "-", let unit = text.last,
                let length = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_536_000][unit]
            else { return nil }
            let digits = text.dropFirst().dropLast()
            guard (1...9).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
                let count = Int(digits)
            else { return nil }
            let (seconds, overflow) = count.multipliedReportingOverflow(by: length)
            guard !overflow, seconds <= Validity.dayLimit * 86_400 else { return nil }
            return sign == "-" ? -seconds : seconds
        }

        private static func date(_ text: String) -> Date? {
            let full = text.count == 10 ? text + "T00:00:00Z" : text
            // RFC 3339, Section 5.6. The style alone is lenient about what follows.
            guard full.utf8.count >= 20, full.utf8.count <= 25, full.allSatisfy(\.isASCII),
                full.last == "Z" || full.utf8.count == 25, let date = try? Date(full, strategy: .iso8601),
                // Certificates know the years from 1950 on, and of these four digits (RFC 5280, Section 4.1.2.5).
                date >= Date(timeIntervalSince1970: -631_152_000), date < Date(timeIntervalSince1970: 253_402_300_800)
            else { return nil }
            return date
        }
    }
}

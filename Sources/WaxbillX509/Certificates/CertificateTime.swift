/// A second of UTC in a certificate, a revocation list or an OCSP response: a UTCTime or a GeneralizedTime in the forms that
/// RFC 5280, Section 4.1.2.5 allows.
public struct CertificateTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00 UTC, negative before.
    public let secondsSinceEpoch: Int64

    /// That many seconds after 1970-01-01 00:00 UTC.
    public init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

    /// Reads an element of `bytes`; nil where it is no time in an allowed form, or one that the calendar does not have.
    init?(_ bytes: [UInt8], _ element: DERCursor.Element) {
        let isShort = element.tag == .derUTCTime
        // RFC 5280, Sections 4.1.2.5.1 and 4.1.2.5.2: with seconds, in UTC, without fractions.
        guard isShort || element.tag == .derGeneralizedTime, element.contents.count == (isShort ? 13 : 15),
            bytes[element.contents.upperBound - 1] == UInt8(ascii: "Z")
        else { return nil }
        var position = element.contents.lowerBound
        func pair() -> Int? {
            let tens = Int(bytes[position]) - 0x30
            let ones = Int(bytes[position + 1]) - 0x30
            position += 2
            guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
            return tens * 10 + ones
        }
        guard let first = pair() else { return nil }
        // RFC 5280, Section 4.1.2.5.1: years from 50 on are of the last century.
        var year = first < 50 ? 2000 + first : 1900 + first
        if !isShort {
            guard let last = pair() else { return nil }
            year = first * 100 + last
        }
        guard let month = pair(), let day = pair(), let hour = pair(), let minute = pair(), let second = pair(),
            let date = CalendarDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        secondsSinceEpoch = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    public static func < (a: CertificateTime, b: CertificateTime) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }

    /// As ISO 8601 has it, in UTC: `2026-01-31T12:00:00Z`.
    public var description: String {
        let (date, time) = digits
        return "\(date[0])\(date[1])-\(date[2])-\(date[3])T\(time[0]):\(time[1]):\(time[2])Z"
    }

    /// Century, year, month and day; hour, minute and second; two digits each.
    private var digits: (date: [String], time: [String]) {
        let day = Int(secondsSinceEpoch.floorDivided(by: 86_400))
        let second = Int(secondsSinceEpoch - Int64(day) * 86_400)
        let date = CalendarDate(dayNumber: day)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (
            [two(date.year / 100), two(date.year % 100), two(date.month), two(date.day)],
            [two(second / 3600), two(second / 60 % 60), two(second % 60)]
        )
    }
}

extension CertificateTime {
    /// A Time: UTCTime from 1950 to 2049, GeneralizedTime for the other years (RFC 5280, Section 4.1.2.5).
    var der: [UInt8] {
        let (date, time) = digits
        guard ("1950"..."2049").contains(date[0] + date[1]) else { return generalizedDER }
        return DERWriter.element(.derUTCTime, Array("\((date.dropFirst() + time).joined())Z".utf8))
    }

    /// A GeneralizedTime, of the years 0 to 9999.
    var generalizedDER: [UInt8] {
        let (date, time) = digits
        return DERWriter.element(.derGeneralizedTime, Array("\((date + time).joined())Z".utf8))
    }
}

extension DERCursor {
    /// The next element as a time.
    mutating func nextTime() -> CertificateTime? { next().flatMap { CertificateTime(bytes, $0) } }
}

/// A second of UTC in a certificate or a revocation list: a UTCTime or a GeneralizedTime in the forms that RFC 5280,
/// Section 4.1.2.5 allows.
public struct CertificateTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00 UTC, negative before.
    public let secondsSinceEpoch: Int64
    /// Whether it was written as the section says: UTCTime for the years 1950 to 2049, GeneralizedTime for the others.
    let hasPrescribedForm: Bool

    /// That many seconds after 1970-01-01 00:00 UTC.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
        hasPrescribedForm = true
    }

    /// Reads an element's contents; nil where the tag or the form is another.
    init?(tag: UInt8, _ contents: ArraySlice<UInt8>) {
        guard contents.last == UInt8(ascii: "Z") else { return nil }
        let digits = contents.dropLast().map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        var pairs = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
        switch (tag, digits.count) {
        // RFC 5280, Section 4.1.2.5.1: years from 50 on are of the last century.
        case (.derUTCTime, 12): pairs.insert(pairs[0] >= 50 ? 19 : 20, at: 0)
        case (.derGeneralizedTime, 14): break
        default: return nil
        }
        let year = pairs[0] * 100 + pairs[1]
        guard let seconds = Self.seconds(year, pairs[2], pairs[3], pairs[4], pairs[5], pairs[6]) else { return nil }
        secondsSinceEpoch = seconds
        hasPrescribedForm = tag == .derUTCTime || !(1950...2049).contains(year)
    }

    /// Reads an element of `der`.
    init?(_ der: [UInt8], _ element: DERCursor.Element) {
        self.init(tag: element.tag, der[element.contents])
    }

    public static func < (a: CertificateTime, b: CertificateTime) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }

    public static func == (a: CertificateTime, b: CertificateTime) -> Bool {
        a.secondsSinceEpoch == b.secondsSinceEpoch
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(secondsSinceEpoch) }

    /// As ISO 8601 has it, in UTC: `2026-01-31T12:00:00Z`.
    public var description: String {
        let day = Int(secondsSinceEpoch.floorDivided(by: 86_400))
        let second = Int(secondsSinceEpoch - Int64(day) * 86_400)
        let (year, month, date) = Self.date(ofDay: day)
        let fields = [month, date, second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return "\(padded)-\(fields[0])-\(fields[1])T\(fields[2]):\(fields[3]):\(fields[4])Z"
    }

    private static func seconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
    ) -> Int64? {
        guard (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard (1...days).contains(day) else { return nil }
        return Int64(self.day(year, month, day)) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Days since 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day is their last.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month < 3 ? year - 1 : year
        let era = year.floorDivided(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The reverse.
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}

extension SignedInteger {
    /// The quotient rounded towards negative infinity.
    fileprivate func floorDivided(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// UTCTime and GeneralizedTime in the forms that RFC 5280, Section 4.1.2.5 allows, as seconds since 1970-01-01 00:00 UTC.
enum DERTime {
    /// - Returns: nil where the element is no time, or one that the calendar does not have.
    static func seconds(_ bytes: [UInt8], _ element: DERCursor.Element) -> Int64? {
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
        var year = first < 50 ? 2000 + first : 1900 + first
        if !isShort {
            guard let last = pair() else { return nil }
            year = first * 100 + last
        }
        guard let month = pair(), let day = pair(), let hour = pair(), let minute = pair(), let second = pair(),
            (1...12).contains(month), day >= 1, day <= daysIn(month, year), hour < 24, minute < 60, second < 60
        else { return nil }
        return Int64(days(year, month, day)) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The next element of the cursor as a time.
    static func next(_ cursor: inout DERCursor) -> Int64? {
        cursor.next().flatMap { seconds(cursor.bytes, $0) }
    }

    /// A Time: UTCTime until 2049, GeneralizedTime from then on (RFC 5280, Section 4.1.2.5).
    static func time(_ date: Date) -> [UInt8] {
        let digits = digits(date)
        let isShort = ("1950"..."2049").contains(digits.prefix(4))
        return isShort
            ? DERWriter.element(.derUTCTime, Array("\(digits.dropFirst(2))Z".utf8)) : generalizedTime(date)
    }

    /// A GeneralizedTime.
    static func generalizedTime(_ date: Date) -> [UInt8] {
        DERWriter.element(.derGeneralizedTime, Array("\(digits(date))Z".utf8))
    }

    /// `YYYYMMDDHHMMSS`, of the years 0 to 9999.
    private static func digits(_ date: Date) -> String {
        let range = Double(days(0, 1, 1)) * 86_400...Double(days(9999, 12, 31)) * 86_400 + 86_399
        let seconds = Int(min(max(date.timeIntervalSince1970.rounded(.down), range.lowerBound), range.upperBound))
        let day = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        let rest = seconds - day * 86_400
        let (year, month, dayOfMonth) = civil(day)
        let century = padded(year / 100) + padded(year % 100)
        return century + padded(month) + padded(dayOfMonth) + padded(rest / 3600) + padded(rest / 60 % 60)
            + padded(rest % 60)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func daysIn(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The days before this one, counted from 1970-01-01 in the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // January and February belong to the year before, so that the leap day is a year's last.
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let leapDays = floored(shifted, 4) - floored(shifted, 100) + floored(shifted, 400)
        return shifted * 365 + leapDays + (monthFromMarch * 153 + 2) / 5 + day - 1 - 719_468
    }

    private static func floored(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }

    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        var year = 1970 + floored(day * 400, 146_097)
        while days(year, 1, 1) > day { year -= 1 }
        while days(year + 1, 1, 1) <= day { year += 1 }
        var month = 12
        while days(year, month, 1) > day { month -= 1 }
        return (year, month, day - days(year, month, 1) + 1)
    }
}

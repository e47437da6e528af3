/// Dates of HTTP fields (RFC 9110, Section 5.6.7), in seconds since 1970.
package enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// IMF-fixdate, as in `Sun, 06 Nov 1994 08:49:37 GMT`. Years that it cannot write become the nearest that it can.
    package static func format(_ seconds: Int64) -> String {
        let date = CivilTime(seconds: min(max(seconds, -62_135_596_800), 253_402_300_799))
        var text: [UInt8] = []
        text.reserveCapacity(29)
        text += days[date.weekday].utf8
        text += [UInt8(ascii: ","), UInt8(ascii: " ")]
        append(date.day, digits: 2, to: &text)
        text.append(UInt8(ascii: " "))
        text += months[date.month - 1].utf8
        text.append(UInt8(ascii: " "))
        append(date.year, digits: 4, to: &text)
        for (separator, number) in [(" ", date.hour), (":", date.minute), (":", date.second)] {
            text += separator.utf8
            append(number, digits: 2, to: &text)
        }
        text += " GMT".utf8
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads the three forms that a recipient has to accept; nil where it is none of them, so that the field is ignored.
    package static func parse(_ text: String) -> Int64? {
        let words = text.split { $0 == " " || $0 == "," }
        switch words.count {
        // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
        case 6 where words[5] == "GMT" && words[1].utf8.count == 2 && words[3].utf8.count == 4:
            return seconds(day: words[1], month: words[2], year: number(words[3]), time: words[4])
        // RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
        case 4 where words[3] == "GMT":
            let parts = words[1].split(separator: "-")
            guard parts.count == 3, parts[2].utf8.count == 2 else { return nil }
            // A year that seems to be more than 50 years ahead is one of the century before.
            let year = number(parts[2]).map { $0 < 77 ? 2000 + $0 : 1900 + $0 }
            return seconds(day: parts[0], month: parts[1], year: year, time: words[2])
        // asctime: Sun Nov  6 08:49:37 1994
        case 5 where words[4].utf8.count == 4:
            return seconds(day: words[2], month: words[1], year: number(words[4]), time: words[3])
        default: return nil
        }
    }

    private static func seconds(day: Substring, month: Substring, year: Int?, time: Substring) -> Int64? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map(number)
        guard let day = number(day), (1...31).contains(day), let month = months.firstIndex(of: String(month)), let year,
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            hour < 24, minute < 60, second < 61
        else { return nil }
        let days = CivilTime.days(year: year, month: month + 1, day: day)
        return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
        var divisor = digits == 4 ? 1000 : 10
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}

/// A time of the proleptic Gregorian calendar, in UTC.
package struct CivilTime {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    /// 0 is Sunday.
    package let weekday: Int

    /// - Parameter seconds: since 1970.
    package init(seconds: Int64) {
        let total = Int(seconds)
        let days = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
        let rest = total - days * 86_400
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        weekday = ((days + 4) % 7 + 7) % 7
        // Years begin in March here, so that the leap day is the last of its year; 400 of them have 146,097 days.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970 of a date.
    package static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

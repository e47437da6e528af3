import WaxbillHummingbird

/// Times of the bank: milliseconds since 1970 in the journal, RFC 3339 in UTC in documents.
package enum BankTime {
    /// The time now.
    static func now() -> Int64 { Int64(CachedDate.now() * 1000) }

    /// As in `2026-11-21T08:30:00.123Z`. Years that it cannot write become the nearest that it can.
    package static func format(_ milliseconds: Int64) -> String {
        // Without any other number: receipts are read before it is known who wrote them.
        let milliseconds = min(max(milliseconds, -62_135_596_800_000), LedgerLimits.time)
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        let civil = CivilTime(seconds: seconds)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        append(civil.year, digits: 4, to: &text)
        for (separator, number) in [("-", civil.month), ("-", civil.day), ("T", civil.hour), (":", civil.minute)] {
            text += separator.utf8
            append(number, digits: 2, to: &text)
        }
        text.append(UInt8(ascii: ":"))
        append(civil.second, digits: 2, to: &text)
        text.append(UInt8(ascii: "."))
        append(Int(milliseconds - seconds * 1000), digits: 3, to: &text)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// As people read it: `2026-11-21 08:30:00`.
    static func short(_ milliseconds: Int64) -> String {
        let text = format(milliseconds)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
    }

    /// Reads a time of RFC 3339, Section 5.6, with `Z` or an offset, and a fraction of up to nine digits (what is below
    /// milliseconds is cut off); or a date alone, which is its beginning in UTC. nil where it is none.
    /// - Parameter isEnd: whether a date alone is its last millisecond.
    static func parse(_ text: String, isEnd: Bool = false) -> Int64? {
        var rest = text.utf8[...]
        guard let year = number(&rest, digits: 4), take("-", &rest), let month = number(&rest, digits: 2),
            take("-", &rest), let day = number(&rest, digits: 2), (1...12).contains(month),
            (1...daysIn(month, of: year)).contains(day)
        else { return nil }
        let days = Int64(CivilTime.days(year: year, month: month, day: day))
        if rest.isEmpty { return days * 86_400_000 + (isEnd ? 86_399_999 : 0) }
        guard take("T", &rest) || take("t", &rest), let clock = clock(&rest), let offset = offset(&rest), rest.isEmpty
        else { return nil }
        return days * 86_400_000 + clock - offset
    }

    /// Milliseconds of the day.
    private static func clock(_ rest: inout Substring.UTF8View) -> Int64? {
        guard let hour = number(&rest, digits: 2), take(":", &rest), let minute = number(&rest, digits: 2),
            take(":", &rest), let second = number(&rest, digits: 2), hour < 24, minute < 60, second < 61
        else { return nil }
        var milliseconds = Int64(hour * 3600 + minute * 60 + second) * 1000
        guard take(".", &rest) else { return milliseconds }
        let digits = rest.prefix { isDigit($0) }
        guard (1...9).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        var scale: Int64 = 100
        for digit in digits.prefix(3) {
            milliseconds += Int64(digit - UInt8(ascii: "0")) * scale
            scale /= 10
        }
        return milliseconds
    }

    /// Milliseconds east of UTC.
    private static func offset(_ rest: inout Substring.UTF8View) -> Int64? {
        if take("Z", &rest) || take("z", &rest) { return 0 }
        let sign: Int64
        if take("+", &rest) { sign = 1 } else if take("-", &rest) { sign = -1 } else { return nil }
        guard let hour = number(&rest, digits: 2), take(":", &rest), let minute = number(&rest, digits: 2), hour < 24,
            minute < 60
        else { return nil }
        return sign * Int64(hour * 60 + minute) * 60_000
    }

    private static func number(_ rest: inout Substring.UTF8View, digits count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func take(_ character: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
        guard let byte = rest.first, byte == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
        var divisor = digits == 4 ? 1000 : digits == 3 ? 100 : 10
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}

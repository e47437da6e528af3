import WaxbillHummingbird

/// Times as people and programs read them, in UTC.
enum Timestamp {
    /// As in `2026-11-21T08:30:00.123456789Z` (RFC 3339); without a fraction where it is zero.
    static func rfc3339(_ time: FileTime) -> String {
        let civil = CivilTime(seconds: clamped(time.seconds))
        let fraction = time.nanoseconds == 0 ? "" : "." + padded(Int(time.nanoseconds), 9)
        return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))T"
            + "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))\(fraction)Z"
    }

    /// As in `2026-11-21 08:30`.
    static func short(_ time: FileTime) -> String {
        let civil = CivilTime(seconds: clamped(time.seconds))
        return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2)) "
            + "\(padded(civil.hour, 2)):\(padded(civil.minute, 2))"
    }

    /// The years 1 to 9999, which are all that have four digits.
    private static func clamped(_ seconds: Int64) -> Int64 {
        min(max(seconds, -62_135_596_800), 253_402_300_799)
    }

    private static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}

/// Numbers of bytes for people, in units of 1024.
enum ByteText {
    /// `512 B`, `1.5 KiB`, `20 MiB`.
    static func of(_ count: UInt64) -> String {
        var (value, unit) = (Double(count), 0)
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let digits = value < 10 && unit > 0 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
        return "\(digits) \(units[unit])"
    }

    /// `20 MiB/s`.
    static func rate(_ count: UInt64, in seconds: Double) -> String {
        seconds > 0 ? of(UInt64(clamping: Int(min(Double(count) / seconds, 1e18)))) + "/s" : "-"
    }

    /// `4:05`, `1:02:03`.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 360_000 else { return "-:--" }
        let all = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minutes = all / 60 % 60
        return all >= 3600 ? "\(all / 3600):\(two(minutes)):\(two(all % 60))" : "\(minutes):\(two(all % 60))"
    }

    private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
}

import WaxbillFiles

/// How fast something goes, over the last seconds.
struct Speed {
    private var samples: [(time: ContinuousClock.Instant, count: UInt64)] = []

    /// Takes how much there is now.
    mutating func note(_ count: UInt64, at time: ContinuousClock.Instant = .now) {
        samples.append((time, count))
        if samples.count > 20 { samples.removeFirst() }
    }

    /// In bytes a second.
    var rate: Double {
        guard let first = samples.first, let last = samples.last, last.time > first.time else { return 0 }
        return Double(last.count - min(first.count, last.count)) / (last.time - first.time).inSeconds
    }
}

/// The line of a transfer on a terminal: name, bar, rate, and how long it will take.
struct TransferBar {
    let path: String
    let meter: TransferMeter
    let speed: Speed

    private static let width = 24

    var line: String {
        let name = Self.fitted(escaped(path), to: 28)
        let size = meter.size
        if meter.isChecking {
            return "\(name) \(bar(meter.checked, size)) checking what is there, \(ByteText.of(meter.checked))"
        }
        let there = min(meter.present + meter.moved, max(size, meter.moved))
        let rest = speed.rate > 0 && size >= there ? Double(size - there) / speed.rate : .infinity
        let rate = ByteText.rate(UInt64(clamping: Int(min(speed.rate, 1e18))), in: 1)
        return "\(name) \(bar(there, size)) \(percent(there, size)) \(rate) \(ByteText.time(rest))"
    }

    private func bar(_ part: UInt64, _ whole: UInt64) -> String {
        let filled = whole > 0 ? Int(Double(min(part, whole)) / Double(whole) * Double(Self.width)) : 0
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled) + "]"
    }

    private func percent(_ part: UInt64, _ whole: UInt64) -> String {
        let number = whole > 0 ? "\(Int(Double(min(part, whole)) / Double(whole) * 100))%" : "--%"
        return String(repeating: " ", count: max(0, 4 - number.count)) + number
    }

    /// The end of a text counts more than its beginning.
    private static func fitted(_ text: String, to width: Int) -> String {
        text.count <= width
            ? text + String(repeating: " ", count: width - text.count) : "…" + text.suffix(width - 1)
    }
}

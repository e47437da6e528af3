import Foundation

/// How long before its end a certificate is to be renewed.
enum RenewalMargin: Sendable, Equatable {
    case seconds(TimeInterval)
    /// A part of the whole validity.
    case fraction(Double)
    /// A third of the validity, but no more than 30 days.
    case usual

    /// Reads `30d`, `12h`, `90m`, `1/3`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard let part = Self.number(parts[0]), let whole = Self.number(parts[1]), whole > 0, part <= whole else {
                return nil
            }
            self = .fraction(Double(part) / Double(whole))
            return
        }
        let units: [Character: TimeInterval] = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Self.number(text.dropLast()) else { return nil }
        self = .seconds(TimeInterval(count) * unit)
    }

    /// From when on a certificate of this validity is to be renewed.
    func start(notBefore: Date, notAfter: Date) -> Date {
        let validity = max(0, notAfter.timeIntervalSince(notBefore))
        return switch self {
        case .seconds(let seconds): notAfter - seconds
        case .fraction(let fraction): notAfter - validity * fraction
        case .usual: notAfter - min(validity / 3, 30 * 86_400)
        }
    }

    private static func number(_ text: some StringProtocol) -> UInt32? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? UInt32(text) : nil
    }
}

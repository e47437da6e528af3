#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension IdempotencyKey {
    /// A key that nobody else has: a UUID of version 7 (RFC 9562, Section 5.7), so that the keys of one time stand together in indexes.
    package static func new() -> IdempotencyKey {
        let milliseconds = UInt64(max(0, Date().timeIntervalSince1970 * 1000))
        var generator = SystemRandomNumberGenerator()
        return version7(milliseconds: milliseconds, random: (generator.next(), generator.next()))
    }

    /// - Parameters:
    ///   - milliseconds: since 1970.
    ///   - random: of whose bits 74 are used.
    static func version7(milliseconds: UInt64, random: (UInt64, UInt64)) -> IdempotencyKey {
        IdempotencyKey(
            high: milliseconds << 16 | 0x7000 | random.0 & 0x0FFF, low: 0x8000_0000_0000_0000 | random.1 >> 2)
    }
}

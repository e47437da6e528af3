import WaxbillTLS

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// From when to when a new certificate is valid.
struct Validity {
    /// A hundred years.
    static let dayLimit = 36_500

    let notBefore: Date
    let notAfter: Date

    /// - Parameters:
    ///   - days: how long, from now.
    ///   - issuer: the validity that the new one has to lie in.
    init(days: Int, clock: any TLSClock, within issuer: Validity? = nil) throws(AuthorityError) {
        guard (1...Self.dayLimit).contains(days) else { throw .invalidDays(days) }
        let now = Date(timeIntervalSince1970: TimeInterval(clock.millisecondsSinceEpoch / 1000))
        // Five minutes back, for peers whose clocks are slow.
        let start = now - 300
        let end = now + TimeInterval(days) * 86_400
        notBefore = issuer.map { max($0.notBefore, start) } ?? start
        notAfter = issuer.map { min($0.notAfter, end) } ?? end
    }

    init(notBefore: Date, notAfter: Date) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

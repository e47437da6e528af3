import WaxbillTLS

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// From when to when a new certificate is valid.
public struct Validity: Sendable, Hashable {
    /// A hundred years.
    static let dayLimit = 36_500

    /// The first second.
    public let notBefore: Date
    /// The last second.
    public let notAfter: Date

    /// - Parameters:
    ///   - days: how long, from now.
    ///   - issuer: the validity that the new one has to lie in.
    init(days: Int, clock: any TLSClock, within issuer: Validity? = nil) throws(AuthorityError) {
        guard (1...Self.dayLimit).contains(days) else { throw .invalidDays(days) }
        self.init(seconds: days * 86_400, from: clock.now, within: issuer)
    }

    /// `seconds` from now, and as long as the issuer at most.
    init(seconds: Int, from now: Date, within issuer: Validity?) {
        // Five minutes back, for peers whose clocks are slow.
        let start = now - 300
        let end = now + TimeInterval(seconds)
        notBefore = issuer.map { max($0.notBefore, start) } ?? start
        notAfter = issuer.map { min($0.notAfter, end) } ?? end
    }

    init(notBefore: Date, notAfter: Date) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

extension TLSClock {
    /// The present second.
    package var now: Date { Date(timeIntervalSince1970: TimeInterval(millisecondsSinceEpoch / 1000)) }
}

extension CertificateTime {
    var date: Date { Date(timeIntervalSince1970: TimeInterval(secondsSinceEpoch)) }
}

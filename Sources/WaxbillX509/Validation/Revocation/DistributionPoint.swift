/// A place where a certificate's status is found (RFC 5280, Section 4.2.1.13).
struct DistributionPoint: Sendable, Hashable {
    var name: DistributionPointName?
    /// The reasons that its CRLs are about; nil: all.
    var reasons: RevocationReasons?
    /// DER GeneralNames of the CRLs' issuer; empty where it is the certificate's issuer.
    var cRLIssuer: [[UInt8]] = []

    /// Reads CRLDistributionPoints: the value of cRLDistributionPoints and of freshestCRL.
    static func read(_ value: [UInt8]) -> [DistributionPoint]? {
        var outer = DERCursor(value)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { return nil }
        var points: [DistributionPoint] = []
        while var fields = list.enter(.derSequence) {
            guard let point = DistributionPoint(&fields) else { return nil }
            points.append(point)
        }
        return list.isAtEnd ? points : nil
    }

    /// The one that every certificate has: all that its issuer publishes.
    init() {}

    private init?(_ fields: inout DERCursor) {
        if var wrapper = fields.enter(.derContext(0)) {
            guard let name = DistributionPointName(&wrapper) else { return nil }
            self.name = name
        }
        if let element = fields.next(.derContextPrimitive(1)) {
            guard let reasons = RevocationReasons(contents: fields.bytes[element.contents]) else { return nil }
            self.reasons = reasons
        }
        if let element = fields.next(.derContext(2)) {
            guard let names = GeneralNameList.read(fields.bytes, element.contents) else { return nil }
            cRLIssuer = names
        }
        // RFC 5280, Section 4.2.1.13: never reasons alone.
        guard fields.isAtEnd, name != nil || !cRLIssuer.isEmpty else { return nil }
    }
}

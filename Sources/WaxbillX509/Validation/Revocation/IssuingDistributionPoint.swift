/// Which certificates and reasons a CRL is about (RFC 5280, Section 5.2.5).
package struct IssuingDistributionPoint: Sendable, Hashable {
    /// The name of the CRL among those of its issuer.
    package var name: DistributionPointName?
    /// Whether it is about end-entity certificates only.
    package var onlyContainsUserCerts = false
    /// Whether it is about certificates of CAs only.
    package var onlyContainsCACerts = false
    /// The reasons that it is about; nil: all.
    package var onlySomeReasons: RevocationReasons?
    /// Whether it is about certificates of other issuers too.
    package var indirectCRL = false
    /// Whether it is about attribute certificates only.
    package var onlyContainsAttributeCerts = false

    /// All certificates of the CRL's issuer, for all reasons. At least one field has to be changed: an empty extension is
    /// not allowed.
    package init() {}

    /// Reads the extension's value; nil where it is malformed.
    init?(value: [UInt8]) {
        var outer = DERCursor(value)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, !fields.isAtEnd else { return nil }
        if var wrapper = fields.enter(.derContext(0)) {
            guard let name = DistributionPointName(&wrapper) else { return nil }
            self.name = name
        }
        var isSound = true
        func flag(_ number: UInt8) -> Bool {
            guard let element = fields.next(.derContextPrimitive(number)) else { return false }
            // X.690, Section 11.5: FALSE, the default, is not written.
            isSound = isSound && value[element.contents].elementsEqual([0xFF])
            return true
        }
        onlyContainsUserCerts = flag(1)
        onlyContainsCACerts = flag(2)
        if let reasons = fields.next(.derContextPrimitive(3)) {
            guard let reasons = RevocationReasons(contents: value[reasons.contents]) else { return nil }
            onlySomeReasons = reasons
        }
        indirectCRL = flag(4)
        onlyContainsAttributeCerts = flag(5)
        // RFC 5280, Section 5.2.5: at most one of the three.
        let kinds = [onlyContainsUserCerts, onlyContainsCACerts, onlyContainsAttributeCerts].count { $0 }
        guard isSound, fields.isAtEnd, kinds <= 1 else { return nil }
    }

    /// The extension's value.
    var value: [UInt8] {
        func flag(_ number: UInt8, _ isSet: Bool) -> [UInt8] {
            isSet ? DERWriter.element(.derContextPrimitive(number), [0xFF]) : []
        }
        return DERWriter.sequence(
            name.map { DERWriter.element(.derContext(0), $0.der) } ?? [],
            flag(1, onlyContainsUserCerts), flag(2, onlyContainsCACerts),
            onlySomeReasons.map { DERWriter.element(.derContextPrimitive(3), $0.contents) } ?? [],
            flag(4, indirectCRL), flag(5, onlyContainsAttributeCerts))
    }
}

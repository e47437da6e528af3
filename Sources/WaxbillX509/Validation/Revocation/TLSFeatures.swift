/// The TLS feature extension, with which a certificate demands that servers send something (RFC 7633).
enum TLSFeatures {
    /// id-pe-tlsfeature, 1.3.6.1.5.5.7.1.24
    private static let identifier: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x18]

    /// Whether the certificate demands that its OCSP response comes with it: status_request, extension 5.
    static func demandsStatus(_ certificate: ParsedCertificate) throws(RuleViolation) -> Bool {
        guard let value = certificate.fields.extensionValue(identifier) else { return false }
        let bytes = Array(value)
        var outer = DERCursor(bytes)
        guard var list = outer.enter(.derSequence), outer.isAtEnd else { throw malformed }
        var demands = false
        while !list.isAtEnd {
            guard let feature = list.next(.derInteger), list.isMinimalInteger(feature.contents) else { throw malformed }
            demands = demands || bytes[feature.contents].elementsEqual([5])
        }
        return demands
    }

    private static var malformed: RuleViolation {
        RuleViolation(.malformedExtension, "has a malformed TLS feature extension (RFC 7633)")
    }
}

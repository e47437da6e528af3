/// The parts of a CRL, with the ranges where they stand (CertificateList of RFC 5280, Section 5.1).
struct RevocationListFields: Sendable {
    let der: [UInt8]
    let signed: SignedBytes
    /// The DER Name.
    let issuer: Range<Int>
    let issuerName: CanonicalName
    /// Seconds since 1970-01-01 00:00 UTC.
    let thisUpdate: Int64
    let nextUpdate: Int64?
    let entries: RevokedEntries
    let extensions: RevocationListExtensions
    /// The contents of revokedCertificates.
    private let entryRange: Range<Int>
    /// Why it cannot be used, as the predicate of a sentence.
    private(set) var flaw: String?

    var entryCursor: DERCursor { DERCursor(der, entryRange) }

    init(_ der: [UInt8]) throws(RevocationListError) {
        var outer = DERCursor(der)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, let body = list.next(.derSequence),
            let algorithm = list.next(.derSequence), let signature = list.next(.derBitString),
            let unusedBits = der[signature.contents].first, list.isAtEnd
        else { throw .malformed("it is not a DER CertificateList") }
        self.der = der
        signed = SignedBytes(
            content: body.whole, algorithm: algorithm.whole, signature: signature.contents.dropFirst())
        var fields = DERCursor(der, body.contents)
        let version = fields.next(.derInteger)
        // RFC 5280, Section 5.1.2.1: the number of version 2 is 1.
        guard version.map({ der[$0.contents].elementsEqual([1]) }) ?? true else {
            throw .malformed("its version is none that there is")
        }
        guard let innerAlgorithm = fields.next(.derSequence), let issuer = fields.next(.derSequence),
            let thisUpdate = fields.nextTime()?.secondsSinceEpoch
        else { throw .malformed("its fields are not those of a TBSCertList") }
        guard let name = try? CanonicalName(derEncoded: der[issuer.whole]) else {
            throw .malformed("its issuer is malformed")
        }
        self.issuer = issuer.whole
        issuerName = name
        self.thisUpdate = thisUpdate
        nextUpdate = try Self.nextUpdate(&fields)
        let revoked = fields.next(.derSequence)
        entryRange = revoked?.contents ?? body.contents.upperBound..<body.contents.upperBound
        guard let entries = revoked.map({ RevokedEntries(DERCursor(der, $0.contents)) }) ?? RevokedEntries() else {
            throw .malformed("an entry is malformed (RFC 5280, Section 5.3)")
        }
        self.entries = entries
        extensions = try Self.extensions(&fields)
        guard fields.isAtEnd, version != nil || (extensions.number == nil && entries.issuers.isEmpty) else {
            throw .malformed("it has what lists of its version do not have")
        }
        if unusedBits != 0 {
            flaw = "has a signature that is not of whole bytes"
        } else if der[algorithm.whole] != der[innerAlgorithm.whole] {
            // RFC 5280, Section 5.1.1.2
            flaw = "names one signature algorithm inside and another outside"
        } else {
            flaw = findFlaw()
        }
    }

    private static func nextUpdate(_ fields: inout DERCursor) throws(RevocationListError) -> Int64? {
        guard fields.nextTag == .derUTCTime || fields.nextTag == .derGeneralizedTime else { return nil }
        guard let time = fields.nextTime()?.secondsSinceEpoch else { throw .malformed("its nextUpdate is malformed") }
        return time
    }

    private static func extensions(
        _ fields: inout DERCursor
    ) throws(RevocationListError) -> RevocationListExtensions {
        guard let wrapper = fields.next(.derContext(0)) else { return RevocationListExtensions() }
        var inner = DERCursor(fields.bytes, wrapper.contents)
        guard let list = inner.enter(.derSequence), inner.isAtEnd, let extensions = RevocationListExtensions(list)
        else {
            throw .malformed("its extensions are malformed (RFC 5280, Section 5.2)")
        }
        return extensions
    }

    private func findFlaw() -> String? {
        if let flaw = extensions.flaw ?? entries.flaw { return flaw }
        if !signed.isSupported(in: der) {
            return "is signed with \(signed.algorithmName(in: der)), which is weak or not supported"
        }
        // RFC 5280, Section 5.1.2.3
        if issuerName.isEmpty { return "has an empty issuer" }
        // RFC 5280, Section 5.1.2.5
        if nextUpdate == nil { return "has no nextUpdate" }
        // RFC 5280, Section 5.2.3
        if extensions.number == nil { return "has no cRLNumber" }
        // RFC 5280, Section 5.3.1
        if extensions.baseNumber == nil, entries.hasRemovals { return "is complete but has an entry removeFromCRL" }
        // RFC 5280, Section 5.3.3
        if extensions.issuingDistributionPoint?.indirectCRL != true, !entries.issuers.isEmpty {
            return "has an entry with a certificateIssuer but is not indirect"
        }
        return nil
    }
}

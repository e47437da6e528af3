import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A list of revoked certificates, complete or the difference to one (CRL; RFC 5280, Section 5).
///
/// It is read but not believed: signature, times and issuer are checked where it is used. Copies share the bytes, and what
/// was found out about its signature.
public struct CertificateRevocationList: Sendable {
    let contents: RevocationListFields
    private let verdicts: SignatureVerdicts

    init(_ contents: RevocationListFields) {
        self.contents = contents
        verdicts = SignatureVerdicts()
    }

    /// The list in DER.
    public var der: [UInt8] { contents.der }

    /// The list in PEM.
    public var pem: String { PEM.text("X509 CRL", der) }

    /// The issuer's name in DER.
    public var issuer: [UInt8] { Array(der[contents.issuer]) }

    /// The issuer's name for people (RFC 4514).
    public var issuerText: String { distinguishedNameText(der: issuer) }

    /// When it was issued.
    public var thisUpdate: Date { Date(timeIntervalSince1970: TimeInterval(contents.thisUpdate)) }

    /// Until when there is a new one; nil where it does not say, which makes it unusable.
    public var nextUpdate: Date? { contents.nextUpdate.map { Date(timeIntervalSince1970: TimeInterval($0)) } }

    /// Its number, big-endian without zeros before; nil where it has none, which makes it unusable.
    public var number: [UInt8]? { contents.extensions.number }

    /// The number of the complete list that this one is the difference to; nil for complete lists.
    public var baseNumber: [UInt8]? { contents.extensions.baseNumber }

    /// How many certificates it lists.
    public var count: Int { contents.entries.count }

    /// The algorithm of its signature for people.
    public var signatureAlgorithm: String { contents.signed.algorithmName(in: der) }

    /// Why it cannot be used, whatever the certificate, as the predicate of a sentence; nil where it can.
    public var flaw: String? { contents.flaw }

    /// All that it lists, in its order.
    public var revokedCertificates: some Sequence<RevokedCertificate> {
        sequence(state: contents.entryCursor) { cursor in
            guard var entry = cursor.enter(.derSequence), let fields = RevokedEntryFields(&entry) else { return nil }
            return RevokedCertificate(entry.bytes, fields)
        }
    }

    /// The first entry with this serial number, whatever its issuer.
    /// - Parameter serialNumber: the contents of the INTEGER.
    public func entry(serialNumber: [UInt8]) -> RevokedCertificate? {
        contents.entries.entries(der, serialNumber: serialNumber[...]).first.map { RevokedCertificate(der, $0.fields) }
    }

    /// Whether `issuer` signed it. Looked up where it was asked before: a server meets the same list in every handshake.
    func isSigned(by issuer: ParsedCertificate, _ budget: inout WorkBudget) throws(RuleViolation) -> Bool {
        let key = issuer.fields.subjectPublicKeyInfo
        if let known = verdicts[key] { return known }
        try budget.spendSignatureCheck()
        let isValid = contents.signed.isValid(in: der, by: issuer)
        verdicts[key] = isValid
        return isValid
    }
}

/// Whether the keys asked about, as SubjectPublicKeyInfo, have signed a list. The list never changes, nor does the answer.
private final class SignatureVerdicts: Sendable {
    /// More keys than the issuers of one name ever have.
    private static let capacity = 16

    private let verdicts = Mutex<[[UInt8]: Bool]>([:])

    subscript(_ key: [UInt8]) -> Bool? {
        get { verdicts.withLock { $0[key] } }
        set {
            verdicts.withLock { verdicts in
                // Keys that did not sign may come from peers; they never drive out one that did.
                if verdicts.count >= Self.capacity { verdicts = verdicts.filter(\.value) }
                guard verdicts.count < Self.capacity else { return }
                verdicts[key] = newValue
            }
        }
    }
}

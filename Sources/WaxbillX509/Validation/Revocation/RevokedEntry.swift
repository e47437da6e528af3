#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An entry of a CRL where it stands (RFC 5280, Section 5.3): ranges and numbers only, because there may be a million.
struct RevokedEntryFields {
    /// The contents of the INTEGER.
    let serialNumber: Range<Int>
    /// Seconds since 1970-01-01 00:00 UTC.
    let revocationDate: Int64
    private(set) var reason: RevocationReason?
    private(set) var invalidityDate: Int64?
    /// The contents of the GeneralNames of the certificate's issuer, where the entry says one.
    private(set) var certificateIssuer: Range<Int>?
    /// Whether it has a critical extension that nobody here knows.
    private(set) var hasUnknownCriticalExtension = false

    /// - Parameter fields: the contents of the entry.
    /// - Returns: nil where it is malformed.
    init?(_ fields: inout DERCursor) {
        guard let serialNumber = fields.next(.derInteger), fields.isMinimalInteger(serialNumber.contents),
            let revocationDate = fields.nextTime()?.secondsSinceEpoch
        else { return nil }
        self.serialNumber = serialNumber.contents
        self.revocationDate = revocationDate
        guard !fields.isAtEnd else { return }
        guard let list = fields.enter(.derSequence), fields.isAtEnd, !list.isAtEnd else { return nil }
        var seen: [Range<Int>] = []
        var extensions = ExtensionCursor(list)
        while let element = extensions.next() {
            guard !seen.contains(where: { list.bytes[$0] == list.bytes[element.identifier] }), seen.count < 16,
                take(element, list)
            else { return nil }
            seen.append(element.identifier)
        }
        guard !extensions.isMalformed else { return nil }
    }

    /// - Returns: false where the extension is malformed.
    private mutating func take(_ element: ExtensionCursor.Element, _ list: DERCursor) -> Bool {
        var value = DERCursor(list.bytes, element.value)
        switch list.standardExtension(element.identifier) {
        case StandardExtension.reasonCode:
            guard let code = value.next(.derEnumerated), code.contents.count == 1, value.isAtEnd,
                let reason = RevocationReason(code: list.bytes[code.contents.lowerBound])
            else { return false }
            self.reason = reason
        case StandardExtension.invalidityDate:
            guard value.nextTag == .derGeneralizedTime, let date = value.nextTime()?.secondsSinceEpoch, value.isAtEnd
            else {
                return false
            }
            invalidityDate = date
        case StandardExtension.certificateIssuer:
            guard let names = value.next(.derSequence), value.isAtEnd, !names.contents.isEmpty else { return false }
            certificateIssuer = names.contents
        default:
            hasUnknownCriticalExtension = hasUnknownCriticalExtension || element.isCritical
        }
        return true
    }
}

extension DERCursor {
    /// Whether the contents of an INTEGER are as short as they can be (X.690, Section 8.3.2).
    func isMinimalInteger(_ contents: Range<Int>) -> Bool {
        guard let first = bytes[contents].first else { return false }
        guard contents.count > 1 else { return true }
        let second = bytes[contents.lowerBound + 1]
        return !(first == 0 && second < 0x80) && !(first == 0xFF && second >= 0x80)
    }
}

/// A revoked certificate, as a CRL lists it.
public struct RevokedCertificate: Sendable, Hashable {
    /// The contents of the serial number's INTEGER.
    public let serialNumber: [UInt8]
    /// When it was revoked.
    public let revocationDate: Date
    /// Why; nil where the list does not say, which means `unspecified`.
    public let reason: RevocationReason?
    /// From when on its key has to be distrusted, where the list says so (RFC 5280, Section 5.3.2).
    public let invalidityDate: Date?

    init(_ bytes: [UInt8], _ fields: RevokedEntryFields) {
        serialNumber = Array(bytes[fields.serialNumber])
        revocationDate = Date(timeIntervalSince1970: TimeInterval(fields.revocationDate))
        reason = fields.reason
        invalidityDate = fields.invalidityDate.map { Date(timeIntervalSince1970: TimeInterval($0)) }
    }
}

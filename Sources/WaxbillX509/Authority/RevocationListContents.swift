#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What goes into a new CRL (RFC 5280, Section 5).
package struct RevocationListContents: Sendable {
    /// A revoked certificate.
    package struct Entry: Sendable, Hashable {
        /// The serial number as a certificate has it: big-endian, the contents of the INTEGER.
        package var serialNumber: [UInt8]
        /// When it was revoked.
        package var revocationDate: Date
        /// Why; nil and `unspecified` are left out (RFC 5280, Section 5.3.1).
        package var reason: RevocationReason?
        /// From when on its key has to be distrusted, if that is known.
        package var invalidityDate: Date?
        /// The certificate's issuer as a DER Name, in indirect CRLs where it is not that of the entry before.
        package var certificateIssuer: [UInt8]?

        /// An entry.
        package init(
            serialNumber: [UInt8], revocationDate: Date, reason: RevocationReason? = nil, invalidityDate: Date? = nil,
            certificateIssuer: [UInt8]? = nil
        ) {
            self.serialNumber = serialNumber
            self.revocationDate = revocationDate
            self.reason = reason
            self.invalidityDate = invalidityDate
            self.certificateIssuer = certificateIssuer
        }
    }

    /// The number, higher than that of every list before.
    package var number: UInt64
    /// When it is issued.
    package var thisUpdate: Date
    /// Until when there will be a new one.
    package var nextUpdate: Date
    /// The revoked certificates.
    package var entries: [Entry]
    /// The number of the complete list that this one is the difference to; nil for a complete one.
    package var baseNumber: UInt64?
    /// Which certificates it is about, where these are not all of the issuer's.
    package var issuingDistributionPoint: IssuingDistributionPoint?

    /// A list that is about all certificates of its issuer.
    package init(
        number: UInt64, thisUpdate: Date, nextUpdate: Date, entries: [Entry] = [], baseNumber: UInt64? = nil,
        issuingDistributionPoint: IssuingDistributionPoint? = nil
    ) {
        self.number = number
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.entries = entries
        self.baseNumber = baseNumber
        self.issuingDistributionPoint = issuingDistributionPoint
    }

    /// Signs the list.
    /// - Throws: ``AuthorityError`` where the key cannot sign.
    package func signed(by signer: RevocationSigner) throws(AuthorityError) -> CertificateRevocationList {
        let der = try signer.signed(body(signer))
        do throws(RevocationListError) {
            return try CertificateRevocationList(der: der)
        } catch {
            throw .failed("the CRL could not be made: \(error)")
        }
    }

    private func body(_ signer: RevocationSigner) -> [UInt8] {
        // RFC 5280, Section 5.1.2.6: where nothing is revoked, the list MUST be absent.
        let revoked = entries.isEmpty ? [] : DERWriter.sequence(entries.map(\.der))
        return DERWriter.sequence(
            DERWriter.integer(1), signer.algorithmIdentifier, signer.subject, CertificateTime(thisUpdate).der,
            CertificateTime(nextUpdate).der, revoked, DERWriter.element(.derContext(0), extensions(signer)))
    }

    private func extensions(_ signer: RevocationSigner) -> [UInt8] {
        func listed(_ number: UInt8, isCritical: Bool, _ value: [UInt8]) -> [UInt8] {
            DERWriter.certificateExtension(
                StandardExtension.identifier(number), isCritical: isCritical, value)
        }
        let key = DERWriter.element(.derContextPrimitive(0), signer.certificate.keyIdentifier)
        var extensions = [
            listed(StandardExtension.authorityKeyIdentifier, isCritical: false, DERWriter.sequence(key)),
            listed(StandardExtension.cRLNumber, isCritical: false, DERWriter.integer(number)),
        ]
        if let baseNumber {
            let value = DERWriter.integer(baseNumber)
            extensions.append(listed(StandardExtension.deltaCRLIndicator, isCritical: true, value))
        }
        if let value = issuingDistributionPoint?.value {
            extensions.append(listed(StandardExtension.issuingDistributionPoint, isCritical: true, value))
        }
        return DERWriter.sequence(extensions)
    }
}

extension RevocationListContents.Entry {
    fileprivate var der: [UInt8] {
        let extensions = extensions
        return DERWriter.sequence(
            DERWriter.element(.derInteger, serialNumber), CertificateTime(revocationDate).der,
            extensions.isEmpty ? [] : DERWriter.sequence(extensions))
    }

    private var extensions: [[UInt8]] {
        var extensions: [[UInt8]] = []
        func add(_ number: UInt8, isCritical: Bool = false, _ value: [UInt8]) {
            let identifier = StandardExtension.identifier(number)
            extensions.append(DERWriter.certificateExtension(identifier, isCritical: isCritical, value))
        }
        if let reason, reason != .unspecified {
            add(StandardExtension.reasonCode, DERWriter.element(.derEnumerated, [reason.code]))
        }
        if let invalidityDate { add(StandardExtension.invalidityDate, CertificateTime(invalidityDate).generalizedDER) }
        if let certificateIssuer {
            let name = DERWriter.element(.derContext(4), certificateIssuer)
            add(StandardExtension.certificateIssuer, isCritical: true, DERWriter.sequence(name))
        }
        return extensions
    }
}

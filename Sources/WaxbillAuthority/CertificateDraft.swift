import WaxbillX509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is known of a certificate before it is made.
struct CertificateDraft: Sendable {
    let issuer: CertificateRecord.Issuer
    let kind: CertificateRecord.Kind
    let name: String

    func record(
        _ serial: String, reservedAt: Int64, der: [UInt8]? = nil, _ fields: IndexedFields? = nil
    ) -> CertificateRecord {
        CertificateRecord(
            serial: serial, issuer: issuer, kind: kind, name: name, reservedAt: reservedAt,
            notBefore: fields?.notBefore, notAfter: fields?.notAfter, der: der.map { Data($0) }, revokedAt: nil,
            revocationReason: nil)
    }
}

/// What the index keeps of a certificate besides its bytes.
struct IndexedFields: Sendable {
    let serial: String
    let notBefore: Int64?
    let notAfter: Int64?

    init?(_ der: [UInt8]) {
        guard let summary = CertificateSummary(der: der) else { return nil }
        serial = summary.serial
        notBefore = Self.seconds(summary.notBefore)
        notAfter = Self.seconds(summary.notAfter)
    }

    private static func seconds(_ text: String) -> Int64? {
        (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
    }
}

/// Seconds since 1970 as an RFC 3339 time.
public func rfc3339(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
}

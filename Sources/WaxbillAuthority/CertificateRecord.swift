import GRDB
import WaxbillX509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A row of the index: a serial number, and the certificate that was issued with it.
public struct CertificateRecord: Sendable, Codable {
    /// In lower-case hexadecimal.
    public let serial: String
    /// Who issued it.
    public let issuer: Issuer
    /// What it is for.
    public let kind: Kind
    /// The name that people know it by.
    public let name: String
    /// Seconds since 1970, as all times here.
    public let reservedAt: Int64
    /// Its first second; nil while it is reserved.
    public let notBefore: Int64?
    /// Its last second; nil while it is reserved.
    public let notAfter: Int64?
    /// The certificate; nil while it is reserved.
    public let der: Data?
    /// When it was revoked; nil: it is not.
    public let revokedAt: Int64?
    /// Why it was revoked.
    public let revocationReason: RevocationReason?

    /// One of the authority's own certificates.
    public enum Issuer: String, Sendable, Codable, CaseIterable {
        case root
        case intermediate
        /// None of them: the certificate is wrong on purpose.
        case other
    }

    /// What a certificate is for.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case root
        case intermediate
        case server
        case client
    }

    /// What can be said of a certificate at a time.
    public enum Status: String, Sendable, Codable {
        /// The process that wanted the serial number ended before it issued.
        case reserved
        case valid
        case notYetValid = "not yet valid"
        case expired
        case revoked
    }

    /// What it is at `now`, in seconds since 1970.
    public func status(at now: Int64) -> Status {
        if der == nil { return .reserved }
        if revokedAt != nil { return .revoked }
        if let notAfter, notAfter < now { return .expired }
        if let notBefore, notBefore > now { return .notYetValid }
        return .valid
    }
}

extension CertificateRecord: FetchableRecord, PersistableRecord {
    /// The table of these rows.
    public static let databaseTableName = "certificate"
}

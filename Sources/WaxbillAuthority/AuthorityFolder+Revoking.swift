import WaxbillTLS
import WaxbillX509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension AuthorityFolder {
    /// Revokes a certificate. `removeFromCRL` ends a hold; another reason takes the place of a hold.
    public func revoke(_ record: CertificateRecord, reason: RevocationReason) throws -> CertificateRecord {
        try index.revoke(serial: record.serial, reason: reason, now: clock.seconds)
    }

    /// Makes and signs a new CRL of what `issuer` issued, with a number that no other one has.
    /// - Parameter seconds: when the next one is promised, from now.
    public func makeList(
        of issuer: CertificateRecord.Issuer, nextUpdate seconds: Int, passphrase: Passphrase?
    ) throws -> CertificateRevocationList {
        let signer = try signer(issuer, passphrase)
        let now = clock.now
        let number = try index.nextListNumber(issuer)
        let entries = try index.revoked(by: issuer).map { record in
            RevocationListContents.Entry(
                serialNumber: record.serialNumber, revocationDate: record.revocationDate ?? now,
                reason: record.revocationReason)
        }
        let contents = RevocationListContents(
            number: UInt64(number), thisUpdate: now, nextUpdate: now + TimeInterval(seconds), entries: entries)
        return try contents.signed(by: signer)
    }

    /// Makes and signs an OCSP response about certificates of one issuer.
    /// - Parameter seconds: until when it may be used, from now.
    public func makeResponse(
        about records: [CertificateRecord], nextUpdate seconds: Int, passphrase: Passphrase?
    ) throws -> OCSPResponse {
        guard let first = records.first, first.issuer != .other else {
            throw AuthorityIndexError.notIssuedHere(records.first?.serial ?? "")
        }
        let isRoot = first.issuer == .root
        let signer = try signer(first.issuer, passphrase)
        let answers = try records.map { record in
            guard record.issuer == first.issuer,
                let certificate = OCSPCertificateID(
                    issuerCertificate: isRoot ? certificates.rootDER : certificates.issuerDER,
                    serialNumber: record.serialNumber)
            else { throw AuthorityIndexError.notIssuedHere(record.serial) }
            let status: OCSPResponse.CertificateStatus =
                record.revocationDate.map { .revoked(at: $0, reason: record.revocationReason) } ?? .good
            return OCSPResponseContents.Answer(certificate, status)
        }
        let now = clock.now
        let contents = OCSPResponseContents(
            answers: answers, producedAt: now, thisUpdate: now, nextUpdate: now + TimeInterval(seconds))
        return try contents.signed(by: signer, includesCertificate: false)
    }

    private func signer(
        _ issuer: CertificateRecord.Issuer, _ passphrase: Passphrase?
    ) throws(AuthorityError) -> RevocationSigner {
        if issuer == self.issuer { return try unlocked(passphrase).revocationSigner }
        return try CertificateAuthority(rootOf: certificates, directory: directory, passphrase: passphrase)
            .revocationSigner
    }
}

extension CertificateRecord {
    fileprivate var revocationDate: Date? { revokedAt.map { Date(timeIntervalSince1970: TimeInterval($0)) } }

    /// The contents of the INTEGER, as the certificate has them.
    fileprivate var serialNumber: [UInt8] {
        let digits = Array(serial)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        guard let first = bytes.first else { return [0] }
        return first < 0x80 ? bytes : [0] + bytes
    }
}

import SwiftASN1
import WaxbillTLS
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension CertificateAuthority {
    /// Issues a certificate that says what `old` says, with a new serial number and validity.
    /// - Parameters:
    ///   - validity: nil: as long as the old one's.
    ///   - newKey: the key that takes the place of the old one; nil: the same key.
    /// - Returns: the leaf and what stands between it and the root, in DER.
    /// - Throws: ``AuthorityError``.
    package func renew(
        _ old: [UInt8], validity terms: ValidityTerms?, newKey: CertificateKey?, serial: [UInt8], clock: any TLSClock
    ) throws(AuthorityError) -> [[UInt8]] {
        let certificate = try Self.renewable(old)
        let validity: Validity
        if let terms {
            validity = try terms.validity(now: clock.now, within: issuer.validity)
        } else {
            let length = certificate.notValidAfter.timeIntervalSince(certificate.notValidBefore)
            validity = Validity(seconds: max(1, Int(length) - 300), from: clock.now, within: issuer.validity)
        }
        do {
            let issuer = try CertificateIssuer(self.issuer, key)
            let publicKey = newKey?.publicKey ?? certificate.publicKey
            let keyIdentifiers: [ASN1ObjectIdentifier] = [
                .X509ExtensionID.subjectKeyIdentifier, .X509ExtensionID.authorityKeyIdentifier,
            ]
            var extensions = try Certificate.Extensions(
                certificate.extensions.filter { !keyIdentifiers.contains($0.oid) })
            try extensions.append(Certificate.Extension(SubjectKeyIdentifier(hash: publicKey), critical: false))
            try extensions.append(
                Certificate.Extension(AuthorityKeyIdentifier(keyIdentifier: issuer.keyIdentifier), critical: false))
            let leaf = try issuer.sign(
                serial: Certificate.SerialNumber(bytes: serial), subject: certificate.subject, publicKey: publicKey,
                validity: validity, extensions: extensions)
            return [leaf] + certificates.intermediates.map(\.der)
        } catch {
            throw .failed("the certificate could not be renewed: \(error)")
        }
    }

    private static func renewable(_ der: [UInt8]) throws(AuthorityError) -> Certificate {
        let parsed: ParsedCertificate
        do throws(RuleViolation) {
            parsed = try ParsedCertificate(der: der)
        } catch {
            throw .notRenewable("it \(error.detail)")
        }
        guard !parsed.extensions.isAuthority else {
            throw .notRenewable("an authority's own certificate is not renewed here")
        }
        guard let certificate = try? parsed.certificate else {
            throw .notRenewable("it is signed or keyed in a way that is not made here")
        }
        return certificate
    }
}

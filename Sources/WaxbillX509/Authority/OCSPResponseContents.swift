import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What goes into a new OCSP response (RFC 6960, Section 4.2.1).
package struct OCSPResponseContents: Sendable {
    /// The answer about one certificate.
    package struct Answer: Sendable {
        /// Which certificate.
        package var certificate: OCSPCertificateID
        /// Its status.
        package var status: OCSPResponse.CertificateStatus

        /// An answer.
        package init(_ certificate: OCSPCertificateID, _ status: OCSPResponse.CertificateStatus) {
            self.certificate = certificate
            self.status = status
        }
    }

    /// The answers, one at least.
    package var answers: [Answer]
    /// When it is made.
    package var producedAt: Date
    /// Since when the answers are known to be true.
    package var thisUpdate: Date
    /// Until when there will be new ones; nil where there are at any time.
    package var nextUpdate: Date?

    /// A response of these answers.
    package init(answers: [Answer], producedAt: Date, thisUpdate: Date, nextUpdate: Date?) {
        self.answers = answers
        self.producedAt = producedAt
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
    }

    /// Signs the response.
    /// - Parameters:
    ///   - signer: the issuer of the certificates, or a responder that it made a certificate for
    ///     (RFC 6960, Section 4.2.2.2).
    ///   - includesCertificate: whether the signer's certificate is put in, which clients need of responders that are
    ///     not the issuer.
    /// - Throws: ``AuthorityError`` where the key cannot sign or there are no answers.
    package func signed(
        by signer: RevocationSigner, includesCertificate: Bool
    ) throws(AuthorityError) -> OCSPResponse {
        let certificates =
            includesCertificate
            ? DERWriter.element(.derContext(0), DERWriter.sequence(signer.certificate.der)) : []
        let basic = try signer.signed(body(signer), certificates)
        let bytes = DERWriter.sequence(
            DERWriter.element(.derObjectIdentifier, OCSPResponse.basicType), DERWriter.element(.derOctetString, basic))
        do throws(OCSPResponseError) {
            return try OCSPResponse(
                der: DERWriter.sequence(
                    DERWriter.element(.derEnumerated, [OCSPResponse.Status.successful.rawValue]),
                    DERWriter.element(.derContext(0), bytes)))
        } catch {
            throw .failed("the OCSP response could not be made: \(error)")
        }
    }

    private func body(_ signer: RevocationSigner) -> [UInt8] {
        // RFC 6960, Section 4.2.1: KeyHash is SHA-1 of the public key.
        let key = Array(Insecure.SHA1.hash(data: signer.certificate.subjectPublicKey))
        return DERWriter.sequence(
            DERWriter.element(.derContext(2), DERWriter.element(.derOctetString, key)),
            CertificateTime(producedAt).generalizedDER, DERWriter.sequence(answers.map(single)))
    }

    private func single(_ answer: Answer) -> [UInt8] {
        DERWriter.sequence(
            answer.certificate.der, answer.status.der, CertificateTime(thisUpdate).generalizedDER,
            nextUpdate.map { DERWriter.element(.derContext(0), CertificateTime($0).generalizedDER) } ?? [])
    }
}

extension OCSPResponse.CertificateStatus {
    fileprivate var der: [UInt8] {
        switch self {
        case .good: return DERWriter.element(.derContextPrimitive(0), [])
        case .unknown: return DERWriter.element(.derContextPrimitive(2), [])
        case .revoked(let date, let reason):
            let code = reason.map {
                DERWriter.element(.derContext(0), DERWriter.element(.derEnumerated, [$0.code]))
            }
            return DERWriter.element(.derContext(1), CertificateTime(date).generalizedDER + (code ?? []))
        }
    }
}

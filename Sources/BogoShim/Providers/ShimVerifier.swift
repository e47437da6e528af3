import Synchronization
import WaxbillTLS
import WaxbillX509

/// Accepts every chain, unless the flags say otherwise.
final class ShimVerifier: CertificateVerifier {
    private let settings: ShimSettings
    private let seen = Mutex<CertificateVerificationRequest?>(nil)

    init(_ settings: ShimSettings) { self.settings = settings }

    /// What was verified last.
    var lastRequest: CertificateVerificationRequest? { seen.withLock { $0 } }

    func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        if !request.isResumption { seen.withLock { $0 = request } }
        guard case .unverified(let key) = InsecureVerifier().verify(request) else {
            return .refused(CertificateRefusal(.alert(.decodeError), ErrorNames.unparsableLeaf))
        }
        // BoringSSL's default: a session's certificate is taken as it was.
        if request.isResumption, !settings.verifiesOnResumption { return .verified(subjectPublicKeyInfo: key) }
        // BoringSSL's SSL_VERIFY_NONE: the result is kept and otherwise ignored.
        let isFatal = settings.verifiesPeer || settings.requiresClientCertificate
        if settings.verificationFails {
            guard isFatal else { return .unverified(subjectPublicKeyInfo: key) }
            return .refused(
                CertificateRefusal(
                    .alert(settings.usesCustomVerifyCallback ? .certificateUnknown : .handshakeFailure),
                    ErrorNames.verificationFailed))
        }
        if settings.usesOCSPCallback, settings.failsOCSPCallback, settings.requestsOCSPResponse, !settings.isServer {
            return .refused(CertificateRefusal(.alert(.badCertificateStatusResponse), ErrorNames.ocspRefused))
        }
        guard LeafKeyUsage.allows(request) else {
            return .refused(CertificateRefusal(.alert(.illegalParameter), ErrorNames.keyUsageIncorrect))
        }
        return .verified(subjectPublicKeyInfo: key)
    }
}

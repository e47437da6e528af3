import TLSCrypto
import TLSWire

/// A session that holds the certificates which its peer has shown.
///
/// A certificate that was good when the session was made may since have expired or been revoked, or its authority may be trusted
/// no more. A resumption says all that the full handshake did, so that the chain is verified again before it.
protocol VerifiedChainHolder: Sendable {
    /// The question whether the chain is still good; nil where the session does not claim that it was.
    var verificationRequest: CertificateVerificationRequest? { get }
}

extension ServerSession: VerifiedChainHolder {
    var verificationRequest: CertificateVerificationRequest? {
        guard isClientVerified, !clientCertificates.isEmpty else { return nil }
        return CertificateVerificationRequest(
            certificateChain: clientCertificates, purpose: .client, isResumption: true)
    }
}

extension Session: VerifiedChainHolder {
    var verificationRequest: CertificateVerificationRequest? {
        guard verified, !peerCertificates.isEmpty else { return nil }
        let decrypts = CipherSuiteParameters12(cipherSuite)?.facts.keyExchange == .rsa
        return CertificateVerificationRequest(
            certificateChain: peerCertificates, purpose: .server(serverName),
            keyUsage: decrypts ? .keyEncipherment : .digitalSignature, ocspResponse: ocspResponse, isResumption: true)
    }
}

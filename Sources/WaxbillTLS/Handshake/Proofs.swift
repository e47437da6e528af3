import TLSCrypto
import TLSWire

// Values that only the checks in this file can make. A state that needs one cannot be built without the check.

/// The peer's certificate was accepted: by verification, or by a caller who wants none.
struct AcceptedCertificate: Sendable {
    let chain: [[UInt8]]
    /// What came stapled to it.
    let ocspResponse: [UInt8]?
    let publicKey: PublicKey
    /// Whether it was verified against trust roots.
    let isVerified: Bool

    private init(chain: [[UInt8]], ocspResponse: [UInt8]?, publicKey: PublicKey, isVerified: Bool) {
        self.chain = chain
        self.ocspResponse = ocspResponse
        self.publicKey = publicKey
        self.isVerified = isVerified
    }

    /// Takes the verifier's answer for `chain`.
    static func check(
        _ result: CertificateVerificationResult, chain: [[UInt8]], ocspResponse: [UInt8]? = nil, limits: PeerLimits
    ) throws(TLSError) -> AcceptedCertificate {
        let (info, isVerified) =
            switch result {
            case .verified(let info): (info, true)
            case .unverified(let info): (info, false)
            case .refused(let refusal): throw TLSError(.certificate(refusal))
            }
        return AcceptedCertificate(
            chain: chain, ocspResponse: ocspResponse, publicKey: try publicKey(info, limits), isVerified: isVerified)
    }

    private static func publicKey(
        _ subjectPublicKeyInfo: [UInt8], _ limits: PeerLimits
    ) throws(TLSError) -> PublicKey {
        do throws(CryptoFailure) {
            return try PublicKey(
                subjectPublicKeyInfo: subjectPublicKeyInfo, minimumRSAModulusBits: limits.minimumRSAModulusBits)
        } catch {
            throw .violation(.certificateUnusable("\(error)"))
        }
    }
}

/// The peer signed the transcript with its certificate's key (RFC 9846, Section 4.5.2).
struct VerifiedSignature: Sendable {
    let certificate: AcceptedCertificate
    let scheme: SignatureScheme

    private init(certificate: AcceptedCertificate, scheme: SignatureScheme) {
        self.certificate = certificate
        self.scheme = scheme
    }

    /// - Parameters:
    ///   - signer: the side that signed.
    ///   - offered: the schemes that we offered.
    ///   - transcriptHash: up to and with the Certificate.
    static func check(
        _ message: CertificateVerify, by signer: Role, certificate: AcceptedCertificate, offered: [SignatureScheme],
        transcriptHash: [UInt8]
    ) throws(TLSError) -> VerifiedSignature {
        // RFC 9846, Section 4.5.2: one of those offered, and none for certificates only.
        guard offered.contains(message.algorithm) else {
            throw .violation(.signatureSchemeNotOffered(message.algorithm))
        }
        guard certificate.publicKey.schemes.contains(message.algorithm) else {
            throw .violation(.signatureSchemeDoesNotFitKey(message.algorithm))
        }
        let context: SignatureContext = signer == .client ? .client : .server
        let content = context.content(transcriptHash: transcriptHash)
        guard certificate.publicKey.isValid(signature: message.signature, content: content, scheme: message.algorithm)
        else { throw .violation(.signatureInvalid) }
        return VerifiedSignature(certificate: certificate, scheme: message.algorithm)
    }
}

extension VerifiedSignature {
    /// The same for a signature of TLS 1.2 or before (RFC 5246, Sections 7.4.3 and 7.4.8).
    ///
    /// - Parameters:
    ///   - signed: with its scheme in TLS 1.2; without in TLS 1.1 and 1.0, where the kind of the key decides.
    ///   - content: what was signed, not hashed.
    static func check(
        _ signed: DigitallySigned, content: [UInt8], certificate: AcceptedCertificate, offered: [SignatureScheme]
    ) throws(TLSError) -> VerifiedSignature {
        let key = certificate.publicKey
        guard let scheme = signed.algorithm else {
            guard let scheme = key.scheme10 else { throw .violation(.signatureInvalid) }
            guard key.isValid10(signature: signed.signature, content: content) else {
                throw .violation(.signatureInvalid)
            }
            return VerifiedSignature(certificate: certificate, scheme: scheme)
        }
        // RFC 5246, Section 7.4.3: one of those offered, and one of the certificate's key.
        guard offered.contains(scheme) else { throw .violation(.signatureSchemeNotOffered(scheme)) }
        guard key.schemes12.contains(scheme) else { throw .violation(.signatureSchemeDoesNotFitKey(scheme)) }
        guard key.isValid12(signature: signed.signature, content: content, scheme: scheme) else {
            throw .violation(.signatureInvalid)
        }
        return VerifiedSignature(certificate: certificate, scheme: scheme)
    }
}

/// The peer's Finished fits the transcript: both sides saw the same handshake (RFC 9846, Section 4.5.3).
struct VerifiedFinished: Sendable {
    private init() {}

    static func check(
        _ message: Finished, _ secret: TrafficSecret, transcriptHash: [UInt8]
    ) throws(TLSError) -> VerifiedFinished {
        guard ConstantTime.isEqual(message.verifyData, secret.verifyData(transcriptHash)) else {
            throw .violation(.verifyDataWrong)
        }
        return VerifiedFinished()
    }

    /// The same in TLS 1.2 and before (RFC 5246, Section 7.4.9).
    static func check(
        _ message: Finished, of sender: Role, _ main: MainSecret12, transcriptHash: [UInt8]
    ) throws(TLSError) -> VerifiedFinished {
        guard ConstantTime.isEqual(message.verifyData, main.verifyData(of: sender, transcriptHash: transcriptHash))
        else { throw .violation(.verifyDataWrong) }
        return VerifiedFinished()
    }
}

/// A session's peer may be taken for who it was: it was nobody who had been verified, or has been verified again just now.
struct CurrentSession<Kept: VerifiedChainHolder>: Sendable {
    let session: Kept

    private init(_ session: Kept) { self.session = session }

    /// Nil where the peer's chain has to be verified first, which ``VerifiedChainHolder/verificationRequest`` asks for.
    static func withoutVerification(_ session: Kept) -> CurrentSession? {
        session.verificationRequest == nil ? CurrentSession(session) : nil
    }

    /// Takes the verifier's answer; nil where the session must not be resumed.
    static func check(_ result: CertificateVerificationResult, _ session: Kept) -> CurrentSession? {
        guard case .verified = result else { return nil }
        return CurrentSession(session)
    }
}

/// A ClientHello's binder shows that the client knows the PSK (RFC 9846, Section 4.3.11.2).
struct VerifiedBinder: Sendable {
    private init() {}

    /// - Parameter transcriptHash: up to and with the ClientHello's identities.
    static func check(
        _ binder: [UInt8], _ secret: borrowing EarlySecret, transcriptHash: [UInt8]
    ) throws(TLSError) -> VerifiedBinder {
        guard ConstantTime.isEqual(binder, secret.binder(transcriptHash)) else { throw .violation(.binderInvalid) }
        return VerifiedBinder()
    }
}

/// How the server proved who it is.
enum ServerAuthentication: Sendable {
    case certificate(VerifiedSignature)
    /// By knowing the secret of a session in which it had shown a certificate.
    case resumption(Session)

    /// What was stapled to the certificate.
    var ocspResponse: [UInt8]? {
        switch self {
        case .certificate(let signature): signature.certificate.ocspResponse
        case .resumption(let session): session.ocspResponse
        }
    }
}

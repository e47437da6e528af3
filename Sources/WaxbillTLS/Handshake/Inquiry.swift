/// What the engine cannot decide by itself. The handshake waits until ``TLSClient/answer(_:)`` or its twin is called;
/// a driver with the answer at hand gives it at once.
public enum Inquiry: Sendable {
    /// Which identity to present? Answer: ``Answer/identity(_:)``.
    case selectIdentity(IdentityRequest)
    /// Is this chain good? Answer: ``Answer/certificateVerification(_:)``.
    case verifyCertificate(CertificateVerificationRequest)
    /// Sign this. Answer: ``Answer/signature(_:)``.
    case sign(SigningRequest)
    /// What does this ticket stand for? Answer: ``Answer/sessionState(_:)``.
    case openTicket([UInt8])
    /// A ticket for this state, valid for `lifetime` seconds. Answer: ``Answer/ticket(_:)``.
    case issueTicket(state: [UInt8], lifetime: UInt32)
    /// Decrypt this premaster secret (TLS 1.2 and before). Answer: ``Answer/premasterSecret(_:)``.
    case decryptPremaster(PremasterDecryptionRequest)
    /// What does this session ID stand for (TLS 1.2 and before)? Answer: ``Answer/sessionState(_:)``.
    case openSession(id: [UInt8])
    /// Keep this state under a session ID for `lifetime` seconds (TLS 1.2 and before). Answer: ``Answer/sessionKept``.
    case keepSession(id: [UInt8], state: [UInt8], lifetime: UInt32)
}

/// The answer to an ``Inquiry``.
public enum Answer: Sendable {
    case identity(Identity?)
    case certificateVerification(CertificateVerificationResult)
    /// The signature, or nil where signing failed.
    case signature([UInt8]?)
    case sessionState([UInt8]?)
    case ticket([UInt8]?)
    /// 48 bytes, random where the ciphertext was no good; nil where the key failed, whatever the ciphertext was.
    case premasterSecret([UInt8]?)
    case sessionKept
    /// No answer: the connection is to end with this fatal alert. Fits every inquiry.
    case abort(AlertDescription)
}

/// What both configurations know of answering inquiries.
public protocol InquiryResponder: Sendable {
    /// Answers by asking the configuration's providers.
    func answer(_ inquiry: Inquiry) async -> Answer
}

extension ClientConfiguration: InquiryResponder {
    public func answer(_ inquiry: Inquiry) async -> Answer {
        switch inquiry {
        case .selectIdentity(let request): .identity(await identityProvider?.identity(for: request))
        case .verifyCertificate(let request): .certificateVerification(await certificateVerifier.verify(request))
        case .sign(let request): .signature(await request.sign())
        case .openTicket, .openSession: .sessionState(nil)
        case .issueTicket: .ticket(nil)
        case .decryptPremaster: .premasterSecret(nil)
        case .keepSession: .sessionKept
        }
    }
}

extension ServerConfiguration: InquiryResponder {
    public func answer(_ inquiry: Inquiry) async -> Answer {
        switch inquiry {
        case .selectIdentity(let request): .identity(await identityProvider.identity(for: request))
        case .verifyCertificate(let request):
            if let certificateVerifier {
                .certificateVerification(await certificateVerifier.verify(request))
            } else {
                .certificateVerification(
                    .refused(.init(.unknownAuthority, "no verifier is configured for client certificates")))
            }
        case .sign(let request): .signature(await request.sign())
        case .openTicket(let ticket): .sessionState(await sessionStore?.state(for: ticket))
        case .issueTicket(let state, let lifetime): .ticket(await sessionStore?.ticket(for: state, lifetime: lifetime))
        case .decryptPremaster(let request): .premasterSecret(await request.decrypt())
        case .openSession(let id): .sessionState(await sessionStore?.state(forSessionID: id))
        case .keepSession(let id, let state, let lifetime):
            await keep(state, sessionID: id, lifetime: lifetime)
        }
    }

    private func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async -> Answer {
        await sessionStore?.keep(state, sessionID: sessionID, lifetime: lifetime)
        return .sessionKept
    }
}

extension PremasterDecryptionRequest {
    fileprivate func decrypt() async -> [UInt8]? {
        guard let decrypter = identity.signer as? any PremasterDecrypter else { return nil }
        return try? await decrypter.premasterSecret(self)
    }
}

extension SigningRequest {
    fileprivate func sign() async -> [UInt8]? {
        try? await identity.signer.sign(content, with: scheme)
    }
}

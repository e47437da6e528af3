import WaxbillTLS

/// Answers the engine's inquiries: by the configuration, unless the flags have the application refuse.
struct ShimResponder: InquiryResponder {
    let settings: ShimSettings
    let credentials: CredentialList
    let configuration: any InquiryResponder

    func answer(_ inquiry: Inquiry) async -> Answer {
        switch settings.refusal {
        case .earlyCallback: return .abort(.handshakeFailure)
        case .denialOfServiceCallback: return .abort(.internalError)
        case .certificateCallback, nil: break
        }
        guard case .selectIdentity(let request) = inquiry else { return await configuration.answer(inquiry) }
        if settings.refusal == .certificateCallback || refusesStaple { return .abort(.internalError) }
        let answer = await configuration.answer(inquiry)
        // BoringSSL's clients go without a certificate only where they have none.
        if case .identity(nil) = answer, request.role == .client, credentials.failureName != nil {
            return .abort(.handshakeFailure)
        }
        return answer
    }

    /// BoringSSL's name for the refusal.
    var refusalName: String {
        switch settings.refusal {
        case .earlyCallback, .denialOfServiceCallback: ErrorNames.connectionRejected
        case .certificateCallback: ErrorNames.certificateCallbackFailed
        case nil: refusesStaple ? ErrorNames.ocspRefused : credentials.failureName ?? ErrorNames.noCertificate
        }
    }

    private var refusesStaple: Bool { settings.isServer && settings.usesOCSPCallback && settings.failsOCSPCallback }
}

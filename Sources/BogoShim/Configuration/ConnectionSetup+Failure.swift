import WaxbillTLS

extension ConnectionSetup {
    /// An engine's error, with what the shim's own providers know of its reason.
    func failure(_ error: TLSError) -> ShimFailure {
        switch error.fault {
        case .aborted: .provider(responder.refusalName)
        case .peerIncompatibility(.noIdentity): credentials.failureName.map { .provider($0) } ?? .tls(error)
        default: .tls(error)
        }
    }
}

extension CredentialList {
    /// Why none of the credentials was chosen, where there are any.
    var failureName: String? {
        switch choice {
        case .noMatchingIssuer: ErrorNames.noMatchingIssuer
        case .noCommonSignatureScheme: ErrorNames.noCommonSignatureScheme
        case .unknownCertificateType: ErrorNames.unknownCertificateType
        case .noSharedCipher: ErrorNames.noSharedCipher
        case .wrongCurve: ErrorNames.wrongCurve
        case .none, .credential: nil
        }
    }
}

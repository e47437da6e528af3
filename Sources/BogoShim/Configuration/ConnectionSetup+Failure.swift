import WaxbillTLS

extension ConnectionSetup {
    /// An engine's error, with what the shim's own providers know of its reason.
    func failure(_ error: TLSError) -> ShimFailure {
        guard case .peerIncompatibility(.noIdentity) = error.fault else { return .tls(error) }
        switch credentials.choice {
        case .noMatchingIssuer: return .provider(ErrorNames.noMatchingIssuer)
        case .noCommonSignatureScheme: return .provider(ErrorNames.noCommonSignatureScheme)
        default: return .tls(error)
        }
    }
}

import WaxbillTLS
import WaxbillX509

extension LoadedCredential {
    /// The flags' credentials in the order in which they are tried: those that were started, then the default one.
    static func load(_ settings: ShimSettings) throws -> [LoadedCredential] {
        var loaded = try settings.credentials.enumerated().compactMap { try load($1, index: $0) }
        if let last = try load(settings.defaultCredential, index: -1) { loaded.append(last) }
        return loaded
    }

    /// Nil where the flags give no certificate or no key.
    private static func load(_ credential: Credential, index: Int) throws -> LoadedCredential? {
        guard let certificateFile = credential.certificateFile, let keyFile = credential.keyFile else { return nil }
        var identity: Identity
        do throws(IdentityError) {
            identity = try Identity(certificateFile: certificateFile, keyFile: keyFile)
        } catch {
            throw failure(error)
        }
        if !credential.signingPreferences.isEmpty {
            for scheme in credential.signingPreferences where !KnownSignatures.all.contains(scheme) {
                throw ShimFailure.unimplemented("signatures of \(scheme)")
            }
            identity = Identity(
                certificateChain: identity.certificateChain,
                signer: RestrictedSigner(signer: identity.signer, preferences: credential.signingPreferences),
                names: identity.names, issuers: identity.issuers)
        }
        return LoadedCredential(index: index, identity: identity, mustMatchIssuer: credential.mustMatchIssuer)
    }

    private static func failure(_ error: IdentityError) -> ShimFailure {
        switch error {
        case .unsupportedPrivateKey, .malformedCertificate: .unimplemented(error.description)
        case .keyDoesNotMatch: .provider(ErrorNames.keyDoesNotMatch)
        default: .usage(error.description)
        }
    }
}

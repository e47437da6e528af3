import WaxbillTLS
import WaxbillX509

extension LoadedCredential {
    /// The flags' credentials in the order in which they are tried: those that were started, then the default one.
    static func load(_ settings: ShimSettings) throws -> [LoadedCredential] {
        var loaded = try settings.credentials.enumerated().compactMap { try load($1, index: $0, settings) }
        if let last = try load(settings.defaultCredential, index: -1, settings) { loaded.append(last) }
        return loaded
    }

    /// Nil where the flags give no certificate or no key.
    private static func load(
        _ credential: Credential, index: Int, _ settings: ShimSettings
    ) throws -> LoadedCredential? {
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
            guard let key = identity.signer as? any PremasterDecrypter else { throw ShimFailure.usage("not a key") }
            identity = Identity(
                certificateChain: identity.certificateChain,
                signer: RestrictedSigner(signer: key, preferences: credential.signingPreferences),
                names: identity.names, issuers: identity.issuers)
        }
        identity.ocspResponse = staple(credential, index, settings)
        return LoadedCredential(index: index, identity: identity, mustMatchIssuer: credential.mustMatchIssuer)
    }

    /// The callback of the tests may set the default credential's response, and may decline to send it.
    private static func staple(_ credential: Credential, _ index: Int, _ settings: ShimSettings) -> [UInt8]? {
        if settings.usesOCSPCallback, settings.declinesOCSPCallback { return nil }
        if index == -1, settings.setsOCSPResponseInCallback, !settings.usesOCSPCallback { return nil }
        return credential.ocspResponse
    }

    private static func failure(_ error: IdentityError) -> ShimFailure {
        switch error {
        case .unsupportedPrivateKey, .malformedCertificate: .unimplemented(error.description)
        case .keyDoesNotMatch: .provider(ErrorNames.keyDoesNotMatch)
        default: .usage(error.description)
        }
    }
}

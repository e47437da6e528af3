import Synchronization
import WaxbillTLS

/// The flags' credentials: the first that the peer can do something with.
final class CredentialList: IdentityProvider {
    /// Why no credential was chosen, or which one was.
    enum Choice: Sendable, Equatable {
        case none
        /// -1 for the default one.
        case credential(Int)
        case noMatchingIssuer
        case noCommonSignatureScheme
        case unknownCertificateType
        case noSharedCipher
        case wrongCurve
    }

    private let credentials: [LoadedCredential]
    private let chosen = Mutex<(choice: Choice, request: IdentityRequest?)>((.none, nil))

    init(_ credentials: [LoadedCredential]) { self.credentials = credentials }

    /// What was chosen last.
    var choice: Choice { chosen.withLock { $0.choice } }

    /// What was asked last.
    var lastRequest: IdentityRequest? { chosen.withLock { $0.request } }

    func identity(for request: IdentityRequest) -> Identity? {
        var reason = Choice.none
        for credential in credentials {
            if !credential.isOfType(request.certificateTypes) {
                reason = .unknownCertificateType
            } else if credential.mustMatchIssuer, !credential.matchesIssuer(request) {
                reason = .noMatchingIssuer
            } else if !request.accepts(credential.identity.signer) {
                reason = Self.reason(request, credential.identity.signer)
            } else {
                chosen.withLock { $0 = (.credential(credential.index), request) }
                return credential.identity
            }
        }
        chosen.withLock { [reason] in $0 = (reason, request) }
        return nil
    }
}

extension CredentialList {
    /// Why the signer does not fit.
    private static func reason(_ request: IdentityRequest, _ signer: any Signer) -> Choice {
        // Before TLS 1.3, the suite says how the server's key is used.
        guard request.role == .server, request.version < .tls13 else { return .noCommonSignatureScheme }
        let onAnyCurve = IdentityRequest(
            role: request.role, version: request.version, serverName: request.serverName,
            signatureSchemes: request.signatureSchemes, acceptsKeyTransport: request.acceptsKeyTransport,
            certificateAuthorities: request.certificateAuthorities,
            applicationProtocols: request.applicationProtocols)
        return onAnyCurve.accepts(signer) ? .wrongCurve : .noSharedCipher
    }
}

/// A credential that was read from its files.
struct LoadedCredential: Sendable {
    /// -1 for the default one.
    let index: Int
    let identity: Identity
    let mustMatchIssuer: Bool

    /// Whether the peer takes certificates with this kind of key.
    func isOfType(_ types: [ClientCertificateType]?) -> Bool {
        guard let types else { return true }
        let isRSA = (identity.signer as? any PremasterDecrypter)?.canDecryptPremasterSecret == true
        return types.contains(isRSA ? .rsaSign : .ecdsaSign)
    }

    /// Whether the peer names an issuer of the chain.
    func matchesIssuer(_ request: IdentityRequest) -> Bool {
        identity.issuers.contains { request.certificateAuthorities.contains($0) }
    }
}

/// A key that signs with what the flags allow, in their order.
struct RestrictedSigner: PremasterDecrypter {
    let signer: any PremasterDecrypter
    let preferences: [SignatureScheme]

    var signatureSchemes: [SignatureScheme] { signatureSchemes(for: .tls13) }

    func signatureSchemes(for version: ProtocolVersion) -> [SignatureScheme] {
        let schemes = signer.signatureSchemes(for: version)
        // Before TLS 1.2 there is nothing to choose.
        return version < .tls12 ? schemes : preferences.filter(schemes.contains)
    }

    var canDecryptPremasterSecret: Bool { signer.canDecryptPremasterSecret }

    func premasterSecret(_ request: PremasterDecryptionRequest) async throws -> [UInt8] {
        try await signer.premasterSecret(request)
    }

    func sign(_ content: [UInt8], with scheme: SignatureScheme) async throws -> [UInt8] {
        try await signer.sign(content, with: scheme)
    }
}

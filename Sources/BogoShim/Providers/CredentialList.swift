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
            if credential.mustMatchIssuer, !credential.matchesIssuer(request) {
                reason = .noMatchingIssuer
            } else if !credential.identity.signer.signatureSchemes.contains(where: request.signatureSchemes.contains) {
                reason = .noCommonSignatureScheme
            } else {
                chosen.withLock { $0 = (.credential(credential.index), request) }
                return credential.identity
            }
        }
        chosen.withLock { [reason] in $0 = (reason, request) }
        return nil
    }
}

/// A credential that was read from its files.
struct LoadedCredential: Sendable {
    /// -1 for the default one.
    let index: Int
    let identity: Identity
    let mustMatchIssuer: Bool

    /// Whether the peer names an issuer of the chain.
    func matchesIssuer(_ request: IdentityRequest) -> Bool {
        identity.issuers.contains { request.certificateAuthorities.contains($0) }
    }
}

/// A key that signs with what the flags allow, in their order.
struct RestrictedSigner: Signer {
    let signer: any Signer
    let preferences: [SignatureScheme]

    var signatureSchemes: [SignatureScheme] { preferences.filter(signer.signatureSchemes.contains) }

    func sign(_ content: [UInt8], with scheme: SignatureScheme) async throws -> [UInt8] {
        try await signer.sign(content, with: scheme)
    }
}

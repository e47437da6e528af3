/// Chooses the certificate to present.
public protocol IdentityProvider: Sendable {
    /// The identity for this handshake, or nil for none: a client then sends an empty Certificate
    /// (RFC 9846, Section 4.5.1), a server refuses the handshake.
    func identity(for request: IdentityRequest) async -> Identity?
}

/// What is known when an identity has to be chosen.
public struct IdentityRequest: Sendable, Hashable {
    /// The side that presents the identity.
    public let role: Role
    /// The version that was negotiated, in which the identity's key has to be of use.
    public let version: ProtocolVersion
    /// The name that the client asked for (RFC 6066, Section 3); nil in a client's own choice.
    public let serverName: String?
    /// What the peer verifies, most preferred first (RFC 9846, Section 4.3.3). Before TLS 1.2, which knows no such list,
    /// ``SignatureScheme/rsaPKCS1MD5SHA1`` and ``SignatureScheme/ecdsaSHA1`` as far as the key exchange takes them.
    public let signatureSchemes: [SignatureScheme]
    /// Whether an RSA key that can decrypt is enough, whatever it signs: a server that may use RSA key transport (RFC 5246,
    /// Section 7.4.7.1).
    public let acceptsKeyTransport: Bool
    /// The authorities that the peer names, as DER distinguished names (RFC 9846, Section 4.3.4); empty: any.
    public let certificateAuthorities: [[UInt8]]
    /// The types of certificate that a server of TLS 1.2 or before takes (RFC 5246, Section 7.4.4); ``signatureSchemes`` are only
    /// those that fit. Nil where there are none.
    public let certificateTypes: [ClientCertificateType]?
    /// On which curves a server's ECDSA key may be, before TLS 1.3, where the client's groups are about that too (RFC 8422,
    /// Section 5.1.1); nil: on any.
    public let curves: [NamedGroup]?
    /// The application protocols that the client offers (RFC 7301).
    public let applicationProtocols: [ApplicationProtocol]

    /// A request as the engine makes it; for tests of providers.
    public init(
        role: Role, version: ProtocolVersion, serverName: String?, signatureSchemes: [SignatureScheme],
        acceptsKeyTransport: Bool, certificateAuthorities: [[UInt8]], certificateTypes: [ClientCertificateType]? = nil,
        curves: [NamedGroup]? = nil, applicationProtocols: [ApplicationProtocol]
    ) {
        self.role = role
        self.version = version
        self.serverName = serverName
        self.signatureSchemes = signatureSchemes
        self.acceptsKeyTransport = acceptsKeyTransport
        self.certificateAuthorities = certificateAuthorities
        self.certificateTypes = certificateTypes
        self.curves = curves
        self.applicationProtocols = applicationProtocols
    }
}

/// A fixed list of identities: by server name, then by what the peer can verify, then by order.
public struct StaticIdentities: IdentityProvider {
    /// The identities, preferred ones first.
    public let identities: [Identity]

    /// A provider that chooses among `identities`.
    public init(_ identities: [Identity]) { self.identities = identities }

    public func identity(for request: IdentityRequest) -> Identity? {
        let usable = identities.filter { request.accepts($0.signer) }
        switch request.role {
        case .client:
            guard !request.certificateAuthorities.isEmpty else { return usable.first }
            return usable.first { identity in
                identity.issuers.isEmpty || identity.issuers.contains { request.certificateAuthorities.contains($0) }
            }
        case .server:
            guard let name = request.serverName else { return usable.first }
            return usable.first { $0.names.contains(name) }
                ?? usable.first { $0.names.contains { Self.wildcard($0, covers: name) } }
                ?? usable.first
        }
    }

    /// Whether `*.rest` covers `label.rest` (RFC 9525, Section 6.3).
    private static func wildcard(_ pattern: String, covers name: String) -> Bool {
        guard pattern.hasPrefix("*."), let dot = name.firstIndex(of: "."), dot != name.startIndex else { return false }
        return name[dot...] == pattern.dropFirst()
    }
}

extension IdentityRequest {
    /// Whether a key can do what is asked for, in the version that was negotiated.
    public func accepts(_ signer: any Signer) -> Bool {
        if let curves, let curve = signer.signatureSchemes(for: .tls13).lazy.compactMap(\.curve).first,
            !curves.contains(curve)
        {
            return false
        }
        if signer.signatureSchemes(for: version).contains(where: { signatureSchemes.contains($0) }) { return true }
        return acceptsKeyTransport && (signer as? any PremasterDecrypter)?.canDecryptPremasterSecret == true
    }
}

import TLSCrypto
import TLSWire

/// What signs in TLS 1.2 and before, where older versions know fewer schemes and do not name them.
enum SignatureSchemes12 {
    /// The only schemes of TLS 1.1 and 1.0, by the kind of key (RFC 4346, Section 7.4.3; RFC 8422, Section 5.4).
    static let unnamed: [SignatureScheme] = [.rsaPKCS1MD5SHA1, .ecdsaSHA1]

    /// What a client that sends no `signature_algorithms` knows (RFC 5246, Section 7.4.1.4.1).
    static let unsaid: [SignatureScheme] = [.rsaPKCS1SHA1, .ecdsaSHA1]

    /// The schemes that the peer takes in this version.
    /// - Parameters:
    ///   - named: what it has said, if anything.
    ///   - own: ours: SHA-1 is only for those who name it.
    static func acceptable(
        _ named: [SignatureScheme]?, in version: ProtocolVersion, own: [SignatureScheme]
    ) -> [SignatureScheme] {
        guard version.namesSignatureAlgorithms else { return unnamed }
        return (named ?? unsaid).filter { !$0.usesSHA1 || own.contains($0) }
    }
}

extension SignatureScheme {
    /// Whether it takes SHA-1, for which collisions can be bought (RFC 9155).
    var usesSHA1: Bool { self == .rsaPKCS1SHA1 || self == .ecdsaSHA1 }

    /// What key signs with it.
    var authentication: CipherSuite12.Authentication? {
        switch self {
        case .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512, .ecdsaSHA1, .ed25519: .ecdsa
        case .rsaPKCS1MD5SHA1, .rsaPKCS1SHA1, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .rsaPSSRSAESHA256,
            .rsaPSSRSAESHA384, .rsaPSSRSAESHA512:
            .rsa
        default: nil
        }
    }

    /// The curve of keys that sign with it in TLS 1.3.
    var curve: NamedGroup? {
        switch self {
        case .ecdsaSecp256r1SHA256: .secp256r1
        case .ecdsaSecp384r1SHA384: .secp384r1
        case .ecdsaSecp521r1SHA512: .secp521r1
        default: nil
        }
    }
}

extension PublicKey {
    /// The scheme in which the key signs in TLS 1.1 and 1.0, if it does.
    var scheme10: SignatureScheme? {
        switch authentication {
        case .rsa: .rsaPKCS1MD5SHA1
        case .ecdsa: curve == nil ? nil : .ecdsaSHA1
        case nil: nil
        }
    }

    /// Refuses keys that sign with nothing that this version has.
    func checkUse(in version: ProtocolVersion) throws(TLSError) {
        let isUsable = version.namesSignatureAlgorithms ? authentication != nil : scheme10 != nil
        guard isUsable else { throw .violation(.certificateDoesNotFitVersion(version)) }
    }

    /// What the key authenticates in suites of TLS 1.2 and before.
    var authentication: CipherSuite12.Authentication? { schemes12.lazy.compactMap(\.authentication).first }

    /// The curve of an ECDSA key.
    var curve: NamedGroup? { schemes.lazy.compactMap(\.curve).first }
}

import TLSWire

/// Which scheme to sign with (RFC 9846, Section 4.3.3).
enum SignatureSchemeSelection {
    /// Our key's most preferred scheme among those the peer verifies.
    static func select(signer: [SignatureScheme], peer: [SignatureScheme]) -> SignatureScheme? {
        signer.first { peer.contains($0) && $0.isAllowedInTLS13 }
    }
}

extension SignatureScheme {
    /// Whether it may sign a CertificateVerify: neither PKCS #1 v1.5 nor SHA-1 (RFC 9846, Section 4.3.3).
    var isAllowedInTLS13: Bool {
        switch self {
        case .rsaPKCS1SHA1, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .ecdsaSHA1, .rsaPKCS1MD5SHA1: false
        default: true
        }
    }
}

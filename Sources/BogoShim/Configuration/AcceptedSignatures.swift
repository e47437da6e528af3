import WaxbillTLS

/// The signatures that are accepted from the peer: the flags', or BoringSSL's.
enum AcceptedSignatures {
    private static let defaults: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .rsaPSSRSAESHA256, .rsaPKCS1SHA256, .ecdsaSecp384r1SHA384, .rsaPSSRSAESHA384,
        .rsaPKCS1SHA384, .rsaPSSRSAESHA512, .rsaPKCS1SHA512, .rsaPKCS1SHA1,
    ]

    static func list(_ settings: ShimSettings, in versions: ClosedRange<ProtocolVersion>) throws -> [SignatureScheme] {
        let schemes = settings.verifyPreferences.isEmpty ? defaults : settings.verifyPreferences
        for scheme in schemes where !KnownSignatures.all.contains(scheme) {
            throw ShimFailure.unimplemented("signature scheme \(scheme)")
        }
        // A configuration for TLS 1.3 alone takes no signatures over SHA-1.
        return versions.lowerBound == .tls13
            ? schemes.filter { !DefaultPreferences.legacySignatureSchemes.contains($0) } : schemes
    }
}

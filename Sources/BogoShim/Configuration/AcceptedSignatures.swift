import WaxbillTLS

/// The signatures that are accepted from the peer: the flags', or BoringSSL's.
enum AcceptedSignatures {
    private static let defaults: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .rsaPSSRSAESHA256, .ecdsaSecp384r1SHA384, .rsaPSSRSAESHA384, .rsaPSSRSAESHA512,
    ]

    static func list(_ settings: ShimSettings) throws -> [SignatureScheme] {
        let schemes = settings.verifyPreferences.isEmpty ? defaults : settings.verifyPreferences
        for scheme in schemes where !DefaultPreferences.signatureSchemes.contains(scheme) {
            throw ShimFailure.unimplemented("signature scheme \(scheme)")
        }
        return schemes
    }
}

import WaxbillTLS

/// The signature schemes that Waxbill has at all.
enum KnownSignatures {
    static let all: [SignatureScheme] =
        DefaultPreferences.signatureSchemes + [
            .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .rsaPKCS1SHA1, .ecdsaSHA1,
        ]
}

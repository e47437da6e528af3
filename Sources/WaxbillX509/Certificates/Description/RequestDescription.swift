/// All that a certification request asks for, for people (RFC 2986).
public struct RequestDescription: Sendable, Hashable, Codable {
    /// The subject's distinguished name, most specific part first (RFC 4514).
    public let subject: String
    /// The most specific common name in the subject; nil where it has none.
    public let commonName: String?
    /// The kind of the public key: "EC P-256", "RSA 2048", "Ed25519".
    public let publicKey: String
    /// The algorithm that it is signed with.
    public let signatureAlgorithm: String
    /// The extensions that are asked for.
    public let extensions: [ExtensionDescription]
    /// The SHA-256 of the SubjectPublicKeyInfo, in base64.
    public let spkiPin: String

    /// Reads a DER CertificationRequest.
    /// - Returns: nil when the bytes do not have the outline of one.
    public init?(der: [UInt8]) {
        guard let outline = RequestOutline(der) else { return nil }
        let key = Array(der[outline.subjectPublicKeyInfo.whole])
        subject = distinguishedNameText(der: Array(der[outline.subject.whole]))
        commonName = NameAttributes.commonName(DERCursor(der, outline.subject.contents))
        publicKey = PublicKeyText(key)?.description ?? "(malformed)"
        var algorithm = DERCursor(der, outline.signatureAlgorithm.contents)
        signatureAlgorithm = algorithm.nextObjectIdentifier()?.description ?? "(malformed)"
        extensions = outline.attributes.map { Self.extensions(DERCursor(der, $0.contents)) } ?? []
        spkiPin = PublicKeyPin(subjectPublicKeyInfo: key).description
    }

    /// The value of the attribute extensionRequest (RFC 2985, Section 5.4.2).
    private static func extensions(_ attributes: DERCursor) -> [ExtensionDescription] {
        var attributes = attributes
        while var attribute = attributes.enter(.derSequence) {
            guard attribute.nextDottedIdentifier() == "1.2.840.113549.1.9.14",
                let values = attribute.next(.derSet)
            else { continue }
            return ExtensionDescription.list(DERCursor(attributes.bytes, values.contents))
        }
        return []
    }

    /// The DER SubjectPublicKeyInfo of a DER CertificationRequest; nil where it does not have the outline of one.
    package static func subjectPublicKeyInfo(der: [UInt8]) -> [UInt8]? {
        RequestOutline(der).map { Array(der[$0.subjectPublicKeyInfo.whole]) }
    }
}

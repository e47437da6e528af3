/// All that a certificate revocation list says, for people (RFC 5280, Section 5).
public struct RevocationListDescription: Sendable, Hashable, Codable {
    /// A certificate that is revoked.
    public struct Entry: Sendable, Hashable, Codable {
        /// In lower-case hexadecimal, two digits a byte.
        public let serial: String
        /// Since when, in UTC, as ISO 8601 has it.
        public let date: String
        /// What else is said: the reason.
        public let extensions: [ExtensionDescription]
    }

    /// The issuer's distinguished name, most specific part first (RFC 4514).
    public let issuer: String
    /// When it was made, in UTC, as ISO 8601 has it.
    public let thisUpdate: String
    /// When the next one comes; nil where it does not say.
    public let nextUpdate: String?
    /// The algorithm that it is signed with.
    public let signatureAlgorithm: String
    /// The list's extensions.
    public let extensions: [ExtensionDescription]
    /// The revoked certificates.
    public let revoked: [Entry]
    /// Whether the list of revoked certificates cannot be read to its end.
    public let malformed: Bool

    /// Reads a DER CertificateList.
    /// - Returns: nil when the bytes do not have the outline of one.
    public init?(der: [UInt8]) {
        guard let outline = RevocationListOutline(der) else { return nil }
        issuer = distinguishedNameText(der: Array(der[outline.issuer.whole]))
        thisUpdate = CertificateTime(der, outline.thisUpdate)?.description ?? "(malformed)"
        nextUpdate = outline.nextUpdate.map { CertificateTime(der, $0)?.description ?? "(malformed)" }
        var algorithm = DERCursor(der, outline.signatureAlgorithm.contents)
        signatureAlgorithm = algorithm.nextObjectIdentifier()?.description ?? "(malformed)"
        extensions = outline.extensions.map { ExtensionDescription.list(DERCursor(der, $0.contents)) } ?? []
        var entries: [Entry] = []
        var list = DERCursor(der, outline.revokedCertificates?.contents ?? 0..<0)
        while let entry = Self.entry(&list) { entries.append(entry) }
        revoked = entries
        malformed = !list.isAtEnd
    }

    private static func entry(_ list: inout DERCursor) -> Entry? {
        var rest = list
        guard var fields = rest.enter(.derSequence), let serial = fields.nextIntegerText(), let time = fields.next()
        else { return nil }
        list = rest
        let date = CertificateTime(list.bytes, time)?.description ?? "(malformed)"
        return Entry(
            serial: serial, date: date, extensions: fields.isAtEnd ? [] : ExtensionDescription.list(fields))
    }
}

/// A CRL that a test makes field by field, right or wrong.
package struct RevocationListDraft: Sendable {
    /// One revoked certificate.
    package struct Entry: Sendable {
        /// The contents of the INTEGER.
        package var serial: [UInt8]
        package var extensions: [DraftExtension]

        package init(_ serial: [UInt8], _ extensions: [DraftExtension] = []) {
            self.serial = serial
            self.extensions = extensions
        }

        /// - Parameter code: RFC 5280, Section 5.3.1.
        package static func reason(_ code: UInt8) -> DraftExtension {
            DraftExtension(DraftExtension.Types.reasonCode, DraftDER.element(0x0a, [code]))
        }
    }

    /// A DER Name; nil: the signer's subject.
    package var issuer: [UInt8]?
    package var thisUpdate = DraftDER.time("2026-05-01T00:00:00Z")
    /// nil leaves it out.
    package var nextUpdate: [UInt8]? = DraftDER.time("2026-07-01T00:00:00Z")
    package var entries: [Entry] = []
    /// nil leaves it out.
    package var number: Int? = 1
    package var extensions: [DraftExtension] = []
    package var addsAuthorityKeyIdentifier = true
    package var hasWrongSignature = false

    package init(revoking entries: [Entry] = []) { self.entries = entries }

    /// Changes a copy.
    package func with(_ change: (inout RevocationListDraft) -> Void) -> RevocationListDraft {
        var draft = self
        change(&draft)
        return draft
    }

    /// The DER CertificateList.
    package func signed(by signer: DraftedCertificate) throws -> [UInt8] {
        let algorithm = signer.key.signatureAlgorithm
        let revoked = entries.map { entry in
            DraftDER.sequence(
                DraftDER.element(0x02, entry.serial), DraftDER.time("2026-04-01T00:00:00Z"),
                entry.extensions.isEmpty ? [] : DraftDER.sequence(of: entry.extensions.map(\.der)))
        }
        var all = extensions
        if let number { all.append(DraftExtension(DraftExtension.Types.crlNumber, DraftDER.integer(number))) }
        if addsAuthorityKeyIdentifier {
            all.append(.authorityKeyIdentifier(DraftKey.identifier(signer.publicKey)))
        }
        let contents = DraftDER.sequence(
            DraftDER.integer(1), algorithm, issuer ?? signer.subject, thisUpdate, nextUpdate ?? [],
            revoked.isEmpty ? [] : DraftDER.sequence(of: revoked),
            all.isEmpty ? [] : DraftDER.explicit(0, DraftDER.sequence(of: all.map(\.der))))
        let signature = try signer.key.sign(hasWrongSignature ? contents + [0] : contents)
        return DraftDER.sequence(contents, algorithm, DraftDER.bits(signature))
    }
}

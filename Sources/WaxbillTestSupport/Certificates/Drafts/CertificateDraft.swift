import Foundation

/// A certificate that a test makes field by field, right or wrong.
package struct CertificateDraft: Sendable {
    /// The DER INTEGER; nil leaves it out, which is version 1.
    package var version: [UInt8]? = DraftDER.integer(2)
    /// The contents of the INTEGER.
    package var serial: [UInt8] = [0x5a] + (0..<15).map { _ in .random(in: 0...255) }
    /// A DER Name.
    package var subject: [UInt8]
    /// A DER Name; nil: the issuer's subject.
    package var issuer: [UInt8]?
    /// The DER Time.
    package var notBefore = DraftDER.time("2026-01-01T00:00:00Z")
    /// The DER Time.
    package var notAfter = DraftDER.time("2026-12-31T23:59:59Z")
    package var key = DraftKey.p256()
    /// SubjectPublicKeyInfo; nil: that of `key`.
    package var publicKey: [UInt8]?
    package var extensions: [DraftExtension]
    /// Of the two key identifiers, which are added where `extensions` does not have them.
    package var addsSubjectKeyIdentifier = true
    package var addsAuthorityKeyIdentifier = true
    /// The AlgorithmIdentifier inside of what is signed; nil: the issuer's key's.
    package var signedSignatureAlgorithm: [UInt8]?
    /// The AlgorithmIdentifier outside; nil: the one inside.
    package var signatureAlgorithm: [UInt8]?
    /// Whether the signature is made over something else.
    package var hasWrongSignature = false

    /// Changes a copy.
    package func with(_ change: (inout CertificateDraft) -> Void) -> CertificateDraft {
        var draft = self
        change(&draft)
        return draft
    }

    /// Puts an extension in the place of the one of the same type, or adds it.
    package mutating func set(_ draft: DraftExtension) {
        remove(draft.type)
        extensions.append(draft)
    }

    /// Leaves an extension out.
    package mutating func remove(_ type: String) { extensions.removeAll { $0.type == type } }

    /// Makes the certificate.
    /// - Parameter issuer: who signs; nil: itself.
    package func signed(by issuer: DraftedCertificate? = nil) throws -> DraftedCertificate {
        let signer = issuer?.key ?? key
        let ownKey = publicKey ?? key.publicKey
        let algorithm = signedSignatureAlgorithm ?? signer.signatureAlgorithm
        let contents = DraftDER.sequence(
            version.map { DraftDER.explicit(0, $0) } ?? [], DraftDER.element(0x02, serial), algorithm,
            self.issuer ?? issuer?.subject ?? subject, DraftDER.sequence(notBefore, notAfter), subject, ownKey,
            extensionsField(ownKey, issuer?.publicKey ?? ownKey))
        let signature = try signer.sign(hasWrongSignature ? contents + [0] : contents)
        let der = DraftDER.sequence(contents, signatureAlgorithm ?? algorithm, DraftDER.bits(signature))
        return DraftedCertificate(der: der, subject: subject, serial: serial, key: key, publicKey: ownKey)
    }

    private func extensionsField(_ ownKey: [UInt8], _ issuerKey: [UInt8]) -> [UInt8] {
        var all = extensions
        let types = Set(all.map(\.type))
        if addsSubjectKeyIdentifier, !types.contains(DraftExtension.Types.subjectKeyIdentifier) {
            all.append(.subjectKeyIdentifier(DraftKey.identifier(ownKey)))
        }
        if addsAuthorityKeyIdentifier, !types.contains(DraftExtension.Types.authorityKeyIdentifier) {
            all.append(.authorityKeyIdentifier(DraftKey.identifier(issuerKey)))
        }
        return all.isEmpty ? [] : DraftDER.explicit(3, DraftDER.sequence(of: all.map(\.der)))
    }
}

extension CertificateDraft {
    /// An authority, with nothing wrong.
    package static func authority(_ name: String, pathLength: Int? = nil) -> CertificateDraft {
        CertificateDraft(
            subject: DraftDER.name(name),
            extensions: [
                .basicConstraints(authority: true, pathLength: pathLength), .keyUsage(.keyCertSign, .crlSign),
            ])
    }

    /// A server's certificate, with nothing wrong.
    package static func leaf(_ names: [DraftName] = [.dns("server.example")]) -> CertificateDraft {
        CertificateDraft(
            subject: DraftDER.name("leaf"),
            extensions: [
                .keyUsage(.digitalSignature), .extendedKeyUsage("1.3.6.1.5.5.7.3.1"), .subjectAlternativeName(names),
            ])
    }
}

/// A certificate made from a draft, and its key.
package struct DraftedCertificate: Sendable {
    package let der: [UInt8]
    /// The DER Name.
    package let subject: [UInt8]
    /// The contents of the INTEGER.
    package let serial: [UInt8]
    package let key: DraftKey
    /// DER SubjectPublicKeyInfo.
    package let publicKey: [UInt8]

    /// What its subject key identifier is, unless a draft says otherwise.
    package var keyIdentifier: [UInt8] { DraftKey.identifier(publicKey) }

    package var pem: String { DraftPEM.text("CERTIFICATE", der) }
}

/// PEM (RFC 7468).
package enum DraftPEM {
    package static func text(_ label: String, _ der: [UInt8]) -> String {
        let base64 = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(base64)\n-----END \(label)-----\n"
    }
}

import WaxbillTLS
import X509

extension AuthorityCertificates {
    /// Reads the certificates of the authority in `directory`: `ca.pem`, and `intermediate.pem` where it is there.
    /// - Throws: ``AuthorityError``.
    package init(directory: String, clock: any TLSClock) throws(AuthorityError) {
        let files = AuthorityFiles(directory: directory)
        let root = try Self.certificate(files.certificate)
        guard root.isSelfIssued else {
            throw .notAnAuthority(
                path: files.certificate,
                reason: "it is not a root: \"\(root.fields.issuerText)\" issued it")
        }
        try root.checkAuthority(files.certificate, clock)
        guard let intermediate = try Self.intermediate(files.intermediate) else {
            self.init(root: root, intermediates: [])
            return
        }
        guard
            root.isSigner(of: intermediate)
        else { throw .notAnAuthority(path: files.intermediate, reason: "\(files.certificate) did not sign it") }
        try intermediate.checkAuthority(files.intermediate, clock)
        self.init(root: root, intermediates: [intermediate])
    }

    private static func certificate(_ path: String) throws(AuthorityError) -> ParsedCertificate {
        do throws(IdentityError) {
            guard let first = try IdentityText(file: path).certificates().first else {
                throw .noCertificate(source: path)
            }
            return first
        } catch {
            throw .identity(error)
        }
    }

    private static func intermediate(_ path: String) throws(AuthorityError) -> ParsedCertificate? {
        do throws(AuthorityError) {
            return try certificate(path)
        } catch {
            if case .identity(.unreadable(let failure)) = error, failure.isMissing { return nil }
            throw error
        }
    }
}

extension ParsedCertificate {
    fileprivate func checkAuthority(_ path: String, _ clock: any TLSClock) throws(AuthorityError) {
        guard extensions.isAuthority else {
            throw .notAnAuthority(path: path, reason: "it does not say CA:TRUE (RFC 5280, Section 4.2.1.9)")
        }
        if let usage = extensions.keyUsage, !usage.keyCertSign {
            throw .notAnAuthority(
                path: path, reason: "its key usage does not allow keyCertSign (RFC 5280, Section 4.2.1.3)")
        }
        guard clock.now <= notAfter.date else {
            throw .expired(path: path, notAfter: "\(notAfter)")
        }
    }
}

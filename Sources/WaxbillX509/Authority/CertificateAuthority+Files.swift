import WaxbillTLS
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension CertificateAuthority {
    /// Loads the authority whose files are in `directory`.
    /// - Throws: ``AuthorityError``.
    public init(directory: String, clock: any TLSClock = SystemClock()) throws(AuthorityError) {
        let files = AuthorityFiles(directory: directory)
        do throws(IdentityError) {
            let certificates = try IdentityText(file: files.certificate).certificates()
            guard let root = certificates.first else { throw .noCertificate(source: files.certificate) }
            let key = try IdentityText(file: files.key).privateKey()
            guard root.subjectPublicKeyInfo == key.subjectPublicKeyInfo else {
                throw .keyDoesNotMatch(
                    certificate: files.certificate, key: files.key, subject: root.name, matching: nil)
            }
            self.init(root: root, key: key)
        } catch {
            throw .identity(error)
        }
        try checkAuthority(files.certificate, clock)
    }

    /// Writes `ca.pem` and `ca-key.pem` (mode 0600) into `directory`, which is made when it is not there. Both or none are
    /// written, and nothing is overwritten.
    /// - Throws: ``AuthorityError``.
    public func write(into directory: String) throws(AuthorityError) -> AuthorityFiles {
        let files = AuthorityFiles(directory: directory)
        let key = try key.keyPEM()
        try create(
            [
                NewFile(path: files.key, contents: Array(key.utf8), mode: 0o600),
                NewFile(path: files.certificate, contents: Array(certificatePEM.utf8), mode: 0o644),
            ], in: directory)
        return files
    }

    /// Writes `cert.pem`, `key.pem` (mode 0600) and the root's `ca.pem` into `directory`, which is made when it is not
    /// there. All or none are written, and nothing is overwritten.
    /// - Throws: ``AuthorityError``.
    public func write(_ issued: IssuedIdentity, into directory: String) throws(AuthorityError) -> IssuedFiles {
        let files = IssuedFiles(directory: directory)
        let key = try issued.keyPEM()
        try create(
            [
                NewFile(path: files.key, contents: Array(key.utf8), mode: 0o600),
                NewFile(path: files.certificate, contents: Array(issued.certificatePEM.utf8), mode: 0o644),
                NewFile(path: files.authority, contents: Array(certificatePEM.utf8), mode: 0o644),
            ], in: directory)
        return files
    }

    private func create(_ files: [NewFile], in directory: String) throws(AuthorityError) {
        do throws(FileError) {
            let made = try NewFiles.createDirectory(directory)
            do throws(FileError) {
                try NewFiles.create(files)
            } catch {
                for path in made.reversed() { rmdir(path) }
                throw error
            }
        } catch {
            throw .file(error)
        }
    }

    private func checkAuthority(_ path: String, _ clock: any TLSClock) throws(AuthorityError) {
        guard root.extensions.isAuthority else {
            throw .notAnAuthority(path: path, reason: "it does not say CA:TRUE (RFC 5280, Section 4.2.1.9)")
        }
        if let usage = root.extensions.keyUsage, !usage.keyCertSign {
            throw .notAnAuthority(
                path: path, reason: "its key usage does not allow keyCertSign (RFC 5280, Section 4.2.1.3)")
        }
        guard root.isSelfIssued else {
            throw .notAnAuthority(path: path, reason: "it is not a root: \"\(root.fields.issuerText)\" issued it")
        }
        let now = CertificateTime(secondsSinceEpoch: Int64(clamping: clock.millisecondsSinceEpoch / 1000))
        guard now <= root.notAfter else { throw .expired(path: path, notAfter: "\(root.notAfter)") }
    }
}

import WaxbillTLS
import X509

extension CertificateAuthority {
    /// Loads the authority whose files are in `directory`: with an intermediate, that one issues, and the root's key is not
    /// needed.
    /// - Parameter passphrase: what the key is encrypted with, if it is.
    /// - Throws: ``AuthorityError``.
    public init(
        directory: String, passphrase: Passphrase? = nil, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) {
        let certificates = try AuthorityCertificates(directory: directory, clock: clock)
        try self.init(certificates, directory: directory, passphrase: passphrase)
    }

    /// Loads the key to the certificates in `directory`.
    package init(
        _ certificates: AuthorityCertificates, directory: String, passphrase: Passphrase?
    ) throws(AuthorityError) {
        let files = AuthorityFiles(directory: directory)
        let isRoot = certificates.intermediates.isEmpty
        self.init(
            certificates,
            key: try Self.key(
                of: certificates.issuer, isRoot ? files.certificate : files.intermediate,
                isRoot ? files.key : files.intermediateKey, passphrase))
    }

    /// The root of `directory` as what issues, whatever stands below it: it revokes intermediates.
    package init(
        rootOf certificates: AuthorityCertificates, directory: String, passphrase: Passphrase?
    ) throws(AuthorityError) {
        let files = AuthorityFiles(directory: directory)
        self.init(
            root: certificates.root,
            key: try Self.key(of: certificates.root, files.certificate, files.key, passphrase))
    }

    private static func key(
        of certificate: ParsedCertificate, _ path: String, _ keyPath: String, _ passphrase: Passphrase?
    ) throws(AuthorityError) -> CertificateKey {
        do throws(IdentityError) {
            let key = try IdentityText(file: keyPath).privateKey(passphrase: passphrase)
            guard certificate.subjectPublicKeyInfo == key.subjectPublicKeyInfo else {
                throw .keyDoesNotMatch(
                    certificate: path, key: keyPath, subject: certificate.name, matching: nil)
            }
            return key
        } catch {
            throw .identity(error)
        }
    }

    /// Writes `ca.pem` and `ca-key.pem` (mode 0600), of a root without an intermediate, into `directory`, which is made
    /// when it is not there. Both or none are written, and nothing is overwritten.
    /// - Throws: ``AuthorityError``.
    public func write(into directory: String, passphrase: Passphrase? = nil) throws(AuthorityError) -> AuthorityFiles {
        let files = AuthorityFiles(directory: directory)
        let key = try key.keyPEM(passphrase: passphrase)
        try NewFiles.create(
            [.privateKey(files.key, key), .certificate(files.certificate, certificatePEM)], in: directory)
        return files
    }

    /// Writes `cert.pem`, `key.pem` (mode 0600) and the root's `ca.pem` into `directory`, which is made when it is not
    /// there. All or none are written, and nothing is overwritten.
    /// - Parameter passphrase: what the key is to be encrypted with.
    /// - Throws: ``AuthorityError``.
    public func write(
        _ issued: IssuedIdentity, into directory: String, passphrase: Passphrase? = nil
    ) throws(AuthorityError) -> IssuedFiles {
        let files = IssuedFiles(directory: directory)
        let key = try issued.keyPEM(passphrase: passphrase)
        try NewFiles.create(
            [
                .privateKey(files.key, key), .certificate(files.certificate, issued.certificatePEM),
                .certificate(files.authority, certificatePEM),
            ], in: directory)
        return files
    }
}

extension NewFile {
    /// A file that only its owner may read.
    package static func privateKey(_ path: String, _ text: String) -> NewFile {
        NewFile(path: path, contents: Array(text.utf8), mode: 0o600)
    }

    /// A file for everybody.
    package static func certificate(_ path: String, _ text: String) -> NewFile {
        NewFile(path: path, contents: Array(text.utf8), mode: 0o644)
    }
}

extension NewFiles {
    /// Makes files in a directory, which is made when it is not there, all or none.
    package static func create(_ files: [NewFile], in directory: String) throws(AuthorityError) {
        do throws(FileError) {
            try NewFiles.create(files, directory: directory)
        } catch {
            throw .file(error)
        }
    }
}

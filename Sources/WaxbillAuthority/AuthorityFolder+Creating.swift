import WaxbillTLS
import WaxbillX509

extension AuthorityFolder {
    /// What a new authority is to be.
    public struct Contents: Sendable {
        /// The root's common name.
        public var name: String
        /// The kind of the root's key.
        public var key: KeyKind
        /// How long the root is valid.
        public var days: Int
        /// The intermediate that issues; nil: the root issues itself.
        public var intermediate: CertificateAuthority.IntermediateContents?

        /// A root, and the intermediate below it if there is to be one.
        public init(
            name: String, key: KeyKind = .p256, days: Int = 3650,
            intermediate: CertificateAuthority.IntermediateContents?
        ) {
            self.name = name
            self.key = key
            self.days = days
            self.intermediate = intermediate
        }
    }

    /// Makes a new authority in `directory`, which appears with all files at once where it is not there. Nothing is
    /// overwritten.
    /// - Parameter passphrase: what the keys are encrypted with; nil: they are not.
    public static func create(
        _ contents: Contents, directory: String, passphrase: Passphrase? = nil, clock: any TLSClock = SystemClock()
    ) throws -> AuthorityFolder {
        let root = try CertificateAuthority(name: contents.name, key: contents.key, days: contents.days, clock: clock)
        let files = AuthorityFiles(directory: directory)
        let indexPath = indexPath(directory)
        // An index without its authority belongs to another one.
        do throws(FileError) {
            try NewFiles.requireVacant([
                files.certificate, files.key, files.intermediate, files.intermediateKey, indexPath,
            ])
        } catch {
            throw AuthorityError.file(error)
        }
        var authority = root
        var made: [NewFile] = [
            .privateKey(files.key, try root.key.keyPEM(passphrase: passphrase)),
            .certificate(files.certificate, root.certificatePEM),
        ]
        if let intermediate = contents.intermediate {
            authority = try root.intermediate(intermediate, clock: clock)
            made += [
                .privateKey(files.intermediateKey, try authority.key.keyPEM(passphrase: passphrase)),
                .certificate(
                    files.intermediate, authority.certificates.chainPEM(authority.certificates.intermediatesDER)),
            ]
        }
        try write(made, authority.certificates, directory, now: clock.seconds)
        return try AuthorityFolder(directory: directory, clock: clock)
    }

    private static func write(
        _ files: [NewFile], _ certificates: AuthorityCertificates, _ directory: String, now: Int64
    ) throws {
        var failure: AuthorityIndexError?
        do throws(FileError) {
            try NewFiles.create(files, directory: directory) { (folder: String) throws(FileError) in
                do throws(AuthorityIndexError) {
                    let index = try AuthorityIndex(path: indexPath(folder))
                    try enter(certificates, into: index, now: now)
                } catch {
                    failure = error
                    throw FileError("create", indexPath(directory), code: 5)
                }
            }
        } catch {
            if let failure { throw failure }
            throw AuthorityError.file(error)
        }
    }
}

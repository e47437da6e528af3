import WaxbillTLS
import WaxbillX509

extension AuthorityFolder {
    /// Makes a key and issues a certificate for it.
    /// - Parameter passphrase: what the authority's key is encrypted with, if it is.
    public func issue(_ contents: LeafContents, key kind: KeyKind, passphrase: Passphrase?) throws -> IssuedIdentity {
        let authority = try unlocked(passphrase)
        try authority.validity(of: contents, clock: clock)
        let key = try CertificateAuthority.newKey(kind, for: contents)
        let serials = try index.reserve(drafts(contents), now: clock.seconds)
        let issued = try authority.issue(contents, key: key, serials: serials, clock: clock)
        try index.complete(Array(issued.chain.prefix(serials.count)))
        return issued
    }

    /// Issues a certificate for the key of a signing request.
    /// - Returns: the leaf and what stands between it and the root, in DER.
    public func sign(
        _ request: CertificationRequest, _ contents: LeafContents, passphrase: Passphrase?
    ) throws -> [[UInt8]] {
        let authority = try unlocked(passphrase)
        try authority.validity(of: contents, clock: clock)
        let serials = try index.reserve(drafts(contents), now: clock.seconds)
        let chain = try authority.issue(contents, for: request, serials: serials, clock: clock)
        try index.complete(Array(chain.prefix(serials.count)))
        return chain
    }

    /// Issues a certificate again, with a new serial number and validity.
    /// - Parameters:
    ///   - validity: nil: as long as the old one's.
    ///   - newKey: the kind of a new key; nil: the old key stays.
    /// - Returns: the leaf and what stands between it and the root, in DER, and the new key if there is one, as PKCS#8 in PEM
    ///   encrypted with `keyPassphrase`.
    public func renew(
        _ old: CertificateRecord, validity: ValidityTerms?, newKey kind: KeyKind?, passphrase: Passphrase?,
        keyPassphrase: Passphrase? = nil
    ) throws -> (chain: [[UInt8]], key: String?) {
        let authority = try unlocked(passphrase)
        guard let der = old.der else { throw AuthorityIndexError.unknownSerial(old.serial) }
        guard old.revokedAt == nil else {
            throw AuthorityError.notRenewable("it is revoked")
        }
        let key: CertificateKey?
        do {
            key = try kind.map { try CertificateKey.generate($0) }
        } catch {
            throw AuthorityError.failed("the key could not be made: \(error)")
        }
        let draft = CertificateDraft(issuer: issuer, kind: old.kind, name: old.name)
        // What cannot be renewed takes no serial number.
        let attempt = { (serial: [UInt8]) throws in
            try authority.renew([UInt8](der), validity: validity, newKey: key, serial: serial, clock: clock)
        }
        _ = try attempt(randomSerialNumber())
        let serials = try index.reserve([draft], now: clock.seconds)
        let chain = try attempt(serials[0])
        try index.complete([chain[0]])
        return (chain, try key?.keyPEM(passphrase: keyPassphrase))
    }

    private func drafts(_ contents: LeafContents) -> [CertificateDraft] {
        let kind: CertificateRecord.Kind = if case .server = contents.subject { .server } else { .client }
        let isOurs = contents.defects.isDisjoint(with: [.selfSigned, .caFalse])
        let leaf = CertificateDraft(issuer: isOurs ? issuer : .other, kind: kind, name: contents.subject.commonName)
        guard contents.certificateCount > 1 else { return [leaf] }
        return [leaf, CertificateDraft(issuer: issuer, kind: .intermediate, name: "CA:FALSE")]
    }
}

extension AuthorityFolder {
    /// Refuses where one of an identity's files is in `directory` already.
    public func requireVacant(_ directory: String, withKey: Bool = true) throws {
        let files = IssuedFiles(directory: directory)
        do throws(FileError) {
            try NewFiles.requireVacant([files.certificate, files.authority] + (withKey ? [files.key] : []))
        } catch {
            throw AuthorityError.file(error)
        }
    }

    /// Writes `cert.pem`, the root's `ca.pem`, and `key.pem` (mode 0600) where there is a key, into `directory`: all or none.
    public func write(_ chain: [[UInt8]], keyPEM: String?, into directory: String) throws -> IssuedFiles {
        let files = IssuedFiles(directory: directory)
        let key = keyPEM.map { [NewFile.privateKey(files.key, $0)] } ?? []
        try NewFiles.create(
            key + [
                .certificate(files.certificate, certificates.chainPEM(chain)),
                .certificate(files.authority, certificates.rootPEM),
            ], in: directory)
        return files
    }

    /// Writes an identity with its key into `directory`.
    public func write(
        _ issued: IssuedIdentity, into directory: String, keyPassphrase: Passphrase? = nil
    ) throws -> IssuedFiles {
        try write(issued.chain, keyPEM: try issued.keyPEM(passphrase: keyPassphrase), into: directory)
    }
}

import WaxbillTLS

extension Identity {
    /// Reads a chain and its key from PEM texts: the leaf first, then its issuers; the key as PKCS#8, SEC 1 or PKCS#1.
    ///
    /// - Parameter passphrase: what the key is encrypted with, if it is (PKCS#8 with PBES2).
    /// - Throws: ``IdentityError``.
    public init(certificatePEM: String, keyPEM: String, passphrase: Passphrase? = nil) throws(IdentityError) {
        try self.init(certificatePEM: Array(certificatePEM.utf8), keyPEM: Array(keyPEM.utf8), passphrase: passphrase)
    }

    /// Reads a chain and its key from the bytes of PEM texts.
    ///
    /// - Throws: ``IdentityError``.
    public init(certificatePEM: [UInt8], keyPEM: [UInt8], passphrase: Passphrase? = nil) throws(IdentityError) {
        try self.init(
            IdentityText(source: "the certificate", contents: certificatePEM),
            IdentityText(source: "the key", contents: keyPEM), passphrase)
    }

    /// Reads a chain and its key from PEM files, which may be the same.
    ///
    /// - Throws: ``IdentityError``, naming the file.
    public init(
        certificateFile: String, keyFile: String, passphrase: Passphrase? = nil
    ) throws(IdentityError) {
        try self.init(IdentityText(file: certificateFile), IdentityText(file: keyFile), passphrase)
    }

    /// An identity of certificates and a key that belong together.
    init(_ certificates: [ParsedCertificate], _ key: CertificateKey) {
        self.init(
            certificateChain: certificates.map(\.der),
            signer: key.privateKey,
            names: certificates.first?.hostNames ?? [],
            issuers: certificates.map(\.fields.issuer))
    }

    private init(
        _ chain: IdentityText, _ keyText: IdentityText, _ passphrase: Passphrase?
    ) throws(IdentityError) {
        let certificates = try chain.certificates()
        let key = try keyText.privateKey(passphrase: passphrase)
        guard let leaf = certificates.first else { throw .noCertificate(source: chain.source) }
        guard leaf.subjectPublicKeyInfo == key.subjectPublicKeyInfo else {
            throw .keyDoesNotMatch(
                certificate: chain.source, key: keyText.source, subject: leaf.name,
                matching: certificates.firstIndex { $0.subjectPublicKeyInfo == key.subjectPublicKeyInfo })
        }
        self.init(certificates, key)
    }
}

/// A PEM text with the name of where it came from.
struct IdentityText {
    let source: String
    let contents: [UInt8]

    init(source: String, contents: [UInt8]) {
        self.source = source
        self.contents = contents
    }

    init(file: String) throws(IdentityError) {
        do throws(FileError) {
            self.init(source: file, contents: try FileContents.read(file))
        } catch {
            throw .unreadable(error)
        }
    }

    func certificates() throws(IdentityError) -> [ParsedCertificate] {
        var certificates: [ParsedCertificate] = []
        for block in try blocks() where ParsedCertificate.pemLabels.contains(block.label) {
            do throws(RuleViolation) {
                certificates.append(try ParsedCertificate(der: block.contents))
            } catch {
                throw .malformedCertificate(source: source, index: certificates.count, reason: "it \(error.detail)")
            }
        }
        guard !certificates.isEmpty else { throw .noCertificate(source: source) }
        return certificates
    }

    func privateKey(passphrase: Passphrase? = nil) throws(IdentityError) -> CertificateKey {
        let keys = try blocks().filter { CertificateKey.labels.contains($0.label) || $0.isEncryptedPKCS8 }
        guard var block = keys.first else { throw .noPrivateKey(source: source) }
        guard keys.count == 1 else { throw .severalPrivateKeys(source: source) }
        guard !block.isEncrypted else {
            throw .unsupportedKeyEncryption(source: source, reason: "OpenSSL's old format")
        }
        if block.isEncryptedPKCS8 {
            guard let passphrase else { throw .encryptedPrivateKey(source: source) }
            block = PEMBlock(label: "PRIVATE KEY", contents: try decrypted(block, with: passphrase))
        }
        do throws(KeyDecodingFailure) {
            return try CertificateKey(block)
        } catch {
            switch error {
            case .malformed(let reason): throw .malformedPrivateKey(source: source, reason: reason)
            case .unsupported(let reason): throw .unsupportedPrivateKey(source: source, reason: reason)
            case .weak(let bits): throw .weakPrivateKey(source: source, bits: bits)
            }
        }
    }

    private func decrypted(_ block: PEMBlock, with passphrase: Passphrase) throws(IdentityError) -> [UInt8] {
        do throws(PasswordDecryptionFailure) {
            let contents = try PasswordEncryption.decrypt(block.contents, with: passphrase)
            // One in 256 wrong passphrases leaves sound padding behind, but no DER.
            var outer = DERCursor(contents)
            guard outer.next(.derSequence) != nil, outer.isAtEnd else { throw .wrongPassphrase }
            return contents
        } catch {
            switch error {
            case .malformed(let reason): throw .malformedPrivateKey(source: source, reason: reason)
            case .unsupported(let reason): throw .unsupportedKeyEncryption(source: source, reason: reason)
            case .wrongPassphrase: throw .wrongPassphrase(source: source)
            }
        }
    }

    private func blocks() throws(IdentityError) -> [PEMBlock] {
        do throws(PEMError) {
            return try PEM.blocks(in: contents)
        } catch {
            throw .malformedPEM(source: source, error)
        }
    }
}

extension PEMBlock {
    /// Whether it is a key under a passphrase (RFC 7468, Section 11).
    var isEncryptedPKCS8: Bool { label == "ENCRYPTED PRIVATE KEY" }
}

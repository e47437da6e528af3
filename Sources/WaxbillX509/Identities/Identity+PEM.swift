import WaxbillTLS

extension Identity {
    /// Reads a chain and its key from PEM texts: the leaf first, then its issuers; the key as PKCS#8, SEC 1 or PKCS#1.
    ///
    /// - Throws: ``IdentityError``.
    public init(certificatePEM: String, keyPEM: String) throws(IdentityError) {
        try self.init(certificatePEM: Array(certificatePEM.utf8), keyPEM: Array(keyPEM.utf8))
    }

    /// Reads a chain and its key from the bytes of PEM texts.
    ///
    /// - Throws: ``IdentityError``.
    public init(certificatePEM: [UInt8], keyPEM: [UInt8]) throws(IdentityError) {
        try self.init(
            IdentityText(source: "the certificate", contents: certificatePEM),
            IdentityText(source: "the key", contents: keyPEM))
    }

    /// Reads a chain and its key from PEM files, which may be the same.
    ///
    /// - Throws: ``IdentityError``, naming the file.
    public init(certificateFile: String, keyFile: String) throws(IdentityError) {
        try self.init(IdentityText(file: certificateFile), IdentityText(file: keyFile))
    }

    /// An identity of certificates and a key that belong together.
    init(_ certificates: [ParsedCertificate], _ key: CertificateKey) {
        self.init(
            certificateChain: certificates.map(\.der),
            signer: key.privateKey,
            names: certificates.first?.hostNames ?? [],
            issuers: certificates.map(\.fields.issuer))
    }

    private init(_ chain: IdentityText, _ keyText: IdentityText) throws(IdentityError) {
        let certificates = try chain.certificates()
        let key = try keyText.privateKey()
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

    func privateKey() throws(IdentityError) -> CertificateKey {
        let blocks = try blocks()
        guard !blocks.contains(where: { $0.isEncrypted || $0.label == "ENCRYPTED PRIVATE KEY" }) else {
            throw .encryptedPrivateKey(source: source)
        }
        let keys = blocks.filter { CertificateKey.labels.contains($0.label) }
        guard let block = keys.first else { throw .noPrivateKey(source: source) }
        guard keys.count == 1 else { throw .severalPrivateKeys(source: source) }
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

    private func blocks() throws(IdentityError) -> [PEMBlock] {
        do throws(PEMError) {
            return try PEM.blocks(in: contents)
        } catch {
            throw .malformedPEM(source: source, error)
        }
    }
}

/// Why a certificate chain and its key cannot be used together.
///
/// `source` is the file's path, or "the certificate" or "the key" where they came from memory.
public enum IdentityError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(FileError)
    case malformedPEM(source: String, PEMError)
    case noCertificate(source: String)
    case malformedCertificate(source: String, index: Int, reason: String)
    case noPrivateKey(source: String)
    case severalPrivateKeys(source: String)
    /// The key is encrypted, and no passphrase was given.
    case encryptedPrivateKey(source: String)
    /// The passphrase does not open the key.
    case wrongPassphrase(source: String)
    /// The key is encrypted in a way that is not known here.
    case unsupportedKeyEncryption(source: String, reason: String)
    case malformedPrivateKey(source: String, reason: String)
    case unsupportedPrivateKey(source: String, reason: String)
    case weakPrivateKey(source: String, bits: Int)
    case noOCSPResponse(source: String)
    /// The key is not the one of the first certificate. `matching` is the index of the certificate whose key it is, if any.
    case keyDoesNotMatch(certificate: String, key: String, subject: String, matching: Int?)

    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .malformedPEM(let source, let error): "\(source): \(error)"
        case .noCertificate(let source):
            "\(source) holds no \"-----BEGIN CERTIFICATE-----\" block; give a PEM file with the certificate first and its issuers after it"
        case .malformedCertificate(let source, let index, let reason):
            "certificate \(index + 1) of \(source) cannot be read: \(reason)"
        case .noPrivateKey(let source):
            "\(source) holds no private key; give a PEM file with a PRIVATE KEY, EC PRIVATE KEY or RSA PRIVATE KEY block"
        case .severalPrivateKeys(let source): "\(source) holds several private keys; leave only the certificate's own"
        case .encryptedPrivateKey(let source):
            "the private key in \(source) is encrypted; give its passphrase (--passphrase-file FILE)"
        case .wrongPassphrase(let source): "the passphrase does not open the private key in \(source)"
        case .unsupportedKeyEncryption(let source, let reason):
            "the private key in \(source) is encrypted with \(reason); rewrite it with: openssl pkcs8 -topk8 -in \(source) -out key.pem"
        case .malformedPrivateKey(let source, let reason): "the private key in \(source) cannot be read: \(reason)"
        case .unsupportedPrivateKey(let source, let reason):
            "the private key in \(source) cannot be used: \(reason) are not supported; use EC P-256, P-384 or P-521, Ed25519 or RSA"
        case .weakPrivateKey(let source, let bits):
            "the RSA key in \(source) has \(bits) bits; \(KeyStrength.rsaMinimum) are the least accepted"
        case .noOCSPResponse(let source): "\(source) is empty: it holds no OCSP response"
        case .keyDoesNotMatch(let certificate, let key, let subject, let matching):
            mismatch(certificate, key, subject, matching)
        }
    }

    private func mismatch(_ certificate: String, _ key: String, _ subject: String, _ matching: Int?) -> String {
        let text = "the private key in \(key) is not the key of \(subject), the first certificate of \(certificate)"
        guard let matching else { return text + "; give the key that was made with this certificate" }
        return text + ", but of certificate \(matching + 1); put that one first"
    }
}

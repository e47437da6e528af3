/// What is wrong on purpose with a certificate for tests. Verifiers have to refuse each of them.
public enum CertificateDefect: String, Sendable, Hashable, CaseIterable {
    /// No subjectAltName: the common name alone says whose it is.
    case noSAN = "no-san"
    /// An ExtendedKeyUsage for the other side: a server's for clients, a client's for servers.
    case wrongEKU = "wrong-eku"
    /// A KeyUsage that does not allow to sign.
    case wrongKeyUsage = "wrong-ku"
    /// Issued by an intermediate whose basicConstraints say CA:FALSE.
    case caFalse = "ca-false"
    /// An RSA key of 1024 bits.
    case weakKey = "weak-key"
    /// Signed over SHA-1.
    case sha1 = "sha1"
    /// Signed with its own key instead of the authority's.
    case selfSigned = "self-signed"
    /// Signed with a stranger's key in the authority's name.
    case wrongSignature = "wrong-signature"
    /// A critical extension that nobody knows.
    case unknownCritical = "unknown-critical"

    /// Whether the two can be in one certificate: what is signed otherwise is signed in one way only.
    static func areCompatible(_ defects: Set<CertificateDefect>) -> Bool {
        defects.isDisjoint(with: signing) || defects.intersection(signing).count == 1
    }

    private static let signing: Set<CertificateDefect> = [.caFalse, .sha1, .selfSigned, .wrongSignature]
}

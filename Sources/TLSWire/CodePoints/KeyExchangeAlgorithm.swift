/// How the two sides come to share a secret (RFC 5246, Section 7.4.3).
///
/// No number on the wire: before TLS 1.3 the cipher suite says it, and in TLS 1.3 it is always ephemeral.
public enum KeyExchangeAlgorithm: String, Sendable, CustomStringConvertible {
    /// Both sides send a fresh public value, on a curve or in the group that was negotiated.
    case ecdhe = "ECDHE"
    /// The client encrypts the secret to the key of the server's certificate.
    case rsa = "RSA"

    /// `ECDHE` or `RSA`, as in the names of cipher suites.
    public var description: String { self.rawValue }

    /// Whether the secret stays secret when the key of the certificate gets known.
    public var isForwardSecret: Bool { self == .ecdhe }
}

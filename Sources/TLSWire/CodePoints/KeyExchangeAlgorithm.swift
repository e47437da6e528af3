/// How the two sides agree on a premaster secret before TLS 1.3 (RFC 5246, Section 7.4.3).
///
/// No number on the wire: the cipher suite says it.
package enum KeyExchangeAlgorithm: String, Sendable, CustomStringConvertible {
    /// Both sides send a fresh package value on a curve.
    case ecdhe = "ECDHE"
    /// The client encrypts the secret to the key of the server's certificate.
    case rsa = "RSA"

    /// `ECDHE` or `RSA`, as in the names of cipher suites.
    package var description: String { self.rawValue }

    /// Whether the secret stays secret when the key of the certificate gets known.
    package var isForwardSecret: Bool { self == .ecdhe }
}

import TLSCrypto
import TLSWire

/// Whether a session of TLS 1.2 or before may be resumed (RFC 5246, Section 7.4.1.3; RFC 5077, Section 3.4).
enum SessionSelection12 {
    /// - Parameters:
    ///   - suites: those that the client offers and we have.
    ///   - now: milliseconds since 1970.
    static func isUsable(
        _ session: ServerSession, for hello: ReceivedClientHello, suites: [CipherSuiteParameters12],
        clientAuthentication: ServerConfiguration.ClientAuthentication, now: UInt64
    ) -> Bool {
        guard session.version == hello.version, session.isAlive(at: now), session.serverName == hello.serverName,
            session.secret.count == MainSecret12.byteCount,
            suites.contains(where: { $0.facts.suite == session.cipherSuite })
        else { return false }
        switch clientAuthentication {
        // A session must not say more about the client than a full handshake would.
        case .none, .requested: return true
        case .required: return !session.clientCertificates.isEmpty && session.isClientVerified
        }
    }
}

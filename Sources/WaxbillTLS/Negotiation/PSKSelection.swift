import TLSCrypto

/// Whether a session may be resumed (RFC 9846, Sections 4.3.11 and 4.7.1).
enum PSKSelection {
    static func isUsable(_ session: ServerSession, _ core: borrowing ServerCore) -> Bool {
        let now = core.configuration.clock.millisecondsSinceEpoch
        guard session.version == .tls13, session.isAlive(at: now),
            CipherSuiteParameters(session.cipherSuite)?.hash == core.suite.hash,
            session.serverName == core.hello.serverName
        else { return false }
        switch core.configuration.clientAuthentication {
        // A session must not say more about the client than a full handshake would.
        case .none, .requested: return true
        case .required: return !session.clientCertificates.isEmpty && session.isClientVerified
        }
    }
}

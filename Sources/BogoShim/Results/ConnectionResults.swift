import WaxbillTLS
import WaxbillX509

/// What a connection gave, and the checks of it.
struct ConnectionResults {
    var summary: ConnectionSummary?
    var sessions: [Session] = []

    /// Checks what is known when the handshake is complete.
    func checkHandshake(
        _ summary: ConnectionSummary, _ setup: ConnectionSetup, _ facts: InheritedFacts, isResumption: Bool
    ) throws {
        let settings = setup.settings
        let expected = settings.expectations
        try require(summary.resumed == (isResumption && !expected.sessionMiss), "resumed: \(summary.resumed)")
        try match(expected.version, summary.version)
        try match(expected.cipherSuite, summary.cipherSuite)
        try match(expected.group, summary.group ?? (summary.resumed ? facts.group : nil))
        try match(expected.helloRetryRequest, summary.helloRetryRequest)
        // BoringSSL names none before TLS 1.2, where none is negotiated.
        let scheme = summary.version < .tls12 ? SignatureScheme(rawValue: 0) : facts.signatureScheme
        try match(expected.peerSignatureScheme, scheme)
        try match(expected.ocspResponse, facts.ocspResponse)
        try match(expected.serverName, summary.serverName)
        // TLS 1.3 has it always.
        if expected.extendedMainSecret {
            try require(summary.extendedMainSecret != false, "there is no extended_main_secret")
        }
        if expected.noServerName { try require(summary.serverName == nil, "there is a server name") }
        let applicationProtocol = settings.isServer ? settings.selectedProtocol : expected.applicationProtocol
        try require(
            summary.applicationProtocol == applicationProtocol,
            "ALPN: \(summary.applicationProtocol.debugDescription)")
        try checkCertificates(summary, settings)
        try checkProviders(setup, isResumed: summary.resumed)
    }

    /// Checks what is there to resume at the end.
    /// - Parameter offered: the session that it offered, which the engine gives back where the server made no new one.
    func checkSessions(_ summary: ConnectionSummary, _ setup: ConnectionSetup, offered: Session?) throws {
        let settings = setup.settings
        let expected = settings.expectations
        guard !settings.isServer else { return try match(expected.sessionID, setup.sessions?.usesSessionID) }
        try match(expected.sessionID, (sessions.last ?? offered)?.sessionID.isEmpty == false)
        let wanted =
            summary.version == .tls13
            ? !expected.noSession && !settings.shutsDown
            : !expected.noSession && (!summary.resumed || expected.ticketRenewal)
        let new = sessions.filter { $0.ticket != offered?.ticket || $0.sessionID != offered?.sessionID }
        try require(!new.isEmpty == wanted, "\(new.count) new sessions")
    }

    private func checkCertificates(_ summary: ConnectionSummary, _ settings: ShimSettings) throws {
        let expected = settings.expectations
        if expected.verifyResult {
            // Nothing was verified where there was nothing to verify.
            let isGood = summary.verified || summary.peerCertificates.isEmpty
            try require(isGood == !settings.verificationFails, "verified: \(summary.verified)")
        }
        if let file = expected.peerCertificateFile {
            let chain = try CertificateFile.read(file)
            try require(summary.peerCertificates == chain, "the peer's certificates differ")
        }
        if expected.noPeerCertificate {
            try require(summary.peerCertificates.isEmpty, "there is a peer's certificate")
        } else if !settings.isServer || settings.requiresClientCertificate {
            try require(!summary.peerCertificates.isEmpty, "there is no peer's certificate")
        }
    }

    private func checkProviders(_ setup: ConnectionSetup, isResumed: Bool) throws {
        let expected = setup.settings.expectations
        if let index = expected.selectedCredential {
            let choice = setup.credentials.choice
            try require(choice == (index == -1 && choice == .none ? .none : .credential(index)), "chose \(choice)")
        }
        if !expected.peerVerifyPreferences.isEmpty {
            try match(expected.peerVerifyPreferences, setup.credentials.lastRequest?.signatureSchemes)
        }
        try match(expected.certificateTypes, setup.credentials.lastRequest?.certificateTypes)
        try match(expected.certificateAuthorities, setup.credentials.lastRequest?.certificateAuthorities)
    }

    private func match<Value: Equatable>(_ expected: Value?, _ actual: Value?) throws {
        guard let expected else { return }
        try require(expected == actual, "\(String(describing: actual)) instead of \(expected)")
    }

    private func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        guard condition else { throw ShimFailure.expectation(what()) }
    }
}

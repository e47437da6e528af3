import TLSCrypto
import TLSWire

/// The server's answer to a ClientHello: a table of contents over pure selections (RFC 9846, Section 4.2).
struct AnswerClientHello {
    let configuration: ServerConfiguration
    let hello: ReceivedClientHello
    let extensions: ReceivedExtensions13

    init(configuration: ServerConfiguration, hello: ReceivedClientHello) throws(TLSError) {
        self.configuration = configuration
        self.hello = hello
        extensions = try ReceivedExtensions13(hello)
    }

    /// Answers a first ClientHello.
    func answer(_ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        let (cipherSuite, suite) = try CipherSuiteSelection.select(
            hello.hello.cipherSuites, configured: configuration.cipherSuites,
            by: configuration.cipherSuitePreference)
        let group = try GroupSelection.select(
            shares: extensions.shares, groups: hello.groups ?? [], preferences: configuration.groups)
        if case .retry(let group) = group {
            return retry(cipherSuite, suite, group, &output)
        }
        return try proceed(cipherSuite, suite, group, Transcript(suite.hash), isRetried: false, &output)
    }

    /// Answers a second ClientHello, which has been compared with the first.
    func answer(after retry: RetryRequested, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        // RFC 9846, Section 4.2.2: the share asked for, and no other.
        guard extensions.shares.count == 1, let share = extensions.shares.first, share.group == retry.group else {
            throw .violation(.sharesNotAsRequested(retry.group))
        }
        return try proceed(
            retry.cipherSuite, retry.suite, .share(share), retry.transcript, isRetried: true, &output)
    }

    private func proceed(
        _ cipherSuite: CipherSuite, _ suite: CipherSuiteParameters, _ group: GroupSelection, _ transcript: Transcript,
        isRetried: Bool, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        guard case .share(let share) = group else { throw .failure("no share was selected") }
        let applicationProtocol = try ALPNSelection.select(
            hello.applicationProtocols, preferences: configuration.applicationProtocols)
        let core = ServerCore(
            configuration: configuration, hello: hello, extensions: extensions, transcript: transcript,
            cipherSuite: cipherSuite, suite: suite,
            share: share, applicationProtocol: applicationProtocol, isRetried: isRetried)
        core.announce(&output)
        // RFC 9846, Section 4.3.10: early data is not taken.
        if extensions.hasEarlyData, !isRetried {
            output.append(.skipEarlyData(.untilAuthentic(allowance: EarlyDataSkipping.maximumAllowance)))
        }
        return OpeningTicket.begin(core, &output)
    }

    private func retry(
        _ cipherSuite: CipherSuite, _ suite: CipherSuiteParameters, _ group: NamedGroup,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake13 {
        var extensions = ExtensionBlock()
        extensions.append(SelectedVersion(selectedVersion: .tls13))
        extensions.append(KeyShareHelloRetryRequest(selectedGroup: group))
        let cookie = configuration.sendsCookie ? configuration.randomSource.bytes(32) : nil
        if let cookie { extensions.append(Cookie(cookie: cookie)) }
        var transcript = Transcript(suite.hash, replacing: hello.bytes)
        output.append(.negotiated(.helloRetryRequest))
        output.send(
            HelloRetryRequest(
                legacySessionIDEcho: hello.hello.legacySessionID, cipherSuite: cipherSuite, extensions: extensions),
            &transcript)
        if !hello.hello.legacySessionID.isEmpty { output.append(.sendChangeCipherSpec) }
        if self.extensions.hasEarlyData {
            output.append(.skipEarlyData(.afterRetry(allowance: EarlyDataSkipping.maximumAllowance)))
        }
        return .waitSecondClientHello(
            WaitSecondClientHello(
                configuration: configuration, first: hello.hello,
                retry: RetryRequested(
                    cipherSuite: cipherSuite, suite: suite, group: group, cookie: cookie, transcript: transcript)))
    }
}

/// What a HelloRetryRequest of ours settled.
struct RetryRequested: Sendable {
    let cipherSuite: CipherSuite
    let suite: CipherSuiteParameters
    let group: NamedGroup
    let cookie: [UInt8]?
    /// The first ClientHello's hash and the request.
    let transcript: Transcript
}

import TLSWire

/// START once more, after a HelloRetryRequest (RFC 9846, Section 4.2.2).
struct WaitSecondClientHello: ~Copyable, Sendable {
    let configuration: ServerConfiguration
    let first: ClientHello
    let retry: RetryRequested

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        guard case .clientHello(let hello) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        try SecondHelloCheck(first: first, second: hello).check()
        let answer = try AnswerClientHello(
            configuration: configuration, hello: try ReceivedClientHello(hello, message.bytes, configuration))
        // RFC 9846, Section 4.3.2
        guard answer.extensions.cookie == retry.cookie else { throw .violation(.cookieMismatch) }
        // RFC 9846, Section 4.3.10: early data ends with a HelloRetryRequest.
        guard !answer.extensions.hasEarlyData else { throw .violation(.earlyDataAfterRetry) }
        return try answer.answer(after: retry, &output)
    }
}

/// A second ClientHello is the first but for what the request asked for (RFC 9846, Section 4.2.2).
struct SecondHelloCheck {
    let first: ClientHello
    let second: ClientHello

    /// What may differ: key_share, early_data, cookie, pre_shared_key, padding.
    private static let mayChange: Set<ExtensionType> = [.keyShare, .earlyData, .cookie, .preSharedKey, .padding]

    func check() throws(TLSError) {
        try require(first.legacyVersion == second.legacyVersion, "legacy_version")
        try require(first.random == second.random, "random")
        try require(first.legacySessionID == second.legacySessionID, "legacy_session_id")
        try require(first.cipherSuites == second.cipherSuites, "cipher_suites")
        try require(
            first.legacyCompressionMethods == second.legacyCompressionMethods, "legacy_compression_methods")
        let before = unchangeable(first)
        let after = unchangeable(second)
        try require(before.map(\.type) == after.map(\.type), "its extensions")
        for (old, new) in zip(before, after) { try require(old.body == new.body, "\(old.type)") }
    }

    private func unchangeable(_ hello: ClientHello) -> [RawExtension] {
        hello.extensions.rawExtensions.filter { !Self.mayChange.contains($0.type) }
    }

    private func require(_ condition: Bool, _ what: String) throws(TLSError) {
        guard condition else { throw .violation(.secondHelloChanged(what)) }
    }
}

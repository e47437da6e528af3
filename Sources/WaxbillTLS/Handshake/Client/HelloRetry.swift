import TLSCrypto
import TLSWire

/// What a HelloRetryRequest settled (RFC 9846, Section 4.2.4).
struct HelloRetry: Sendable {
    let cipherSuite: CipherSuite
    /// The first ClientHello's hash and the request.
    let transcript: Transcript

    /// Checks the request and sends the second ClientHello.
    static func answer(
        _ request: HelloRetryRequest, _ message: ReceivedMessage, _ configuration: ClientConfiguration,
        _ offer: ClientOffer, _ output: inout HandshakeOutput
    ) throws(TLSError) -> WaitServerHello {
        let suite = try ServerHelloCheck(configuration: configuration, offer: offer).suite(of: request)
        let cookie = try request.extensions.extract(Cookie.self)
        let group = try request.extensions.extract(KeyShareHelloRetryRequest.self)?.selectedGroup
        // RFC 9846, Section 4.2.4: it has to change something.
        guard cookie != nil || group != nil else { throw .violation(.retryChangesNothing) }
        if let size = cookie?.cookie.count, size > configuration.limits.cookieSize {
            throw .violation(.cookieTooLong(size))
        }
        if let group {
            // RFC 9846, Section 4.3.8
            guard configuration.groups.contains(group) else { throw .violation(.groupNotOffered(group)) }
            guard !offer.shares.contains(where: { $0.group == group }) else {
                throw .violation(.retryGroupAlreadyShared(group))
            }
        }

        var transcript = Transcript(suite.hash, replacing: offer.bytes)
        transcript.append(message)
        let builder = ClientHelloBuilder(configuration: configuration, serverName: offer.serverName)
        let second = try builder.second(after: offer, cookie: cookie, group: group, transcript, hash: suite.hash)
        output.append(.negotiated(.helloRetryRequest))
        // RFC 9846, Appendix E.4: before the second flight.
        if configuration.middleboxCompatibility { output.append(.sendChangeCipherSpec) }
        output.append(.send(EncodedMessage(type: .clientHello, bytes: second.bytes)))
        return WaitServerHello(
            configuration: configuration, offer: second,
            retry: HelloRetry(cipherSuite: request.cipherSuite, transcript: transcript))
    }
}

import TLSCrypto
import TLSWire

/// What every state of the server carries after the ClientHello; it moves from state to state whole.
struct ServerCore: ~Copyable, Sendable {
    let configuration: ServerConfiguration
    let hello: ReceivedClientHello
    let extensions: ReceivedExtensions13
    var transcript: Transcript
    let cipherSuite: CipherSuite
    let suite: CipherSuiteParameters
    /// The client's share that is used.
    let share: KeyShareEntry
    let applicationProtocol: ApplicationProtocol?
    let isRetried: Bool
    /// The session that is resumed.
    var session: ServerSession?

    func derived(_ label: SecretLabel, _ secret: Secret, _ output: inout HandshakeOutput) {
        output.append(.derived(label, secret, clientRandom: hello.hello.random))
    }

    /// Tells what has been selected.
    func announce(_ output: inout HandshakeOutput) {
        output.append(.negotiated(.version(.tls13)))
        output.append(.negotiated(.cipherSuite(cipherSuite)))
        output.append(.negotiated(.group(share.group)))
        if let applicationProtocol { output.append(.negotiated(.applicationProtocol(applicationProtocol))) }
        if let name = hello.serverName { output.append(.negotiated(.serverName(name))) }
    }

    /// What was agreed upon.
    func summary(_ client: VerifiedSignature?) -> ConnectionSummary {
        let certificates = client?.certificate.chain ?? session?.clientCertificates ?? []
        return ConnectionSummary(
            role: .server, version: .tls13, cipherSuite: cipherSuite, keyExchange: .ecdhe, group: share.group,
            signatureScheme: client?.scheme, extendedMainSecret: nil, encryptThenMAC: nil,
            applicationProtocol: applicationProtocol, serverName: hello.serverName,
            resumed: session != nil, helloRetryRequest: isRetried, peerCertificates: certificates,
            verified: client?.certificate.isVerified ?? session?.isClientVerified ?? false,
            clientAuthenticated: !certificates.isEmpty)
    }
}

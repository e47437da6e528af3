import TLSCrypto
import TLSWire

/// The server's answer to a ClientHello in TLS 1.2 and before: a table of contents over pure selections (RFC 5246,
/// Section 7.4.1).
struct AnswerClientHello12: Sendable {
    let configuration: ServerConfiguration
    let hello: ReceivedClientHello

    func answer(_ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        output.append(.negotiated(.version(hello.version)))
        let extensions = try ReceivedExtensions12(hello.hello)
        // RFC 7627, Section 5.4
        guard extensions.hasExtendedMainSecret || !configuration.requiresExtendedMainSecret else {
            throw .violation(.extendedMainSecretMissing)
        }
        let suites = try CipherSuiteSelection12.common(
            hello.hello.cipherSuites, configured: configuration.cipherSuites,
            by: configuration.cipherSuitePreference, in: hello.version)
        let group = GroupSelection12.select(hello.groups, preferences: configuration.groups)
        guard group != nil || suites.contains(where: { $0.facts.keyExchange == .rsa }) else {
            throw .incompatible(.noCommonGroup)
        }
        let applicationProtocol = try ALPNSelection.select(
            hello.applicationProtocols, preferences: configuration.applicationProtocols)
        return OpeningSession12.begin(
            ServerOpening12(
                configuration: configuration, hello: hello, extensions: extensions, suites: suites, group: group,
                applicationProtocol: applicationProtocol), &output)
    }
}

/// What both sides have in common, before a session or an identity decides what of it is used.
struct ServerOpening12: Sendable {
    let configuration: ServerConfiguration
    let hello: ReceivedClientHello
    let extensions: ReceivedExtensions12
    /// The common suites, the most preferred first.
    let suites: [CipherSuiteParameters12]
    /// What ECDHE would take place in.
    let group: NamedGroup?
    let applicationProtocol: ApplicationProtocol?

    /// The schemes that the client takes with one of the suites.
    var wantedSchemes: [SignatureScheme] {
        guard group != nil else { return [] }
        return ServerSchemeSelection12.wanted(
            SignatureSchemes12.acceptable(
                hello.signatureSchemes, in: hello.version, own: configuration.signatureSchemes),
            for: suites.filter { $0.facts.keyExchange == .ecdhe }.map(\.facts.authentication))
    }

    /// Whether an RSA key could be of use without signing.
    var acceptsKeyTransport: Bool { suites.contains { $0.facts.keyExchange == .rsa } }
}

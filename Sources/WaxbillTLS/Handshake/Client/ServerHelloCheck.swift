import TLSCrypto
import TLSWire

/// What a ServerHello and a HelloRetryRequest have to fulfil alike (RFC 9846, Sections 4.2.3 and 4.2.4).
struct ServerHelloCheck {
    let configuration: ClientConfiguration
    let offer: ClientOffer

    /// The version that the server selects.
    func version(of hello: ServerHello) throws(TLSError) -> ProtocolVersion {
        // RFC 9846, Section 4.3.1: in the extension, and only TLS 1.3 and what follows.
        if offersTLS13, let selected = try hello.extensions.extract(SelectedVersion.self)?.selectedVersion {
            guard selected == .tls13 else { throw .violation(.versionNotOffered(selected)) }
            return selected
        }
        let version = hello.legacyVersion
        // RFC 9846, Section 4.2.3: a server that could do better says so in its random.
        if let marked = DowngradeSentinel.reveals(hello.random, version, best: configuration.versions.upperBound) {
            throw .violation(.downgrade(to: marked))
        }
        guard configuration.versions.contains(version), version < .tls13 else {
            throw .incompatible(.serverVersion(version))
        }
        return version
    }

    /// RFC 9846, Section 4.2.4: the HelloRetryRequest before was TLS 1.3's, which stays.
    func keepsVersion(_ hello: ServerHello) throws(TLSError) {
        let selected = try hello.extensions.extract(SelectedVersion.self)?.selectedVersion ?? hello.legacyVersion
        guard selected == .tls13 else { throw .violation(.versionChangedAfterRetry(selected)) }
    }

    private var offersTLS13: Bool { configuration.versions.contains(.tls13) }

    /// Checks a ServerHello of TLS 1.3.
    func suite(of hello: ServerHello) throws(TLSError) -> CipherSuiteParameters {
        try suite(
            .tls13, legacyVersion: hello.legacyVersion, sessionID: hello.legacySessionIDEcho, hello.cipherSuite,
            compression: hello.legacyCompressionMethod, hello.extensions, .serverHello)
    }

    /// Checks a HelloRetryRequest.
    func suite(of request: HelloRetryRequest) throws(TLSError) -> CipherSuiteParameters {
        guard offersTLS13 else { throw .violation(.versionNotOffered(.tls13)) }
        guard let selected = try request.extensions.extract(SelectedVersion.self)?.selectedVersion else {
            throw .violation(.supportedVersionsMissing)
        }
        return try suite(
            selected, legacyVersion: request.legacyVersion, sessionID: request.legacySessionIDEcho, request.cipherSuite,
            compression: request.legacyCompressionMethod, request.extensions, .helloRetryRequest)
    }

    private func suite(
        _ version: ProtocolVersion, legacyVersion: ProtocolVersion, sessionID: [UInt8], _ cipherSuite: CipherSuite,
        compression: UInt8, _ extensions: ExtensionBlock, _ placement: ExtensionPlacement
    ) throws(TLSError) -> CipherSuiteParameters {
        guard version == .tls13 else { throw .violation(.versionNotOffered(version)) }
        guard legacyVersion == .tls12 else { throw .violation(.helloVersion(legacyVersion)) }
        guard sessionID == offer.hello.legacySessionID else { throw .violation(.sessionIDNotEchoed) }
        guard compression == 0 else { throw .violation(.compressionSelected(compression)) }
        guard configuration.cipherSuites.contains(cipherSuite), let suite = CipherSuiteParameters(cipherSuite) else {
            throw .violation(.cipherSuiteNotOffered(cipherSuite))
        }
        // A cookie is the one extension that is not offered before (RFC 9846, Section 4.3.2).
        let offered = offer.hello.extensions.types + (placement == .helloRetryRequest ? [.cookie] : [])
        try ExtensionCheck.response(extensions, to: offered, in: .serverHello, placement, limits: configuration.limits)
        return suite
    }
}

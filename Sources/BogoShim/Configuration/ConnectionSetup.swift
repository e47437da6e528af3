import WaxbillTLS

/// The configuration of one connection, with the providers that the checks ask afterwards.
struct ConnectionSetup {
    let settings: ShimSettings
    let verifier: ShimVerifier
    let credentials: CredentialList
    let role: Role

    enum Role {
        case client(ClientConfiguration, ServerName)
        case server(ServerConfiguration)
    }

    /// - Throws: ``ShimFailure``: `unimplemented` where the settings ask for what Waxbill does not have.
    init(_ settings: ShimSettings, _ state: borrowing ShimState) throws {
        self.settings = settings
        verifier = ShimVerifier(settings)
        credentials = CredentialList(try LoadedCredential.load(settings))
        role =
            settings.isServer
            ? .server(try Self.server(settings, verifier, credentials, state))
            : .client(try Self.client(settings, verifier, credentials, state.clock), try Self.serverName(settings))
    }

    var responder: ShimResponder {
        let configuration: any InquiryResponder =
            switch role {
            case .client(let configuration, _): configuration
            case .server(let configuration): configuration
            }
        return ShimResponder(settings: settings, credentials: credentials, configuration: configuration)
    }

    /// The server's.
    var sessions: ShimSessions? {
        guard case .server(let configuration) = role else { return nil }
        return configuration.sessionStore as? ShimSessions
    }

    private static func client(
        _ settings: ShimSettings, _ verifier: ShimVerifier, _ credentials: CredentialList, _ clock: ShimClock
    ) throws -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: verifier)
        configuration.versions = try OfferedVersions.range(settings)
        configuration.cipherSuites = try OfferedSuites.list(settings)
        configuration.groups = try OfferedGroups.list(settings)
        configuration.keyShareGroups = settings.keyShareGroups
        configuration.signatureSchemes = try AcceptedSignatures.list(settings, in: configuration.versions)
        configuration.applicationProtocols = settings.applicationProtocols
        configuration.identityProvider = credentials
        configuration.isFallback = settings.isFallback
        configuration.requestsTickets = !settings.disablesTickets
        // BoringSSL does not know it.
        configuration.encryptsThenMACs = false
        configuration.requestsOCSPResponse = settings.requestsOCSPResponse
        configuration.sendsGREASE = settings.sendsGREASE
        configuration.keyLog = settings.exportsTrafficSecrets ? TrafficSecretLog() : nil
        configuration.limits = limits(settings)
        configuration.clock = clock
        return configuration
    }

    private static func server(
        _ settings: ShimSettings, _ verifier: ShimVerifier, _ credentials: CredentialList,
        _ state: borrowing ShimState
    ) throws -> ServerConfiguration {
        if settings.sendsGREASE { throw ShimFailure.unimplemented("-enable-grease of a server") }
        var configuration = ServerConfiguration(identityProvider: credentials)
        configuration.versions = try OfferedVersions.range(settings)
        configuration.cipherSuites = try OfferedSuites.list(settings)
        configuration.groups = try OfferedGroups.list(settings)
        configuration.signatureSchemes = try AcceptedSignatures.list(settings, in: configuration.versions)
        configuration.applicationProtocols = serverProtocols(settings)
        configuration.cipherSuitePreference = settings.prefersServerCiphers ? .server : .client
        configuration.clientAuthentication =
            settings.requiresClientCertificate ? .required : settings.verifiesPeer ? .requested : .none
        configuration.certificateVerifier = verifier
        configuration.certificateAuthorities = settings.certificateAuthorities
        configuration.sessionStore = ShimSessions(tickets: state.tickets, table: state.table, settings: settings)
        if settings.disablesTickets { configuration.ticketCount = 0 }
        configuration.keyLog = settings.exportsTrafficSecrets ? TrafficSecretLog() : nil
        configuration.limits = limits(settings)
        configuration.clock = state.clock
        return configuration
    }

    /// No test offers the name that stands for a rejection.
    private static func serverProtocols(_ settings: ShimSettings) -> [ApplicationProtocol] {
        if settings.declinesProtocol { return [] }
        if settings.rejectsProtocol { return ["rejected by waxbill"] }
        return settings.selectedProtocol.map { [$0] } ?? []
    }

    private static func serverName(_ settings: ShimSettings) throws -> ServerName {
        // Without a name none is sent, which is so for addresses.
        guard let name = settings.hostName else { return .ipAddress([127, 0, 0, 1]) }
        return try ServerName(name)
    }

    private static func limits(_ settings: ShimSettings) -> PeerLimits {
        var limits = PeerLimits()
        limits.minimumRSAModulusBits = 1024
        limits.certificateChainLength = 100
        // BoringSSL's: the first wish to renegotiate ends the connection.
        limits.renegotiationRequests = 0
        if let size = settings.maximumCertificateMessage { limits.certificateMessageSize = size }
        return limits
    }
}

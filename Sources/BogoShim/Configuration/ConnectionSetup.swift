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
    init(_ settings: ShimSettings, clock: ShimClock, tickets: TicketProtector) throws {
        self.settings = settings
        verifier = ShimVerifier(settings)
        credentials = CredentialList(try LoadedCredential.load(settings))
        role =
            settings.isServer
            ? .server(try Self.server(settings, verifier, credentials, clock, tickets))
            : .client(try Self.client(settings, verifier, credentials, clock), try Self.serverName(settings))
    }

    var responder: any InquiryResponder {
        switch role {
        case .client(let configuration, _): configuration
        case .server(let configuration): configuration
        }
    }

    private static func client(
        _ settings: ShimSettings, _ verifier: ShimVerifier, _ credentials: CredentialList, _ clock: ShimClock
    ) throws -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: verifier)
        configuration.versions = try OfferedVersions.range(settings)
        configuration.cipherSuites = try OfferedSuites.list(settings)
        configuration.groups = try OfferedGroups.list(settings)
        configuration.keyShareGroups = settings.keyShareGroups
        configuration.signatureSchemes = try AcceptedSignatures.list(settings)
        configuration.applicationProtocols = settings.applicationProtocols
        configuration.identityProvider = credentials
        configuration.requestsOCSPResponse = settings.requestsOCSPResponse
        configuration.sendsGREASE = settings.sendsGREASE
        configuration.keyLog = settings.exportsTrafficSecrets ? TrafficSecretLog() : nil
        configuration.limits = limits(settings)
        configuration.clock = clock
        return configuration
    }

    private static func server(
        _ settings: ShimSettings, _ verifier: ShimVerifier, _ credentials: CredentialList, _ clock: ShimClock,
        _ tickets: TicketProtector
    ) throws -> ServerConfiguration {
        if settings.sendsGREASE { throw ShimFailure.unimplemented("-enable-grease of a server") }
        var configuration = ServerConfiguration(identityProvider: credentials)
        configuration.versions = try OfferedVersions.range(settings)
        configuration.cipherSuites = try OfferedSuites.list(settings)
        configuration.groups = try OfferedGroups.list(settings)
        configuration.signatureSchemes = try AcceptedSignatures.list(settings)
        configuration.applicationProtocols = serverProtocols(settings)
        configuration.clientAuthentication =
            settings.requiresClientCertificate ? .required : settings.verifiesPeer ? .requested : .none
        configuration.certificateVerifier = verifier
        configuration.certificateAuthorities = settings.certificateAuthorities
        if !settings.disablesTickets {
            configuration.sessionStore = ShimSessions(tickets: tickets, skipsTicket: settings.skipsTicket)
        }
        configuration.keyLog = settings.exportsTrafficSecrets ? TrafficSecretLog() : nil
        configuration.limits = limits(settings)
        configuration.clock = clock
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
        if let size = settings.maximumCertificateMessage { limits.certificateMessageSize = size }
        return limits
    }
}

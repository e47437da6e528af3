import TLSCrypto
import TLSWire

/// Makes sessions of the tickets that a server sends (RFC 9846, Section 4.7.1).
struct TicketReception: Sendable {
    private let clock: any TLSClock
    private let limits: PeerLimits
    private let serverName: ServerName
    private let cipherSuite: CipherSuite
    private let applicationProtocol: ApplicationProtocol?
    private let peerCertificates: [[UInt8]]
    private let isVerified: Bool
    private let ocspResponse: [UInt8]?
    private let isClientAuthenticated: Bool
    private let resumption: ResumptionSecret
    private var count = 0

    init(
        _ configuration: ClientConfiguration, _ serverName: ServerName, _ summary: ConnectionSummary,
        ocspResponse: [UInt8]?, _ resumption: ResumptionSecret
    ) {
        clock = configuration.clock
        limits = configuration.limits
        self.serverName = serverName
        cipherSuite = summary.cipherSuite
        applicationProtocol = summary.applicationProtocol
        peerCertificates = summary.peerCertificates
        isVerified = summary.verified
        self.ocspResponse = ocspResponse
        isClientAuthenticated = summary.clientAuthenticated
        self.resumption = resumption
    }

    mutating func receive(_ message: NewSessionTicket, _ output: inout HandshakeOutput) throws(TLSError) {
        try ExtensionCheck.offer(message.extensions, in: .newSessionTicket, .newSessionTicket, limits: limits)
        _ = try message.extensions.extract(EarlyDataIndicationNewSessionTicket.self)
        count += 1
        // More than any use: left, not refused, because the server may mean well. Zero says: do not keep it.
        guard count <= limits.sessionTickets, message.ticket.count <= limits.ticketSize, message.ticketLifetime > 0
        else { return }
        output.append(
            .issued(
                Session(
                    ticket: message.ticket, sessionID: [],
                    // RFC 9846, Section 4.7.1: no longer than seven days, whatever the server says.
                    lifetime: min(message.ticketLifetime, 604_800), receivedAt: clock.millisecondsSinceEpoch,
                    version: .tls13, cipherSuite: cipherSuite, serverName: serverName,
                    applicationProtocol: applicationProtocol, peerCertificates: peerCertificates, verified: isVerified,
                    ocspResponse: ocspResponse, clientAuthenticated: isClientAuthenticated,
                    ageAdd: message.ticketAgeAdd,
                    secret: resumption.psk(ticketNonce: message.ticketNonce))))
    }
}

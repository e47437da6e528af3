import TLSCrypto
import TLSWire

/// Makes the NewSessionTickets of a connection (RFC 9846, Section 4.7.1).
struct TicketIssuer: Sendable {
    private let configuration: ServerConfiguration
    private let cipherSuite: CipherSuite
    private let serverName: String?
    private let clientCertificates: [[UInt8]]
    private let isClientVerified: Bool
    private let resumption: ResumptionSecret
    /// How many tickets are still to be sent.
    private(set) var remaining: Int

    init(_ core: borrowing ServerCore, _ client: VerifiedSignature?, _ resumption: ResumptionSecret) {
        configuration = core.configuration
        cipherSuite = core.cipherSuite
        serverName = core.hello.serverName
        clientCertificates = client?.certificate.chain ?? core.session?.clientCertificates ?? []
        isClientVerified = client?.certificate.isVerified ?? core.session?.isClientVerified ?? false
        self.resumption = resumption
        // RFC 9846, Section 4.3.9: none for a client that could not use them.
        let isUsable = configuration.sessionStore != nil && core.extensions.pskModes.contains(.pskDHEKE)
        remaining = isUsable ? configuration.ticketCount : 0
    }

    /// Asks for the next ticket.
    func ask(_ output: inout HandshakeOutput) {
        let session = ServerSession(
            version: .tls13, cipherSuite: cipherSuite, secret: resumption.psk(ticketNonce: nonce),
            issuedAt: configuration.clock.millisecondsSinceEpoch, lifetime: configuration.ticketLifetime,
            serverName: serverName, clientCertificates: clientCertificates, isClientVerified: isClientVerified)
        output.append(.ask(.issueTicket(state: session.encoded(), lifetime: configuration.ticketLifetime)))
    }

    /// Sends the ticket that was asked for, if there is one and it can be sent.
    mutating func send(_ ticket: [UInt8]?, _ output: inout HandshakeOutput) {
        defer { remaining -= 1 }
        guard let ticket, (1...0xffff).contains(ticket.count) else { return }
        let ageAdd = configuration.randomSource.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
        let message = NewSessionTicket(
            ticketLifetime: configuration.ticketLifetime, ticketAgeAdd: ageAdd, ticketNonce: nonce, ticket: ticket)
        output.append(.send(EncodedMessage(type: .newSessionTicket, bytes: message.encoded())))
    }

    /// Another one for each ticket of the connection.
    private var nonce: [UInt8] { [UInt8(truncatingIfNeeded: remaining)] }
}

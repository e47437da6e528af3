import TLSCrypto
import TLSWire

/// What a ClientHello carries for servers of TLS 1.2 and before.
struct ClientHelloExtensions12 {
    private let configuration: ClientConfiguration
    private let suites: [CipherSuite12]
    private let session: Session?

    /// - Parameters:
    ///   - cipherSuites: those that are offered.
    ///   - session: the session that is offered, of whatever version.
    init(_ configuration: ClientConfiguration, _ cipherSuites: [CipherSuite], _ session: Session?) {
        self.configuration = configuration
        suites = cipherSuites.compactMap(CipherSuite12.init)
        self.session = session
    }

    func append(to block: inout ExtensionBlock) {
        // RFC 8422, Section 4
        if suites.contains(where: { $0.keyExchange == .ecdhe }) { block.append(ECPointFormatList()) }
        block.append(ExtendedMainSecret())
        // RFC 5746, Section 3.4: no connection before this one.
        block.append(RenegotiationInfo())
        // RFC 7366
        if configuration.encryptsThenMACs, suites.contains(where: { $0.mac != nil }) { block.append(EncryptThenMAC()) }
        guard configuration.requestsTickets else { return }
        let ticket = session.flatMap { $0.version < .tls13 ? $0.ticket : nil }
        block.append(SessionTicket(ticket: ticket ?? []))
    }
}

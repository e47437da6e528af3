import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// No renegotiation (RFC 5246, Section 7.2.2), and what a connection may be told besides.
@Suite struct RenegotiationTests12 {
    /// A server's HelloRequest is declined, and the connection goes on.
    @Test(arguments: Case12.few) func helloRequest(_ test: Case12) async throws {
        let server = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        for count in 1...PeerLimits().renegotiationRequests {
            try server.send(.message(.helloRequest))
            try await server.exchange(with: &client)
            #expect(server.received.last == .alert(.warning, .noRenegotiation))
            #expect(server.alerts.count == count)
        }
        #expect(try await exchangeData(server, &client))
        try server.send(.message(.helloRequest))
        try await server.exchange(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.tooManyRenegotiationRequests))
        #expect(server.received.last == .alert(.fatal, .noRenegotiation))
    }

    /// A client's second ClientHello is declined, whatever it is.
    @Test(arguments: Case12.few) func clientHello(_ test: Case12) async throws {
        let client = test.scriptedClient()
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        let hello = try client.make(.clientHello)
        for _ in 1...PeerLimits().renegotiationRequests {
            try client.send(.unhashed(hello))
            try await client.exchange(with: &server)
            #expect(client.received.last == .alert(.warning, .noRenegotiation))
        }
        #expect(try await exchangeData(client, &server))
        try client.send(.unhashed(hello))
        try await client.exchange(with: &server)
        #expect(server.log.error?.fault == .peerViolation(.tooManyRenegotiationRequests))
        #expect(client.received.last == .alert(.fatal, .noRenegotiation))
    }

    /// renegotiation_info that is not an initial handshake's (RFC 5746, Sections 3.4 and 3.6).
    @Test func renegotiationInfo() async throws {
        let server = Case12.usual.scriptedServer()
        server.change(ServerHello.self) { $0.extensions.replace(RenegotiationInfo(renegotiatedConnection: [1])) }
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.renegotiationInfoInvalid))
        #expect(server.alerts == [.handshakeFailure])

        let scripted = Case12.usual.scriptedClient()
        scripted.change(ClientHello.self) { $0.extensions.append(RenegotiationInfo(renegotiatedConnection: [1])) }
        var honest = try DrivenEndpoint(server: Case12.usual.server)
        try await scripted.handshake(with: &honest)
        #expect(honest.log.error?.fault == .peerViolation(.renegotiationInfoInvalid))
        #expect(scripted.alerts == [.handshakeFailure])
    }

    /// A server that answers what the client did not signal at all would be wrong; one that hears the signal answers it.
    @Test(arguments: [true, false]) func answeredSignal(bySuite: Bool) async throws {
        let client = Case12.usual.scriptedClient()
        client.furtherSuites = bySuite ? [.emptyRenegotiationInfoSCSV] : []
        if !bySuite { client.change(ClientHello.self) { $0.extensions.append(RenegotiationInfo()) } }
        var server = try DrivenEndpoint(server: Case12.usual.server)
        try await client.handshake(with: &server)
        #expect(try client.serverHello?.extensions.decode(RenegotiationInfo.self)?.renegotiatedConnection == [])
    }

    @Test func unsignalled() async throws {
        let client = Case12.usual.scriptedClient()
        client.furtherSuites = []
        var server = try DrivenEndpoint(server: Case12.usual.server)
        try await client.handshake(with: &server)
        #expect(client.serverHello?.extensions.contains(.renegotiationInfo) == false)
        #expect(server.log.summary != nil)
    }

    // MARK: Alerts

    /// Warnings are borne, but not for ever; anything fatal ends the connection (RFC 5246, Section 7.2.2).
    @Test(arguments: [
        AlertDescription.userCanceled, .noRenegotiation, .unrecognizedName, AlertDescription(rawValue: 200),
    ])
    func warnings(_ alert: AlertDescription) async throws {
        let server = Case12.usual.scriptedServer()
        var configuration = Case12.usual.client
        configuration.offerTLS13()
        var client = try DrivenEndpoint(client: configuration)
        // Before the version is known too.
        server.edit = {
            $0.insert(.alert(.warning, alert), before: .message(.serverHello))
            $0.insert(.alert(.warning, alert), before: .message(.serverHelloDone))
        }
        try await server.handshake(with: &client)
        #expect(client.log.error == nil)
        #expect(try await exchangeData(server, &client))
        let limit = PeerLimits().warningAlerts
        for _ in 0..<limit { try server.send(.alert(.warning, alert)) }
        try await server.exchange(with: &client)
        #expect(client.log.error == nil)
        #expect(try await exchangeData(server, &client))
        for _ in 0...limit { try server.send(.alert(.warning, alert)) }
        try await server.exchange(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.tooManyWarningAlerts))
        #expect(server.alerts == [.unexpectedMessage])
    }

    @Test(arguments: [AlertDescription.handshakeFailure, .userCanceled, AlertDescription(rawValue: 200)])
    func fatalAlerts(_ alert: AlertDescription) async throws {
        let server = Case12.usual.scriptedServer()
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        try server.send(.alert(.fatal, alert))
        try await server.exchange(with: &client)
        // user_canceled says of itself that it is no error (RFC 9846, Section 6.1).
        #expect(alert == .userCanceled || client.log.error?.fault == .alertReceived(alert))
        #expect(server.alerts.isEmpty)
    }

    /// close_notify in both directions.
    @Test(arguments: Case12.few) func closure(_ test: Case12) async throws {
        let server = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        try server.send(.data([1]), .alert(.warning, .closeNotify), .data([2]))
        try await server.exchange(with: &client)
        #expect(client.log.received == [1])
        #expect(client.log.closures == [true])
        client.endpoint.close()
        try await server.exchange(with: &client)
        #expect(server.received.last == .alert(.warning, .closeNotify))
    }
}

import Synchronization
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// A session's certificates are verified again before it is resumed, by both sides and in each version.
@Suite struct SessionVerificationTests {
    /// How a session is found again.
    enum Way: String, CaseIterable, Sendable {
        case tls13
        case ticket12
        case sessionID12
    }

    // MARK: The server

    @Test(arguments: Way.allCases) func stillGood(way: Way) async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(way, verifier)
        let first = try await Self.connect(way, server)
        #expect(first.serverLog.summary?.verified == true)
        let second = try await Self.connect(way, server, try #require(first.clientLog.sessions.first))
        let summary = try #require(second.serverLog.summary)
        #expect(summary.resumed && summary.verified && summary.clientAuthenticated)
        #expect(summary.peerCertificates == StubPKI.identity(.p256).certificateChain)
        #expect(verifier.requests.map(\.isResumption) == [false, true])
        #expect(Set(verifier.requests.map(\.certificateChain)).count == 1)
        #expect(verifier.requests.last?.purpose == .client)
        #expect(second.serverLog.inquiries.prefix(2) == [way.opening, "verifyCertificate"])
    }

    /// The session is not resumed, and in the full handshake that follows the client hears why.
    @Test(arguments: Way.allCases, [ServerConfiguration.ClientAuthentication.requested, .required])
    func revokedMeanwhile(way: Way, clientAuthentication: ServerConfiguration.ClientAuthentication) async throws {
        let verifier = ChangingVerifier()
        var server = Self.server(way, verifier)
        server.clientAuthentication = clientAuthentication
        let first = try await Self.connect(way, server)
        let session = try #require(first.clientLog.sessions.first)
        verifier.refusal = CertificateRefusal(.revoked, "revoked meanwhile")
        let second = try await Self.connect(way, server, session)
        #expect(second.serverLog.summary == nil)
        #expect(second.serverLog.error?.fault == .certificate(CertificateRefusal(.revoked, "revoked meanwhile")))
        #expect(second.clientLog.error?.fault == .alertReceived(.certificateRevoked))
        #expect(
            second.serverLog.inquiries == [
                way.opening, "verifyCertificate", "selectIdentity", "sign", "verifyCertificate",
            ])
        #expect(verifier.requests.map(\.isResumption) == [false, true, false])
        #expect(second.serverLog.observed.contains(.resumption(accepted: false)))
        #expect(!second.serverLog.observed.contains(.resumption(accepted: true)))
    }

    /// Who has another certificate by then gets in with that one, and not as who it was.
    @Test(arguments: Way.allCases) func anotherCertificateInstead(way: Way) async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(way, verifier)
        let session = try #require(try await Self.connect(way, server).clientLog.sessions.first)
        verifier.refusedChain = StubPKI.identity(.p256).certificateChain
        verifier.refusal = CertificateRefusal(.revoked, "revoked meanwhile")
        let second = try await Self.connect(way, server, session, identity: .p384)
        let summary = try #require(second.serverLog.summary)
        #expect(!summary.resumed && summary.clientAuthenticated)
        #expect(summary.peerCertificates == StubPKI.identity(.p384).certificateChain)
        #expect(second.clientLog.summary?.resumed == false)
    }

    /// Who shows none any more is nobody, where that is allowed.
    @Test(arguments: Way.allCases) func noCertificateInstead(way: Way) async throws {
        let verifier = ChangingVerifier()
        var server = Self.server(way, verifier)
        server.clientAuthentication = .requested
        let session = try #require(try await Self.connect(way, server).clientLog.sessions.first)
        verifier.refusal = CertificateRefusal(.expired, "expired meanwhile")
        let second = try await Self.connect(way, server, session, identity: nil)
        let summary = try #require(second.serverLog.summary)
        #expect(!summary.resumed && !summary.clientAuthenticated && summary.peerCertificates.isEmpty)
    }

    /// A verifier that now lets everybody in does not make a session's client more than it would be in a full handshake.
    @Test(arguments: Way.allCases) func unverifiedMeanwhile(way: Way) async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(way, verifier)
        let session = try #require(try await Self.connect(way, server).clientLog.sessions.first)
        verifier.verifies = false
        let second = try await Self.connect(way, server, session)
        let summary = try #require(second.serverLog.summary)
        #expect(!summary.resumed && !summary.verified && summary.clientAuthenticated)
    }

    /// Where nothing was verified there is nothing to verify again.
    @Test(arguments: Way.allCases) func neverVerified(way: Way) async throws {
        let verifier = ChangingVerifier()
        verifier.verifies = false
        var server = Self.server(way, verifier)
        server.clientAuthentication = .requested
        let session = try #require(try await Self.connect(way, server).clientLog.sessions.first)
        let second = try await Self.connect(way, server, session)
        #expect(second.serverLog.summary?.resumed == true && second.serverLog.summary?.verified == false)
        #expect(verifier.requests.count == 1)
    }

    /// A server without a verifier takes nobody's word for a client, not even that of a session.
    @Test(arguments: Way.allCases) func noVerifierMeanwhile(way: Way) async throws {
        var server = Self.server(way, ChangingVerifier())
        let session = try #require(try await Self.connect(way, server).clientLog.sessions.first)
        server.clientAuthentication = .none
        server.certificateVerifier = nil
        let second = try await Self.connect(way, server, session)
        let summary = try #require(second.serverLog.summary)
        #expect(!summary.resumed && !summary.clientAuthenticated)
    }

    /// The driver has no answer.
    @Test(arguments: Way.allCases) func aborted(way: Way) async throws {
        let server = Self.server(way, ChangingVerifier())
        let session = try #require(try await Self.connect(way, server).clientLog.sessions.first)
        let client = Self.client(way, .p256)
        var pair = EndpointPair(
            client: try TLSClient(client, serverName: ServerName("server.test"), session: session), client,
            server: try TLSServer(server), AbortingResponder(responder: server))
        await pair.run()
        #expect(pair.serverLog.error?.fault == .aborted(.accessDenied))
        #expect(pair.clientLog.error?.fault == .alertReceived(.accessDenied))
    }

    /// Who does not know the session's secret does not make the server verify anything.
    @Test func wrongSecret() async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(.tls13, verifier)
        let session = try #require(try await Self.connect(.tls13, server).clientLog.sessions.first)
        let forged = session.changed(secret: Secret(copying: [UInt8](repeating: 7, count: 32)))
        let second = try await Self.connect(.tls13, server, forged)
        #expect(second.serverLog.error?.fault == .peerViolation(.binderInvalid))
        #expect(verifier.requests.count == 1)
    }

    // MARK: The client

    @Test(arguments: Way.allCases) func serverStillGood(way: Way) async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(way, nil)
        let first = try await Self.connect(way, server, verifier: verifier)
        let second = try await Self.connect(
            way, server, try #require(first.clientLog.sessions.first), verifier: verifier)
        #expect(second.clientLog.summary?.resumed == true && second.clientLog.summary?.verified == true)
        #expect(verifier.requests.map(\.isResumption) == [false, true])
        #expect(Set(verifier.requests.map(\.certificateChain)).count == 1)
        #expect(verifier.requests.last?.purpose == .server(.dnsName("server.test")))
        #expect(second.clientLog.inquiries.first == "verifyCertificate")
    }

    /// The session is not even offered, and the full handshake shows what the server has by then.
    @Test(arguments: Way.allCases) func serverRevokedMeanwhile(way: Way) async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(way, nil)
        let session = try #require(
            try await Self.connect(way, server, verifier: verifier).clientLog.sessions.first)
        verifier.refusal = CertificateRefusal(.revoked, "revoked meanwhile")
        let refused = try await Self.connect(way, server, session, verifier: verifier)
        #expect(refused.clientLog.error?.fault == .certificate(CertificateRefusal(.revoked, "revoked meanwhile")))
        #expect(refused.serverLog.error?.fault == .alertReceived(.certificateRevoked))
        #expect(!refused.serverLog.inquiries.contains(way.opening))
        verifier.refusesResumptionsOnly = true
        let full = try await Self.connect(way, server, session, verifier: verifier)
        #expect(full.clientLog.summary?.resumed == false && full.clientLog.summary?.verified == true)
        #expect(!full.serverLog.inquiries.contains(way.opening))
    }

    /// A session that does not fit is not worth a question.
    @Test func unusableSession() async throws {
        let verifier = ChangingVerifier()
        let server = Self.server(.tls13, nil)
        let session = try #require(
            try await Self.connect(.tls13, server, verifier: verifier).clientLog.sessions.first)
        let renamed = session.changed(serverName: .dnsName("other.test"))
        let second = try await Self.connect(.tls13, server, renamed, verifier: verifier)
        #expect(second.clientLog.summary?.resumed == false)
        #expect(verifier.requests.map(\.isResumption) == [false, false])
    }

    /// Without verification the hello goes out at once.
    @Test(arguments: Way.allCases) func serverNeverVerified(way: Way) async throws {
        let verifier = ChangingVerifier()
        verifier.verifies = false
        let server = Self.server(way, nil)
        let session = try #require(
            try await Self.connect(way, server, verifier: verifier).clientLog.sessions.first)
        let second = try await Self.connect(way, server, session, verifier: verifier)
        #expect(second.clientLog.summary?.resumed == true && second.clientLog.summary?.verified == false)
        #expect(verifier.requests.count == 1)
    }

    /// What was stapled to the certificate is looked at again, also in the session of a session.
    @Test(arguments: Way.allCases) func stapledResponse(way: Way) async throws {
        let verifier = ChangingVerifier()
        var server = Self.server(way, nil)
        var identity = StubPKI.identity(.p256)
        identity.ocspResponse = [1, 2, 3]
        server.identityProvider = StaticIdentities([identity])
        var session: Session?
        for _ in 0..<3 {
            let pair = try await Self.connect(way, server, session, verifier: verifier)
            session = try #require(pair.clientLog.sessions.last)
            #expect(session?.ocspResponse == [1, 2, 3])
        }
        #expect(verifier.requests.map(\.isResumption) == [false, true, true])
        #expect(verifier.requests.map(\.ocspResponse) == Array(repeating: [1, 2, 3], count: 3))
    }

    /// The certificate is good for what its key was used for.
    @Test func keyTransport() async throws {
        let test = Case12(.tls12, .rsaWithAES256GCMSHA384)
        let verifier = ChangingVerifier()
        var client = test.client
        client.certificateVerifier = verifier
        var server = test.server
        server.sessionStore = TicketProtector()
        var first = try InMemoryPair(client, server)
        await first.run()
        var second = try InMemoryPair(client, server, session: try #require(first.clientLog.sessions.first))
        await second.run()
        #expect(second.clientLog.summary?.resumed == true)
        #expect(verifier.requests.map(\.keyUsage) == [.keyEncipherment, .keyEncipherment])
    }

    /// Before its hello the client takes nothing but the answer, and may have none.
    @Test func beforeTheHello() async throws {
        let server = Self.server(.tls13, nil)
        let session = try #require(try await Self.connect(.tls13, server).clientLog.sessions.first)
        let run = try HandshakeRun(Self.client(.tls13, nil), server, session: session)
        #expect(run.state(.client) == "START (verifying session)")
        #expect(throws: TLSError.violation(.unexpectedMessage(.certificateRequest))) {
            try run.receive(.certificateRequest(CertificateRequest(extensions: ExtensionBlock())), nil, .client)
        }
        var client = try TLSClient(
            Self.client(.tls13, nil), serverName: ServerName("server.test"), session: session)
        var first: [String] = []
        while let event = client.nextEvent() { if case .inquiry(let inquiry) = event { first.append(inquiry.name) } }
        #expect(first == ["verifyCertificate"])
        #expect(throws: TLSError.self) { try client.answer(.identity(nil)) }
        #expect(throws: TLSError.self) { try client.answer(.abort(.internalError)) }
        #expect(throws: TLSError.self) { try client.answer(.abort(.internalError)) }
    }

    // MARK: The parts

    private static func client(_ way: Way, _ identity: StubPKI.KeyType?) -> ClientConfiguration {
        var client = way == .tls13 ? ClientConfiguration.stub : Case12.usual.client
        client.identityProvider = identity.map { StaticIdentities([StubPKI.identity($0)]) }
        client.requestsOCSPResponse = true
        return client
    }

    /// - Parameter verifier: of clients' certificates; nil: none is asked for.
    private static func server(_ way: Way, _ verifier: ChangingVerifier?) -> ServerConfiguration {
        var server = way == .tls13 ? ServerConfiguration.stub() : Case12.usual.server
        server.sessionStore = way == .sessionID12 ? InMemorySessionStore() : TicketProtector()
        server.ticketCount = way == .sessionID12 ? 0 : 1
        server.clientAuthentication = verifier == nil ? .none : .required
        server.certificateVerifier = verifier
        return server
    }

    private static func connect(
        _ way: Way, _ server: ServerConfiguration, _ session: Session? = nil, identity: StubPKI.KeyType? = .p256,
        verifier: ChangingVerifier? = nil
    ) async throws -> InMemoryPair {
        var client = client(way, identity)
        if let verifier { client.certificateVerifier = verifier }
        var pair = try InMemoryPair(client, server, session: session, isObserved: true)
        await pair.run()
        return pair
    }
}

extension SessionVerificationTests.Way {
    /// The inquiry that opens the session.
    fileprivate var opening: String { self == .sessionID12 ? "openSession" : "openTicket" }
}

extension [HandshakeEvent] {
    fileprivate func contains(_ parameter: NegotiatedParameter) -> Bool {
        contains { if case .negotiated(parameter) = $0 { true } else { false } }
    }
}

/// Accepts the test's certificates until it is told otherwise, and keeps what it was asked.
private final class ChangingVerifier: CertificateVerifier {
    private struct State {
        var refusal: CertificateRefusal?
        var refusedChain: [[UInt8]]?
        var refusesResumptionsOnly = false
        var verifies = true
        var requests: [CertificateVerificationRequest] = []
    }

    private let state = Mutex(State())

    /// What is said of the chains that are refused.
    var refusal: CertificateRefusal? {
        get { state.withLock(\.refusal) }
        set { state.withLock { $0.refusal = newValue } }
    }

    /// The only chain that is refused; nil: all are.
    var refusedChain: [[UInt8]]? {
        get { state.withLock(\.refusedChain) }
        set { state.withLock { $0.refusedChain = newValue } }
    }

    var refusesResumptionsOnly: Bool {
        get { state.withLock(\.refusesResumptionsOnly) }
        set { state.withLock { $0.refusesResumptionsOnly = newValue } }
    }

    /// Whether what is accepted is verified.
    var verifies: Bool {
        get { state.withLock(\.verifies) }
        set { state.withLock { $0.verifies = newValue } }
    }

    var requests: [CertificateVerificationRequest] { state.withLock(\.requests) }

    func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        let state = state.withLock { state in
            state.requests.append(request)
            return state
        }
        if let refusal = state.refusal, state.refusedChain == nil || state.refusedChain == request.certificateChain,
            request.isResumption || !state.refusesResumptionsOnly
        {
            return .refused(refusal)
        }
        let result = StubVerifier().verify(request)
        guard case .verified(let key) = result, !state.verifies else { return result }
        return .unverified(subjectPublicKeyInfo: key)
    }
}

/// Ends the connection where a session's certificates are to be verified.
private struct AbortingResponder: InquiryResponder {
    let responder: any InquiryResponder

    func answer(_ inquiry: Inquiry) async -> Answer {
        if case .verifyCertificate(let request) = inquiry, request.isResumption { return .abort(.accessDenied) }
        return await responder.answer(inquiry)
    }
}

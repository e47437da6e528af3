import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

/// Answers that take their time, on an event loop that other threads may come back to.
struct InquiryTests {
    @Test(arguments: [1, 50, 100_000])
    func theHandshakeWaitsForASlowVerifier(size: Int) async throws {
        let pki = try TestPKI()
        let gate = Gate()
        var client = pki.client()
        client.certificateVerifier = SlowVerifier(verifier: client.certificateVerifier, gate: gate)
        let pair = try await AsyncPair(client: client, server: pki.server())
        try await pair.client.writeAndFlushLater("early")
        try await pair.exchange(size: size)
        await gate.waitUntilReached()
        #expect(try await pair.clientSummary() == nil)
        let reads = try await pair.clientReads()
        try await pair.client.readLater()
        #expect(try await pair.clientReads() == reads, "a wish to read waits with the inquiry")
        await gate.open()
        try await pair.exchange(size: size) { try await pair.serverText() == "early" }
        #expect(try await pair.clientReads() == reads + 1)
        #expect(try await pair.clientSummary()?.verified == true)
        try await pair.close()
    }

    @Test func aSlowRefusalEndsTheHandshake() async throws {
        let gate = Gate()
        var client = try TestPKI().client()
        client.certificateVerifier = SlowVerifier(verifier: client.certificateVerifier, gate: gate)
        let pair = try await AsyncPair(client: client, server: TestPKI().server())
        try await pair.exchange(size: 1_000)
        await gate.waitUntilReached()
        await gate.open()
        try await pair.exchange(size: 1_000) { try await !pair.serverErrors().isEmpty }
        let errors = try await pair.serverErrors()
        #expect(errors.count == 1)
        #expect(errors.first?.contains("sent unknown_ca") == true)
        try await pair.close()
    }

    @Test func theEndOfTheChannelCancelsTheInquiry() async throws {
        let pki = try TestPKI()
        let cancelled = Gate()
        var client = pki.client()
        let reached = Gate()
        client.certificateVerifier = EndlessVerifier(reached: reached, cancelled: cancelled)
        let pair = try await AsyncPair(client: client, server: pki.server())
        try await pair.exchange(size: 1_000)
        await reached.waitUntilReached()
        try await pair.close()
        await cancelled.waitUntilReached()
    }

    @Test func everyProviderMayWait() async throws {
        let pki = try TestPKI()
        let identity = try pki.authority.issue(.server(named: [TestPKI.serverName])).identity
        let slow = Identity(
            certificateChain: identity.certificateChain, signer: SlowSigner(signer: identity.signer),
            names: identity.names, issuers: identity.issuers
        )
        var server = ServerConfiguration(identityProvider: SlowIdentities(identity: slow))
        server.sessionStore = SlowSessions(table: SessionTable())
        let pair = try await AsyncPair(client: pki.client(), server: server)
        try await pair.client.writeAndFlushLater("hello")
        try await pair.exchange(size: 700) { try await pair.serverText() == "hello" }
        #expect(try await pair.clientSummary()?.verified == true)
        try await pair.close()
    }
}

/// A point that one task reaches and another opens.
private actor Gate {
    private var isReached = false
    private var isOpen = false
    private var reachedWaiters: [CheckedContinuation<Void, Never>] = []
    private var openWaiters: [CheckedContinuation<Void, Never>] = []

    func reach() {
        isReached = true
        for waiter in reachedWaiters { waiter.resume() }
        reachedWaiters = []
    }

    func open() {
        isOpen = true
        for waiter in openWaiters { waiter.resume() }
        openWaiters = []
    }

    func waitUntilReached() async {
        if !isReached { await withCheckedContinuation { reachedWaiters.append($0) } }
    }

    func pass() async {
        reach()
        if !isOpen { await withCheckedContinuation { openWaiters.append($0) } }
    }
}

private struct SlowVerifier: CertificateVerifier {
    let verifier: any CertificateVerifier
    let gate: Gate

    func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        await gate.pass()
        return await verifier.verify(request)
    }
}

private struct EndlessVerifier: CertificateVerifier {
    let reached: Gate
    let cancelled: Gate

    func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        await reached.reach()
        do { try await Task.sleep(for: .seconds(3600)) } catch { await cancelled.reach() }
        return .refused(CertificateRefusal(.other, "cancelled"))
    }
}

private struct SlowIdentities: IdentityProvider {
    let identity: Identity

    func identity(for request: IdentityRequest) async -> Identity? {
        await Task.yield()
        return identity
    }
}

private struct SlowSigner: Signer {
    let signer: any Signer

    var signatureSchemes: [SignatureScheme] { signer.signatureSchemes }

    func sign(_ content: [UInt8], with scheme: SignatureScheme) async throws -> [UInt8] {
        await Task.yield()
        return try await signer.sign(content, with: scheme)
    }
}

private struct SlowSessions: ServerSessionStore {
    let table: SessionTable

    func ticket(for state: [UInt8], lifetime: UInt32) async -> [UInt8]? {
        await Task.yield()
        return table.ticket(for: state, lifetime: lifetime)
    }

    func state(for ticket: [UInt8]) async -> [UInt8]? {
        await Task.yield()
        return table.state(for: ticket)
    }
}

/// Both ends in `NIOAsyncTestingChannel`s.
private struct AsyncPair {
    let client: NIOAsyncTestingChannel
    let server: NIOAsyncTestingChannel

    init(client: ClientConfiguration, server: ServerConfiguration) async throws {
        self.client = try await NIOAsyncTestingChannel { channel in
            try channel.pipeline.syncOperations.addHandler(TransportRecorder())
            try channel.pipeline.syncOperations.addHandler(client.handler())
            try channel.pipeline.syncOperations.addHandler(PipelineRecorder())
        }
        self.server = try await NIOAsyncTestingChannel { channel in
            try channel.pipeline.syncOperations.addHandler(server.handler())
            try channel.pipeline.syncOperations.addHandler(PipelineRecorder())
        }
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        try await self.server.connect(to: address)
        try await self.client.connect(to: address)
    }

    /// Carries bytes in pieces until nobody has any and the condition holds.
    func exchange(size: Int, until isDone: () async throws -> Bool = { true }) async throws {
        var rounds = 0
        while true {
            let toServer = try await carry(from: client, to: server, size)
            let toClient = try await carry(from: server, to: client, size)
            if !toServer, !toClient {
                if try await isDone() { return }
                rounds += 1
                // An answer is on its way from another thread.
                guard rounds < 5_000 else { throw Stalled() }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    struct Stalled: Error {}

    private func carry(
        from: NIOAsyncTestingChannel, to: NIOAsyncTestingChannel, _ size: Int
    ) async throws -> Bool {
        var isCarried = false
        while var bytes = try await from.readOutbound(as: ByteBuffer.self) {
            isCarried = true
            while bytes.readableBytes > 0, let part = bytes.readSlice(length: min(size, bytes.readableBytes)) {
                try await to.testingEventLoop.executeInContext {
                    to.pipeline.fireChannelRead(part)
                    to.pipeline.fireChannelReadComplete()
                }
            }
        }
        return isCarried
    }

    func clientSummary() async throws -> ConnectionSummary? { try await client.recorded { $0.summary } }
    func clientReads() async throws -> Int {
        try await client.testingEventLoop.executeInContext {
            try client.pipeline.syncOperations.handler(type: TransportRecorder.self).reads
        }
    }

    func serverText() async throws -> String { try await server.recorded { $0.text } }
    func serverErrors() async throws -> [String] { try await server.recorded { $0.errors.map { "\($0)" } } }

    func close() async throws {
        for channel in [client, server] {
            channel.close(promise: nil)
            await channel.testingEventLoop.advanceTime(by: .hours(1))
            _ = try? await channel.finish(acceptAlreadyClosed: true)
        }
    }
}

extension NIOAsyncTestingChannel {
    fileprivate func recorded<Value: Sendable>(
        _ value: @escaping @Sendable (PipelineRecorder) -> Value
    ) async throws -> Value {
        try await testingEventLoop.executeInContext {
            value(try self.pipeline.syncOperations.handler(type: PipelineRecorder.self))
        }
    }

    fileprivate func readLater() async throws {
        try await testingEventLoop.executeInContext { self.pipeline.read() }
    }

    fileprivate func writeAndFlushLater(_ text: String) async throws {
        try await testingEventLoop.executeInContext {
            self.pipeline.writeAndFlush(ByteBuffer(string: text), promise: nil)
        }
    }
}

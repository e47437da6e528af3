import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What a caller cannot do: refused without harm to the connection, and without an alert.
@Suite struct MisuseTests {
    @Test func beforeTheHandshake() throws {
        var client = try TLSClient(.stub, serverName: ServerName("server.test"))
        let data: [UInt8] = [1]
        #expect(throws: TLSError(.misuse(.notEstablished))) { try client.send(data.span.bytes) }
        #expect(throws: TLSError(.misuse(.notEstablished))) { try client.updateKeys(requestPeer: true) }
        #expect(throws: TLSError(.misuse(.notEstablished))) {
            _ = try client.exportKeyingMaterial(label: "EXPORTER-x", context: [], length: 1)
        }
        #expect(throws: TLSError(.misuse(.noInquiryWaiting))) { try client.answer(.signature(nil)) }
        let isEstablished = client.isEstablished
        #expect(!isEstablished)
        #expect(TLSError(.misuse(.notEstablished)).alert == nil)
    }

    /// The right answer is still taken.
    @Test func answerOfAnotherKind() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        var hello: [UInt8] = []
        while case .write(let bytes)? = pair.client.nextEvent() { hello += bytes }
        try pair.server.receive(hello.span.bytes)
        guard case .inquiry(let inquiry)? = pair.server.nextEvent() else {
            Issue.record("no inquiry")
            return
        }
        #expect(inquiry.name == "selectIdentity")
        for answer in [
            Answer.signature([1]), .sessionState(nil), .ticket(nil),
            .certificateVerification(.verified(subjectPublicKeyInfo: [])),
        ] {
            #expect(throws: TLSError(.misuse(.answerDoesNotFit(inquiry: "selectIdentity")))) {
                try pair.server.answer(answer)
            }
        }
        try pair.server.answer(.identity(StubPKI.identity(.p256)))
        #expect(throws: TLSError(.misuse(.answerDoesNotFit(inquiry: "sign")))) {
            try pair.server.answer(.identity(StubPKI.identity(.p256)))
        }
    }

    /// Any inquiry may be answered with the end of the connection.
    @Test(arguments: [AlertDescription.internalError, .accessDenied]) func abort(alert: AlertDescription) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        var hello: [UInt8] = []
        while case .write(let bytes)? = pair.client.nextEvent() { hello += bytes }
        try pair.server.receive(hello.span.bytes)
        guard case .inquiry? = pair.server.nextEvent() else {
            Issue.record("no inquiry")
            return
        }
        #expect(throws: TLSError.self) { try pair.server.answer(.abort(alert)) }
        guard case .write(let sent)? = pair.server.nextEvent() else {
            Issue.record("no alert")
            return
        }
        #expect(sent == WireRecord.bytes(.alert, [2, alert.rawValue]))
        #expect(throws: TLSError(.misuse(.connectionFailed))) { try pair.server.answer(.identity(nil)) }
    }

    @Test func afterAFailure() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        pair.tamper = { role, bytes in role == .server ? WireRecord.bytes(.handshake, [1]) : bytes }
        try pair.server.send([1].span.bytes)
        await pair.run()
        #expect(pair.clientLog.error?.state == "CONNECTED")
        let data: [UInt8] = [1]
        let failed = TLSError(.misuse(.connectionFailed))
        #expect(throws: failed) { try pair.client.send(data.span.bytes) }
        #expect(throws: failed) { try pair.client.receive(data.span.bytes) }
        #expect(throws: failed) { try pair.client.updateKeys(requestPeer: false) }
        #expect(throws: failed) { try pair.client.answer(.signature(nil)) }
        let before = pair.clientLog.written.count
        pair.client.close()
        pair.client.receiveEndOfStream()
        await pair.run()
        #expect(pair.clientLog.written.count == before)
        #expect(pair.clientLog.closures.isEmpty)
    }

    /// RFC 9846, Section 6: secrets and keys of failed connections are forgotten.
    @Test func failureForgetsSecrets() async throws {
        var pair = try EndpointPair(.stub, hostile: .stub())
        await pair.run()
        try pair.server.inject(.alert, [2, 40])
        try pair.client.send([1].span.bytes)
        pair.tamper = { role, bytes in role == .client ? WireRecord.bytes(.handshake, [1]) : bytes }
        await pair.run()
        #expect(pair.clientLog.error?.fault == .alertReceived(.handshakeFailure))
        #expect(throws: TLSError.self) {
            _ = try pair.client.exportKeyingMaterial(label: "EXPORTER-x", context: [], length: 1)
        }
        // The hostile side is a bare connection, whose inside can be seen.
        #expect(pair.serverLog.error?.fault == .peerViolation(.unexpectedContentType(.handshake)))
        let (state, reads, writes) = (
            pair.server.handshake.stateName, pair.server.readPath.isProtected, pair.server.writePath.isProtected
        )
        #expect(state == "FAILED")
        #expect(!reads && !writes)
        #expect(throws: TLSError(.misuse(.connectionFailed))) { try pair.server.inject(.applicationData, [1]) }
    }

    @Test(arguments: [1, 100, 16_384, 16_385, 50_000]) func outputTooSmall(count: Int) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        let data = [UInt8](repeating: 7, count: count)
        let needed = pair.client.ciphertextCount(for: count)
        #expect(throws: TLSError(.misuse(.outputTooSmall(needed: needed)))) {
            var output: [UInt8] = []
            try output.append(capacity: needed - 1) { (span: inout OutputRawSpan) throws(TLSError) in
                try pair.client.send(data.span.bytes, into: &span)
            }
        }
        // Nothing was lost or sent.
        var output: [UInt8] = []
        try output.append(capacity: needed) { (span: inout OutputRawSpan) throws(TLSError) in
            try pair.client.send(data.span.bytes, into: &span)
        }
        #expect(output.count == needed)
        try pair.server.receive(output.span.bytes)
        await pair.run()
        #expect(pair.serverLog.received == data)
    }

    @Test(arguments: [0, 255 * 32 + 1, -1]) func exportOfAnotherLength(length: Int) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        #expect(throws: TLSError(.misuse(.exportTooLong(length)))) {
            _ = try pair.client.exportKeyingMaterial(label: "EXPORTER-x", context: [], length: length)
        }
        let longest = try pair.client.exportKeyingMaterial(label: "EXPORTER-x", context: [], length: 255 * 32)
        #expect(longest.count == 255 * 32)
        let label = String(repeating: "x", count: 250)
        #expect(throws: TLSError(.misuse(.exportTooLong(1)))) {
            _ = try pair.client.exportKeyingMaterial(label: label, context: [], length: 1)
        }
    }

    /// A signer that fails is our fault, and the peer is told.
    @Test(arguments: [Role.client, .server]) func failingSigner(role: Role) async throws {
        let identity = Identity(
            certificateChain: StubPKI.identity(.p256).certificateChain,
            signer: SilentSigner(signatureSchemes: [.ecdsaSecp256r1SHA256]))
        var client = ClientConfiguration.stub
        client.identityProvider = StaticIdentities([role == .client ? identity : StubPKI.identity(.p256)])
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        if role == .server { server.identityProvider = StaticIdentities([identity]) }
        var pair = try InMemoryPair(client, server)
        await pair.run()
        let (own, peer) = role == .client ? (pair.clientLog, pair.serverLog) : (pair.serverLog, pair.clientLog)
        #expect(own.error?.fault == .internalFailure("the signer made no signature"))
        #expect(peer.error?.fault == .alertReceived(.internalError))
    }

    @Test(arguments: ["", ".", "a..b", "-a.test", "a-.test", "a b", String(repeating: "a", count: 64), "ü.test"])
    func serverNames(name: String) {
        #expect(throws: TLSError(.misuse(.invalidServerName(name)))) { try ServerName(name) }
    }
}

import Synchronization
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What nobody knows yet is ignored where the protocol is to stay extensible (RFC 8701, Section 4), and only there.
@Suite struct UnknownValueTests {
    private static let unknown = RawExtension(type: ExtensionType(rawValue: 0x3a3a), body: [1, 2, 3])

    /// The changed message is in neither's transcript: that the signature is what fails shows that it was accepted.
    @Test func certificateRequest() async throws {
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .requested
        var pair = try EndpointPair(
            .stub, hostile: server, .certificateRequest { $0.extensions.append(Self.unknown) })
        await pair.run()
        #expect(pair.clientLog.error?.fault == .peerViolation(.signatureInvalid))
    }

    @Test func newSessionTicket() async throws {
        var server = ServerConfiguration.stub()
        server.sessionStore = TicketProtector()
        var pair = try EndpointPair(
            .stub, hostile: server,
            .changing(.newSessionTicket) { message in
                guard case .newSessionTicket(var ticket) = message else { return message }
                ticket.extensions.append(Self.unknown)
                return .newSessionTicket(ticket)
            })
        await pair.run()
        #expect(pair.clientLog.sessions.count == 2)
    }

    @Test func clientHello() async throws {
        var pair = try EndpointPair(
            hostile: .stub, .stub(),
            .clientHello {
                $0.extensions.append(Self.unknown)
                $0.cipherSuites.insert(CipherSuite(rawValue: 0xfefe), at: 0)
            })
        await pair.run()
        #expect(pair.serverLog.inquiries == ["selectIdentity", "sign"])
    }

    /// A server may not answer what it was not asked.
    @Test func encryptedExtensions() async throws {
        var pair = try EndpointPair(.stub, hostile: .stub(), .encryptedExtensions { $0.append(Self.unknown) })
        await pair.run()
        #expect(
            pair.clientLog.error?.fault
                == .peerViolation(.extensionNotOffered(Self.unknown.type, in: .encryptedExtensions)))
    }

    /// Nor what was only asked to see whether it would (RFC 8701, Section 3.1).
    @Test func answeredGREASE() async throws {
        var client = ClientConfiguration.stub
        client.sendsGREASE = true
        client.randomSource = SeededRandomSource(seed: 5)
        let grease = GreaseProbe()
        var pair = try EndpointPair(
            client, hostile: .stub(),
            Tampering { effect in
                guard case .send(let message) = effect, message.type == .encryptedExtensions else { return [effect] }
                var extensions = ExtensionBlock()
                extensions.append(RawExtension(type: grease.value.withLock { $0 }, body: []))
                return [
                    .send(
                        EncodedMessage(
                            type: .encryptedExtensions, bytes: EncryptedExtensions(extensions: extensions).encoded()))
                ]
            })
        pair.tamper = { role, bytes in
            if role == .client, let record = WireRecord.all(in: bytes).first,
                case .clientHello(let hello)? = try? HandshakeMessage(decoding: record.fragment),
                let type = hello.extensions.types.first(where: { GREASE.isGREASE($0.rawValue) })
            {
                grease.value.withLock { $0 = type }
            }
            return bytes
        }
        await pair.run()
        let type = grease.value.withLock { $0 }
        #expect(pair.clientLog.error?.fault == .peerViolation(.extensionNotOffered(type, in: .encryptedExtensions)))
    }

    /// The OCSP response that the server staples reaches the verifier (RFC 9846, Section 4.5.1.1).
    @Test(arguments: [false, true]) func stapledResponse(isRequested: Bool) async throws {
        let verifier = RememberingVerifier()
        var client = ClientConfiguration(certificateVerifier: verifier)
        client.requestsOCSPResponse = isRequested
        var pair = try EndpointPair(
            client, hostile: .stub(),
            .certificate {
                if isRequested {
                    $0.certificateList[0].extensions.append(CertificateStatus(response: [0x30, 3, 10, 1, 0]))
                }
            })
        await pair.run()
        let request = try #require(verifier.request.withLock { $0 })
        #expect(request.ocspResponse == (isRequested ? [0x30, 3, 10, 1, 0] : nil))
        #expect(request.purpose == .server(.dnsName("server.test")))
        #expect(request.certificateChain == StubPKI.identity(.p256).certificateChain)
    }
}

private final class GreaseProbe: Sendable {
    let value = Mutex(ExtensionType(rawValue: 0))
}

/// Accepts stub certificates and keeps what it was asked.
private final class RememberingVerifier: CertificateVerifier {
    let request = Mutex<CertificateVerificationRequest?>(nil)

    func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        self.request.withLock { $0 = request }
        return StubVerifier().verify(request)
    }
}

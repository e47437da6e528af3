import TLSCrypto
import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// How configurations answer what only TLS 1.2 and before ask.
@Suite struct InquiryTests {
    @Test func sessionsByID() async {
        var server = ServerConfiguration.stub()
        let keep = Inquiry.keepSession(id: [1, 2], state: [3], lifetime: 10)
        guard case .sessionKept = await server.answer(keep),
            case .sessionState(nil) = await server.answer(.openSession(id: [1, 2]))
        else {
            Issue.record("a server without a store kept a session")
            return
        }
        server.sessionStore = InMemorySessionStore()
        guard case .sessionKept = await server.answer(keep),
            case .sessionState([3]) = await server.answer(.openSession(id: [1, 2])),
            case .sessionState(nil) = await server.answer(.openSession(id: [1]))
        else {
            Issue.record("the session was not found")
            return
        }
    }

    @Test func premasterSecrets() async throws {
        func decrypt(_ type: StubPKI.KeyType) async -> [UInt8]? {
            let request = PremasterDecryptionRequest(
                identity: StubPKI.identity(type), encryptedPremasterSecret: [1], clientVersion: .tls12)
            guard
                case .premasterSecret(let secret) = await ServerConfiguration.stub().answer(.decryptPremaster(request))
            else { return [] }
            return secret
        }
        #expect(await decrypt(.rsa2048)?.count == 48)
        #expect(await decrypt(.p256) == nil)
    }

    /// A client has nothing to answer them with.
    @Test func client() async {
        let client = ClientConfiguration.stub
        let request = PremasterDecryptionRequest(
            identity: StubPKI.identity(.rsa2048), encryptedPremasterSecret: [1], clientVersion: .tls12)
        guard case .premasterSecret(nil) = await client.answer(.decryptPremaster(request)),
            case .sessionState(nil) = await client.answer(.openSession(id: [1])),
            case .sessionKept = await client.answer(.keepSession(id: [1], state: [2], lifetime: 3))
        else {
            Issue.record("a client answered a server's inquiry")
            return
        }
    }
}

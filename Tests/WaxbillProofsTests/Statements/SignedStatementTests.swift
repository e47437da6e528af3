import Crypto
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

/// Statements: who may sign them, and what is refused.
struct SignedStatementTests {
    private let contents = Array("a receipt".utf8)
    private let context = StatementContext("receipt")

    private func verifier(_ name: String? = "server.example") throws -> StatementVerifier {
        StatementVerifier(roots: TestPKI.authority.trustRoots, name: try name.map { try ReferenceName(dns: $0) })
    }

    @Test(arguments: [KeyKind.p256, .p384, .ed25519, .rsa2048])
    func isVerified(kind: KeyKind) async throws {
        let context = try #require(context)
        let statement = try await SignedStatement(signing: contents, in: context, with: TestPKI.server(kind))
        let signer = try verifier().verify(statement, in: context)
        #expect(signer.certificates == TestPKI.server(kind).certificateChain)
        // The same by the connection's peer.
        try StatementSigner(verifiedPeer: TestPKI.server(kind).certificateChain).verify(statement, in: context)
    }

    /// What is signed is documented: other programs can make and check statements.
    @Test func signsTheDocumentedBytes() async throws {
        let context = try #require(context)
        let identity = TestPKI.server(.ed25519)
        let statement = try await SignedStatement(signing: contents, in: context, with: identity)
        var signed = [UInt8](repeating: 0x20, count: 64)
        signed += Array("Waxbill signed statement: receipt".utf8) + [0] + contents
        // Ed25519 signatures of one content need not be the same bytes, so the other way round: one made by hand is taken.
        let byHand = try await identity.signer.sign(signed, with: .ed25519)
        let made = SignedStatement(
            contents: contents, scheme: .ed25519, signature: byHand, certificates: statement.certificates)
        try verifier().verify(made, in: context)
    }

    @Test func everyChangedBitIsRefused() async throws {
        let context = try #require(context)
        let good = try await SignedStatement(signing: contents, in: context, with: TestPKI.server())
        let signer = try verifier().verify(good, in: context)
        for index in 0..<(8 * contents.count) {
            var changed = contents
            changed[index / 8] ^= 1 << (index % 8)
            let statement = SignedStatement(
                contents: changed, scheme: good.scheme, signature: good.signature, certificates: good.certificates)
            #expect(throws: StatementError.signatureInvalid) { try signer.verify(statement, in: context) }
        }
        for index in 0..<(8 * good.signature.count) {
            var changed = good.signature
            changed[index / 8] ^= 1 << (index % 8)
            let statement = SignedStatement(
                contents: contents, scheme: good.scheme, signature: changed, certificates: good.certificates)
            #expect(throws: StatementError.signatureInvalid) { try signer.verify(statement, in: context) }
        }
    }

    @Test func anotherContextIsRefused() async throws {
        let context = try #require(context)
        let statement = try await SignedStatement(signing: contents, in: context, with: TestPKI.server())
        let other = try #require(StatementContext("file manifest"))
        #expect(throws: StatementError.signatureInvalid) { try verifier().verify(statement, in: other) }
    }

    /// The signature of a handshake must not be one over a statement, nor the other way round.
    @Test func aHandshakesSignatureIsRefused() async throws {
        let context = try #require(context)
        let identity = TestPKI.server(.ed25519)
        let transcriptHash = [UInt8](repeating: 7, count: 32)
        let spaces = [UInt8](repeating: 0x20, count: 64)
        let signed = spaces + Array("TLS 1.3, server CertificateVerify".utf8) + [0] + transcriptHash
        let signature = try await identity.signer.sign(signed, with: .ed25519)
        let statement = SignedStatement(
            contents: transcriptHash, scheme: .ed25519, signature: signature, certificates: identity.certificateChain)
        #expect(throws: StatementError.signatureInvalid) { try verifier().verify(statement, in: context) }
    }

    @Test(arguments: ["", "receipt\0", "Empfänger", "a\nb"])
    func contextsArePrintableASCII(name: String) { #expect(StatementContext(name) == nil) }

    @Test func anotherNameIsRefused() async throws {
        let context = try #require(context)
        let statement = try await SignedStatement(signing: contents, in: context, with: TestPKI.server())
        let error = #expect(throws: StatementError.self) {
            try verifier("other.example").verify(statement, in: context)
        }
        guard case .chain = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try verifier(nil).verify(statement, in: context)
    }

    @Test func strangersAndClientsAreRefused() async throws {
        let context = try #require(context)
        for identity in [TestPKI.impostorServer, TestPKI.client()] {
            let statement = try await SignedStatement(signing: contents, in: context, with: identity)
            let error = #expect(throws: StatementError.self) { try verifier(nil).verify(statement, in: context) }
            guard case .chain = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func anExpiredSignerIsRefused() async throws {
        let context = try #require(context)
        let statement = try await SignedStatement(signing: contents, in: context, with: TestPKI.server())
        let clock = ManualClock(milliseconds: SystemClock().millisecondsSinceEpoch + 100 * 365 * 86_400_000)
        let late = StatementVerifier(roots: TestPKI.authority.trustRoots, name: nil, clock: clock)
        let error = #expect(throws: StatementError.self) { try late.verify(statement, in: context) }
        guard case .chain(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.rule == .validity)
    }

    @Test func schemesThatTLS13HasNotAreRefused() async throws {
        let context = try #require(context)
        let identity = TestPKI.server(.rsa2048)
        let content = [UInt8](repeating: 0x20, count: 64) + Array(context.description.utf8) + [0] + contents
        // The key could: PKCS #1 v1.5 with SHA-256 is a good signature, and not one for here.
        let signature = try await identity.signer.sign(content, with: .rsaPKCS1SHA256)
        for scheme in [SignatureScheme.rsaPKCS1SHA256, .rsaPKCS1SHA1, .ecdsaSHA1, .ecdsaSecp256r1SHA256, .ed25519] {
            let statement = SignedStatement(
                contents: contents, scheme: scheme, signature: signature, certificates: identity.certificateChain)
            #expect(throws: StatementError.schemeDoesNotFitKey(scheme)) {
                try verifier().verify(statement, in: context)
            }
        }
    }

    @Test func withoutCertificatesNothingIsBelieved() throws {
        let context = try #require(context)
        let statement = SignedStatement(contents: contents, scheme: .ed25519, signature: [1], certificates: [])
        #expect(throws: StatementError.noCertificate) { try verifier().verify(statement, in: context) }
        #expect(throws: StatementError.noCertificate) { try StatementSigner(verifiedPeer: []) }
        #expect(throws: StatementError.unusableKey) { try StatementSigner(verifiedPeer: [[1, 2, 3]]) }
    }

    @Test func aKnownSignerSparesTheChain() async throws {
        let context = try #require(context)
        // The impostor is trusted by nobody, but here its chain counts as verified.
        let identity = TestPKI.impostorServer
        let statement = try await SignedStatement(signing: contents, in: context, with: identity)
        var verifier = try verifier()
        verifier.knownSigners = [try StatementSigner(verifiedPeer: identity.certificateChain)]
        try verifier.verify(statement, in: context)
        // Only for the same chain, byte for byte.
        let longer = SignedStatement(
            contents: contents, scheme: statement.scheme, signature: statement.signature,
            certificates: statement.certificates + [TestPKI.server().certificateChain[0]])
        #expect(throws: StatementError.self) { try verifier.verify(longer, in: context) }
    }

    @Test func anIdentityThatCannotSignSaysSo() async throws {
        let context = try #require(context)
        let identity = Identity(certificateChain: [], signer: TestPKI.server().signer)
        await #expect(throws: StatementError.cannotSign) {
            try await SignedStatement(signing: contents, in: context, with: identity)
        }
    }
}

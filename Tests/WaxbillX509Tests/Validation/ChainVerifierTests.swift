import Crypto
import Foundation
import Synchronization
import Testing
import WaxbillTLS
import WaxbillTestSupport
import X509

@testable import WaxbillX509

/// What the verifier accepts, and how it finds its way.
struct ChainVerifierTests {
    let root: TestCertificate
    let verifier: ChainVerifier

    init() throws {
        root = try TestCertificate(.authority("root"))
        verifier = ChainVerifier(roots: try TrustRoots(der: [root.der]), clock: FixedClock(TestCertificate.now))
    }

    private func verify(_ chain: [TestCertificate], client: Bool = false) async throws -> CertificateVerificationResult
    {
        let purpose: CertificateVerificationRequest.Purpose =
            client ? .client : .server(try ServerName("server.example"))
        return await verifier.verify(
            CertificateVerificationRequest(certificateChain: chain.map(\.der), purpose: purpose))
    }

    private func publicKey(_ certificate: TestCertificate) -> CertificateVerificationResult {
        .verified(subjectPublicKeyInfo: [UInt8](certificate.key.publicKey.derRepresentation))
    }

    @Test func leafOfRoot() async throws {
        let leaf = try TestCertificate(.leaf, issuedBy: root)
        #expect(try await verify([leaf]) == publicKey(leaf))
        #expect(try await verify([leaf, root]) == publicKey(leaf))
    }

    @Test func clientNeedsNoName() async throws {
        let leaf = try TestCertificate(
            .leaf.with { ($0.extendedKeyUsage, $0.names) = ([.clientAuth], nil) }, issuedBy: root)
        #expect(try await verify([leaf], client: true) == publicKey(leaf))
    }

    @Test func absentRestrictionsRestrictNothing() async throws {
        let leaf = try TestCertificate(
            .leaf.with { ($0.extendedKeyUsage, $0.keyUsage, $0.basicConstraints) = (nil, nil, nil) }, issuedBy: root)
        #expect(try await verify([leaf]) == publicKey(leaf))
        #expect(try await verify([leaf], client: true) == publicKey(leaf))
    }

    /// The use that is made of the key counts, not another one (RFC 5246, Section 7.4.2).
    @Test(arguments: [CertificateVerificationRequest.KeyUsage.digitalSignature, .keyEncipherment])
    func keyUsageAtHand(use: CertificateVerificationRequest.KeyUsage) async throws {
        let signing = try TestCertificate(.leaf.with { $0.keyUsage = KeyUsage(digitalSignature: true) }, issuedBy: root)
        let decrypting = try TestCertificate(
            .leaf.with { $0.keyUsage = KeyUsage(keyEncipherment: true) }, issuedBy: root)
        let either = try TestCertificate(.leaf.with { $0.keyUsage = nil }, issuedBy: root)
        let name = try ServerName("server.example")
        func verify(_ leaf: TestCertificate) async -> CertificateVerificationResult {
            await verifier.verify(
                CertificateVerificationRequest(certificateChain: [leaf.der], purpose: .server(name), keyUsage: use))
        }
        let (good, bad) = use == .digitalSignature ? (signing, decrypting) : (decrypting, signing)
        #expect(await verify(good) == publicKey(good))
        #expect(await verify(either) == publicKey(either))
        guard case .refused(let refusal) = await verify(bad) else {
            Issue.record("accepted")
            return
        }
        #expect(refusal.reason == .unsupportedCertificate)
        #expect(refusal.detail.contains("does not allow \(use)"))
    }

    @Test func issuersInAnyOrderAndStrangersBetween() async throws {
        let first = try TestCertificate(.authority("first"), issuedBy: root)
        let second = try TestCertificate(
            .authority("second").with { $0.extendedKeyUsage = [.any] }, issuedBy: first)
        let leaf = try TestCertificate(.leaf, issuedBy: second)
        let stranger = try TestCertificate(.authority("stranger"))
        #expect(try await verify([leaf, second, first]) == publicKey(leaf))
        #expect(try await verify([leaf, stranger, first, root, second]) == publicKey(leaf))
    }

    @Test func anotherPathWhereOneIsExpired() async throws {
        let key = P256.Signing.PrivateKey()
        let expired = try TestCertificate(
            .authority("middle").with { $0.notAfter = TestCertificate.now - 1 },
            issuedBy: try TestCertificate(.authority("old")), key: key)
        let good = try TestCertificate(.authority("middle"), issuedBy: root, key: key)
        let leaf = try TestCertificate(.leaf, issuedBy: good)
        #expect(try await verify([leaf, expired, good]) == publicKey(leaf))
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func renewedIssuerBesideItsPredecessor(_ order: [Int]) async throws {
        let key = P256.Signing.PrivateKey()
        let middles = [
            try TestCertificate(
                .authority("middle").with { $0.notAfter = TestCertificate.now - 1 }, issuedBy: root, key: key),
            try TestCertificate(.authority("middle"), issuedBy: root, key: key),
        ]
        let leaf = try TestCertificate(.leaf, issuedBy: middles[1])
        #expect(try await verify([leaf] + order.map { middles[$0] }) == publicKey(leaf))
    }

    @Test func selfSignedRootAsLeafNeedsToBeTrusted() async throws {
        let fields = TestCertificate.Fields.leaf.with {
            $0.basicConstraints = .isCertificateAuthority(maxPathLength: nil)
            $0.keyUsage = KeyUsage(digitalSignature: true, keyCertSign: true)
        }
        let leaf = try TestCertificate(fields)
        guard case .refused(let refusal) = try await verify([leaf]) else {
            Issue.record("accepted a stranger")
            return
        }
        #expect(refusal.reason == .unknownAuthority)
        #expect(refusal.detail.contains("self-signed"))
        let trusting = ChainVerifier(roots: try TrustRoots(der: [leaf.der]), clock: FixedClock(TestCertificate.now))
        let request = CertificateVerificationRequest(
            certificateChain: [leaf.der], purpose: .server(try ServerName("server.example")))
        #expect(await trusting.verify(request) == publicKey(leaf))
    }

    @Test func unknownAuthority() async throws {
        let stranger = try TestCertificate(.authority("stranger"))
        let leaf = try TestCertificate(.leaf, issuedBy: stranger)
        for chain in [[leaf], [leaf, stranger]] {
            guard case .refused(let refusal) = try await verify(chain) else {
                Issue.record("accepted a stranger")
                continue
            }
            #expect(refusal.reason == .unknownAuthority)
            #expect(refusal.detail.contains("CN=stranger"))
        }
    }

    @Test(arguments: [true, false])
    func impostorOfTheSameName(hasKeyIdentifiers: Bool) async throws {
        let impostor = try TestCertificate(.authority("root").with { $0.hasKeyIdentifiers = hasKeyIdentifiers })
        let leaf = try TestCertificate(.leaf.with { $0.hasKeyIdentifiers = hasKeyIdentifiers }, issuedBy: impostor)
        guard case .refused(let refusal) = try await verify([leaf]) else {
            Issue.record("accepted an impostor")
            return
        }
        #expect(refusal.reason == .unknownAuthority)
    }

    /// What is signed, and what follows it.
    private func parts(_ der: [UInt8]) throws -> (signed: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        var outer = DERCursor(der)
        let entered = outer.enter(.derSequence)
        var certificate = try #require(entered)
        let signed = certificate.next()
        return (der[try #require(signed).whole], der[certificate.position...])
    }

    @Test func wrongSignature() async throws {
        let leaf = try TestCertificate(.leaf, issuedBy: root)
        let other = try TestCertificate(.leaf, issuedBy: root)
        // The body of one with the signature of the other.
        let (signed, _) = try parts(leaf.der)
        let (_, rest) = try parts(other.der)
        let count = signed.count + rest.count
        let forged = [0x30, 0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + signed + rest
        let result = await verifier.verify(
            CertificateVerificationRequest(certificateChain: [forged], purpose: .client))
        guard case .refused(let refusal) = result else {
            Issue.record("accepted a forgery")
            return
        }
        #expect(refusal.reason == .badCertificate)
        #expect(refusal.detail.contains("signature"))
    }

    @Test func bounds() async throws {
        let leaf = try TestCertificate(.leaf, issuedBy: root)
        let tooMany = [[UInt8]](repeating: leaf.der, count: 33)
        let tooLarge = [leaf.der, [UInt8](repeating: 0x30, count: 1 << 20 + 1)]
        for chain in [tooMany, tooLarge, []] {
            let result = await verifier.verify(
                CertificateVerificationRequest(certificateChain: chain, purpose: .client))
            guard case .refused = result else {
                Issue.record("accepted \(chain.count) certificates")
                continue
            }
        }
    }

    /// Certificates that certify each other under one key, of which every order would be a path to try.
    @Test(.timeLimit(.minutes(1)))
    func mazeEndsSoon() async throws {
        let key = P256.Signing.PrivateKey()
        let maze = try (0..<9).map { index in
            try TestCertificate(
                .authority("maze").with { $0.names = [.dnsName("\(index).example")] }, key: key)
        }
        let leaf = try TestCertificate(.leaf, issuedBy: maze[0])
        guard case .refused(let refusal) = try await verify([leaf] + maze) else {
            Issue.record("accepted a maze")
            return
        }
        #expect(refusal.reason == .unknownAuthority)
    }

    /// A driver gets its answer at once: nothing in a verification waits.
    @Test func endsBeforeItsTaskReturns() throws {
        let request = CertificateVerificationRequest(
            certificateChain: [try TestCertificate(.leaf, issuedBy: root).der],
            purpose: .server(try ServerName("server.example")))
        let answer = Answer()
        let verifier = verifier
        Task.immediate {
            let result = await verifier.verify(request)
            answer.result.withLock { $0 = result }
        }
        guard case .verified = answer.result.withLock(\.self) else {
            Issue.record("not answered at once")
            return
        }
    }

    private final class Answer: Sendable {
        let result = Mutex<CertificateVerificationResult?>(nil)
    }

    /// The application has the last word, may take its time, and sees the path.
    @Test func decision() async throws {
        let leaf = try TestCertificate(.leaf, issuedBy: root)
        let request = CertificateVerificationRequest(
            certificateChain: [leaf.der], purpose: .server(try ServerName("server.example")))
        var deciding = verifier
        let whole = [leaf.der, root.der]
        deciding.decision = { path in
            await Task.yield()
            return path.certificates == whole ? CertificateRefusal(.alert(.accessDenied), "not today") : nil
        }
        #expect(await deciding.verify(request) == .refused(CertificateRefusal(.alert(.accessDenied), "not today")))
        deciding.decision = { _ in nil }
        #expect(await deciding.verify(request) == publicKey(leaf))
        // It is not asked about what is refused anyway.
        deciding.decision = { _ in CertificateRefusal(.other, "asked") }
        let stranger = try TestCertificate(.leaf, issuedBy: try TestCertificate(.authority("stranger")))
        let other = CertificateVerificationRequest(certificateChain: [stranger.der], purpose: .client)
        guard case .refused(let refusal) = await deciding.verify(other) else {
            Issue.record("accepted")
            return
        }
        #expect(refusal.detail != "asked")
    }

    @Test func pins() async throws {
        let leaf = try TestCertificate(.leaf, issuedBy: root)
        let request = CertificateVerificationRequest(
            certificateChain: [leaf.der], purpose: .server(try ServerName("server.example")))
        func verdict(_ pinned: [TestCertificate]) async -> CertificateVerificationResult {
            var pinning = verifier
            pinning.pins = Set(
                pinned.map { PublicKeyPin(subjectPublicKeyInfo: [UInt8]($0.key.publicKey.derRepresentation)) })
            return await pinning.verify(request)
        }
        let stranger = try TestCertificate(.leaf)
        #expect(await verdict([leaf]) == publicKey(leaf))
        #expect(await verdict([root, stranger]) == publicKey(leaf))
        guard case .refused(let refusal) = await verdict([stranger]) else {
            Issue.record("accepted without a pinned key")
            return
        }
        #expect(refusal.detail.contains("pinned"))
    }

    /// Who signed a certificate is remembered; nothing else is.
    @Test func signaturesAreCheckedOnce() async throws {
        let leaf = try TestCertificate(.leaf, issuedBy: root)
        let request = CertificateVerificationRequest(
            certificateChain: [leaf.der], purpose: .server(try ServerName("server.example")))
        var poor = verifier
        poor.limits.signatureChecks = 0
        guard case .refused(let refusal) = await poor.verify(request) else {
            Issue.record("accepted without a signature check")
            return
        }
        #expect(refusal.detail.contains("signature checks"))
        #expect(await verifier.verify(request) == publicKey(leaf))
        #expect(await poor.verify(request) == publicKey(leaf))
        // The signature of another body under the same issuer is not the one that is known.
        let other = try TestCertificate(.leaf, issuedBy: root)
        let another = CertificateVerificationRequest(certificateChain: [other.der], purpose: .client)
        guard case .refused = await poor.verify(another) else {
            Issue.record("accepted a certificate never met")
            return
        }
    }

    @Test func insecureAcceptsWhatHasAKey() async throws {
        let stranger = try TestCertificate(.leaf.with { $0.notAfter = TestCertificate.now - 1 })
        let request = CertificateVerificationRequest(
            certificateChain: [stranger.der], purpose: .server(try ServerName("other.example")))
        let key = [UInt8](stranger.key.publicKey.derRepresentation)
        #expect(InsecureVerifier().verify(request) == .unverified(subjectPublicKeyInfo: key))
        for garbage in [[], [[]], [[0x30, 0x03, 0x02, 0x01, 0x00]]] as [[[UInt8]]] {
            let request = CertificateVerificationRequest(certificateChain: garbage, purpose: .client)
            guard case .refused = InsecureVerifier().verify(request) else {
                Issue.record("accepted \(garbage)")
                continue
            }
        }
    }

    @Test(arguments: KeyKind.allCases)
    func everyKindOfKey(_ kind: KeyKind) async throws {
        let server = CertificateVerificationRequest(
            certificateChain: TestPKI.server(kind).certificateChain, purpose: .server(try ServerName("localhost")))
        let client = CertificateVerificationRequest(
            certificateChain: TestPKI.client(kind).certificateChain, purpose: .client)
        for request in [server, client] {
            guard case .verified = await TestPKI.verifier.verify(request) else {
                Issue.record("refused \(request.purpose)")
                continue
            }
        }
    }
}

import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// The mistakes that badssl.com shows, one by one.
struct BadServerTests {
    @Test func nothingWrong() throws {
        #expect(try DraftedChain().refusal() == nil)
    }

    @Test func expired() throws {
        let chain = try DraftedChain { $0.leaf.notAfter = DraftDER.time("2026-05-31T00:00:00Z") }
        #expect(chain.refusal()?.rule == .validity)
        #expect(chain.refusal()?.position == 0)
    }

    @Test func wrongHost() throws {
        let chain = try DraftedChain { $0.leaf.set(.subjectAlternativeName([.dns("other.example")])) }
        #expect(chain.refusal()?.rule == .name)
    }

    @Test func selfSigned() throws {
        let leaf = try CertificateDraft.leaf().signed()
        let chain = try DraftedChain()
        #expect(chain.refusal(presenting: [leaf.der])?.rule == .unknownIssuer)
    }

    @Test func untrustedRoot() throws {
        let chain = try DraftedChain()
        let other = try DraftedChain { $0.root.subject = DraftDER.name("Other") }
        #expect(chain.refusal(presenting: other.presented)?.rule == .unknownIssuer)
        #expect(chain.refusal(presenting: other.presented + [other.root.der])?.rule == .unknownIssuer)
    }

    @Test func incomplete() throws {
        let chain = try DraftedChain()
        #expect(chain.refusal(presenting: [chain.leaf.der])?.rule == .unknownIssuer)
    }

    @Test func reversed() throws {
        let chain = try DraftedChain { $0.authorities = ["A", "B", "C"].map { .authority($0) } }
        let authorities = chain.presented.dropFirst()
        #expect(chain.refusal(presenting: [chain.leaf.der] + authorities.reversed()) == nil)
        #expect(chain.refusal(presenting: [chain.leaf.der, chain.root.der] + authorities.reversed()) == nil)
        // The leaf comes first (RFC 9846, Section 4.5.1): an authority in its place is the peer's.
        #expect(chain.refusal(presenting: chain.presented.reversed()) != nil)
    }

    @Test(arguments: [1_000, 10_000])
    func manyNames(_ count: Int) throws {
        let names = (1..<count).map { DraftName.dns("s\($0).example") } + [.dns("server.example")]
        let chain = try DraftedChain { scene in
            scene.leaf.set(.subjectAlternativeName(names))
            scene.authorities[0].set(.nameConstraints(permitted: [.dns("example")]))
        }
        #expect(chain.refusal() == nil)
        let missing = try DraftedChain { $0.leaf.set(.subjectAlternativeName(names.dropLast())) }
        #expect(missing.refusal()?.rule == .name)
    }

    @Test func signedWithSHA1() throws {
        let chain = try DraftedChain {
            $0.leaf.signedSignatureAlgorithm = DraftDER.sequence(DraftDER.object("1.2.840.10045.4.1"))
        }
        #expect(chain.refusal()?.rule == .weakSignatureAlgorithm)
    }

    @Test func noAlternativeNames() throws {
        let chain = try DraftedChain { scene in
            scene.leaf.subject = DraftDER.name("server.example")
            scene.leaf.remove(DraftExtension.Types.subjectAlternativeName)
        }
        #expect(chain.refusal() != nil)
    }

    @Test func noSubject() throws {
        let critical = try DraftedChain { scene in
            scene.leaf.subject = DraftDER.emptyName
            scene.leaf.set(.subjectAlternativeName([.dns("server.example")]).critical(true))
        }
        #expect(critical.refusal() == nil)
        let other = try DraftedChain { $0.leaf.subject = DraftDER.emptyName }
        #expect(other.refusal()?.rule == .emptySubject)
    }
}

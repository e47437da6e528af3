import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// Chains that are made to cost much: the budget ends the work, whatever the peer presents.
struct PathologicalChainTests {
    /// Whether the authorities have a name in common, and a key.
    struct Sameness: Sendable, CustomTestStringConvertible {
        let subject: Bool
        let key: Bool
        var testDescription: String { "\(subject ? "one subject" : "subjects"), \(key ? "one key" : "keys")" }

        static let all = [(true, true), (true, false), (false, true), (false, false)].map(Sameness.init)
    }

    @Test(arguments: Sameness.all)
    func aHundredAuthoritiesWithoutRoot(_ same: Sameness) throws {
        let key = DraftKey.p256()
        var authorities: [DraftedCertificate] = []
        for index in 0..<100 {
            var draft = CertificateDraft.authority(same.subject ? "Authority" : "Authority \(index)")
            if same.key { draft.key = key }
            draft.addsSubjectKeyIdentifier = false
            draft.addsAuthorityKeyIdentifier = false
            authorities.append(try draft.signed(by: authorities.last))
        }
        let leaf = try CertificateDraft.leaf().signed(by: authorities.last)
        let presented = [leaf.der] + authorities.reversed().map(\.der)
        let chain = try DraftedChain()
        #expect(chain.refusal(presenting: presented)?.rule == .chainSize)
        var limits = ValidationLimits()
        limits.certificateCount = 200
        let refusal = try #require(chain.refusal(presenting: presented, limits))
        #expect([.work, .unknownIssuer, .depth, .keyIdentifiers].contains(refusal.rule), "\(refusal)")
        // Ten times the depth changes nothing: the work is bounded, not only the path.
        limits.depth = 100
        #expect(chain.refusal(presenting: presented, limits) != nil)
    }

    /// Authorities that all vouch for each other, none of them for the root's sake.
    @Test func meshWithoutRoot() throws {
        let mesh = try Mesh(count: 5)
        let chain = try DraftedChain()
        let refusal = try #require(chain.refusal(presenting: mesh.presented))
        #expect([.work, .unknownIssuer].contains(refusal.rule), "\(refusal)")
    }

    /// The same with one trusted: it is found.
    @Test func meshWithRoot() throws {
        let mesh = try Mesh(count: 5)
        #expect(DraftedChain.refusal(presenting: mesh.presented, trusting: [mesh.selfSigned[4].der]) == nil)
    }

    @Test func cycle() throws {
        let a = CertificateDraft.authority("A")
        let b = CertificateDraft.authority("B")
        let signedA = try a.signed(by: b.signed())
        let signedB = try b.signed(by: signedA)
        let leaf = try CertificateDraft.leaf().signed(by: signedA)
        let chain = try DraftedChain()
        var limits = ValidationLimits()
        limits.depth = 1_000
        let refusal = chain.refusal(presenting: [leaf.der, signedA.der, signedB.der], limits)
        #expect(refusal?.rule == .unknownIssuer)
    }

    /// 64 authorities of one name and one identifier, and none of their keys is the one.
    @Test func manyKeysUnderOneName() throws {
        let chain = try DraftedChain()
        var limits = ValidationLimits()
        limits.certificateCount = 200
        let impostors = try (0..<100).map { _ in
            try CertificateDraft.authority("Intermediate").with {
                $0.set(.subjectKeyIdentifier(chain.authorities[0].keyIdentifier))
            }.signed(by: chain.root).der
        }
        let presented = [chain.leaf.der] + impostors
        #expect(chain.refusal(presenting: presented, limits)?.rule == .work)
        limits.signatureChecks = 1_000
        #expect(chain.refusal(presenting: presented + [chain.presented[1]], limits) == nil)
    }

    @Test func tooDeep() throws {
        let names = (0..<9).map { "Authority \($0)" }
        let deep = try DraftedChain { $0.authorities = names.map { .authority($0) } }
        #expect(deep.refusal()?.rule == .depth)
        let allowed = try DraftedChain { $0.authorities = names.dropLast().map { .authority($0) } }
        #expect(allowed.refusal() == nil)
    }

    @Test func tooManyBytes() throws {
        let chain = try DraftedChain {
            $0.authorities[0].set(DraftExtension("1.3.6.1.4.1.32473.2", [UInt8](repeating: 0, count: 1 << 20)))
        }
        #expect(chain.refusal()?.rule == .chainSize)
    }

    @Test func manyConstraintsAndNames() throws {
        let names = (0..<2_048).map { DraftName.dns("t\($0).test") } + [.dns("server.example")]
        let excluded = (0..<2_048).map { DraftName.dns("x\($0).test") }
        let chain = try DraftedChain { scene in
            scene.leaf.set(.subjectAlternativeName(names))
            scene.root.set(.nameConstraints(permitted: names + [.dns("test")], excluded: excluded))
        }
        #expect(chain.refusal()?.rule == .work)
    }

    @Test func manyConstraintsInEachAuthority() throws {
        let constraints = (0..<500).map { DraftName.dns("x\($0).test") }
        let chain = try DraftedChain { scene in
            scene.authorities = (0..<8).map { index in
                CertificateDraft.authority("Authority \(index)").with {
                    $0.set(.nameConstraints(excluded: constraints))
                }
            }
            scene.leaf.set(.subjectAlternativeName((0..<500).map { .dns("s\($0).example") } + [.dns("server.example")]))
        }
        #expect(chain.refusal()?.rule == .work)
    }

    /// Policies that each map to all of the next authority: in a tree they would double with every certificate.
    @Test func policiesThatMultiply() throws {
        let policies = (0..<20).map { "1.3.6.1.4.1.32473.1.\($0)" }
        let mappings = policies.flatMap { from in policies.map { (issuer: from, subject: $0) } }
        let encoded = DraftDER.sequence(
            of: mappings.map { DraftDER.sequence(DraftDER.object($0.issuer), DraftDER.object($0.subject)) })
        let list = DraftDER.sequence(of: policies.map { DraftDER.sequence(DraftDER.object($0)) })
        let chain = try DraftedChain { scene in
            scene.authorities = (0..<8).map { index in
                CertificateDraft.authority("Authority \(index)").with {
                    $0.set(DraftExtension(DraftExtension.Types.certificatePolicies, list))
                    $0.set(DraftExtension(DraftExtension.Types.policyMappings, critical: true, encoded))
                }
            }
            scene.leaf.set(DraftExtension(DraftExtension.Types.certificatePolicies, list))
        }
        #expect(chain.refusal() == nil)
        var limits = ValidationLimits()
        limits.nameComparisons = 1_000
        #expect(chain.refusal(limits)?.rule == .work)
    }
}

/// Authorities of which each has a certificate of every other.
private struct Mesh {
    let selfSigned: [DraftedCertificate]
    /// A leaf of the first, and all the certificates that authorities have of each other.
    let presented: [[UInt8]]

    init(count: Int) throws {
        let drafts = (0..<count).map { CertificateDraft.authority("Authority \($0)") }
        selfSigned = try drafts.map { try $0.signed() }
        var crossSigned: [[UInt8]] = []
        for (index, draft) in drafts.enumerated() {
            for (other, issuer) in selfSigned.enumerated() where other != index {
                crossSigned.append(try draft.signed(by: issuer).der)
            }
        }
        presented = [try CertificateDraft.leaf().signed(by: selfSigned[0]).der] + crossSigned
    }
}

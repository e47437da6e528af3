import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

/// Revocation as a part of path validation.
struct RevocationOnPathsTests {
    private typealias List = (draft: RevocationListDraft, signer: DraftedCertificate)

    private let scene: RevocationScene

    init() throws { scene = try RevocationScene() }

    private func refusal(
        _ lists: [List] = [], helpers: [DraftedCertificate] = [],
        _ change: (inout ValidationOptions) -> Void = { _ in }
    ) throws -> ValidationRefusal? {
        var options = ValidationOptions(time: RevocationScene.now)
        options.revocation = .required
        options.revocationLists = try lists.map { try CertificateRevocationList(der: $0.draft.signed(by: $0.signer)) }
        change(&options)
        let validator = PathValidator(roots: try TrustRoots(der: [scene.root.der]))
        do throws(ValidationRefusal) {
            let path = try validator.validate(([scene.leaf, scene.authority] + helpers).map(\.der), options)
            #expect(path.certificates == [scene.leaf, scene.authority, scene.root].map(\.der))
            return nil
        } catch {
            return error
        }
    }

    private var good: [List] {
        [(RevocationListDraft(), scene.root), (RevocationListDraft(), scene.authority)]
    }

    @Test func everyCertificateHasToBeKnown() throws {
        #expect(try refusal(good) == nil)
        let leafOnly = good.filter { $0.signer.der == scene.authority.der }
        #expect(try refusal(leafOnly)?.position == 1)
        #expect(try refusal(leafOnly)?.rule == .revocationUnknown)
        #expect(try refusal(leafOnly) { $0.revocation = .leafRequired } == nil)
        #expect(try refusal { $0.revocation = .ifKnown } == nil)
        #expect(try refusal()?.rule == .revocationUnknown)
    }

    @Test(arguments: RevocationPolicy.allCases) func revoked(_ policy: RevocationPolicy) throws {
        let leaf = try refusal([(.revoking(scene.leaf), scene.authority), (RevocationListDraft(), scene.root)]) {
            $0.revocation = policy
        }
        #expect(leaf?.rule == .revoked && leaf?.position == 0)
        let authority = try refusal([(.revoking(scene.authority), scene.root), good[1]]) {
            $0.revocation = policy
        }
        #expect(authority?.rule == .revoked && authority?.position == 1)
        #expect(authority.map { CertificateRefusal($0).reason } == .revoked)
    }

    /// The CRL signer comes with the chain and has a path of its own to the same root.
    @Test func signerBesideThePath() throws {
        let signer = try CertificateDraft.authority("CA").with { $0.set(.keyUsage(.crlSign)) }.signed(by: scene.root)
        let lists = [(RevocationListDraft(), signer), good[0]]
        #expect(try refusal(lists)?.rule == .revocationUnknown)
        #expect(try refusal(lists, helpers: [signer]) == nil)
        let bad = [(RevocationListDraft.revoking(scene.leaf), signer), good[0]]
        #expect(try refusal(bad, helpers: [signer])?.rule == .revoked)
        let expired = try CertificateDraft.authority("CA").with {
            $0.set(.keyUsage(.crlSign))
            $0.notAfter = DraftDER.time("2026-05-31T00:00:00Z")
        }.signed(by: scene.root)
        let late = [(RevocationListDraft(), expired), good[0]]
        #expect(try refusal(late, helpers: [expired])?.detail.contains("is not trusted") == true)
    }

    /// Lists whose signatures are wrong cost signature checks, which are bounded.
    @Test func workIsBounded() throws {
        let wrong = RevocationListDraft().with { $0.hasWrongSignature = true }
        let lists = (0..<80).map { number in (wrong.with { $0.number = number }, scene.authority) }
        #expect(try refusal(Array(lists[..<20]) + good) == nil)
        #expect(try refusal(lists + good)?.rule == .work)
    }
}

import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// Complete CRLs of the certificate's issuer (RFC 5280, Section 6.3.3).
struct RevocationCheckerTests {
    @Test func listed() throws {
        let scene = try RevocationScene()
        let list = try RevocationListDraft.revoking(scene.leaf, 1).signed(by: scene.authority)
        for policy in RevocationPolicy.allCases {
            let violation = try scene.violation([list], policy: policy)
            #expect(violation?.rule == .revoked)
            #expect(violation?.detail == "was revoked at 2026-04-01T00:00:00Z for keyCompromise")
        }
    }

    @Test func notListed() throws {
        let scene = try RevocationScene()
        let list = try RevocationListDraft(revoking: [.init([1]), .init([2])]).signed(by: scene.authority)
        #expect(try scene.violation([list]) == nil)
    }

    @Test func theAnchorIsNotAsked() throws {
        let scene = try RevocationScene()
        let list = try RevocationListDraft.revoking(scene.root).signed(by: scene.root)
        #expect(try scene.violation(at: 2, [list]) == nil)
        #expect(try scene.violation(at: 1, [list]) == nil)
    }

    @Test(arguments: RevocationPolicy.allCases) func nothingKnown(_ policy: RevocationPolicy) throws {
        let scene = try RevocationScene()
        let unrelated = try RevocationScene()
        let list = try RevocationListDraft.revoking(unrelated.root).with { $0.issuer = DraftDER.name("Other") }
            .signed(by: unrelated.root)
        for lists in [[], [list]] {
            let leaf = try scene.violation(lists, policy: policy)
            let authority = try scene.violation(at: 1, lists, policy: policy)
            #expect((leaf?.rule == .revocationUnknown) == (policy != .ifKnown))
            #expect((authority?.rule == .revocationUnknown) == (policy == .required))
        }
    }

    struct Unusable: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let explanation: String
        let change: @Sendable (inout RevocationListDraft) -> Void

        init(_ name: String, _ explanation: String, _ change: @escaping @Sendable (inout RevocationListDraft) -> Void) {
            testDescription = name
            self.explanation = explanation
            self.change = change
        }

        static let all = [
            Unusable("stale", "is stale: a new one was due at 2026-05-31T23:59:59Z") {
                $0.nextUpdate = DraftDER.time("2026-05-31T23:59:59Z")
            },
            Unusable("from the future", "is from the future") { $0.thisUpdate = DraftDER.time("2026-06-01T00:00:01Z") },
            Unusable("without an end", "has no nextUpdate") { $0.nextUpdate = nil },
            Unusable("without a number", "has no cRLNumber") { $0.number = nil },
            Unusable("wrong signature", "no key of \"CN=CA\" at hand signed its CRL") { $0.hasWrongSignature = true },
            Unusable("critical number", "has a critical cRLNumber") {
                $0.number = nil
                $0.extensions.append(DraftExtension("2.5.29.20", critical: true, DraftDER.integer(7)))
            },
            Unusable("unknown critical extension", "has the unknown critical extension 1.2.3.4") {
                $0.extensions.append(DraftExtension("1.2.3.4", critical: true, DraftDER.null))
            },
            Unusable("unknown critical extension of an entry", "has an entry with an unknown critical extension") {
                $0.entries = [.init([1], [DraftExtension("1.2.3.4", critical: true, DraftDER.null)])]
            },
            Unusable("certificateIssuer in a direct one", "has an entry with a certificateIssuer but is not indirect") {
                let name = DraftDER.sequence(DraftDER.explicit(4, DraftDER.name("Other")))
                $0.entries = [.init([1], [DraftExtension("2.5.29.29", critical: true, name)])]
            },
            Unusable("removal in a complete one", "is complete but has an entry removeFromCRL") {
                $0.entries = [.init([1], [RevocationListDraft.Entry.reason(8)])]
            },
            Unusable("issuer of another name", "no CRL of \"CN=CA\" is at hand") { $0.issuer = DraftDER.name("C") },
            Unusable("a delta alone", "no CRL of \"CN=CA\" is at hand") { $0 = $0.delta(base: 1) },
        ]
    }

    @Test(arguments: Unusable.all) func unusable(_ mistake: Unusable) throws {
        let scene = try RevocationScene()
        let right = try RevocationListDraft().signed(by: scene.authority)
        let wrong = try RevocationListDraft().with(mistake.change).signed(by: scene.authority)
        let violation = try scene.violation([wrong])
        #expect(violation?.rule == .revocationUnknown)
        #expect(violation?.detail.contains(mistake.explanation) == true, "\(violation?.detail ?? "accepted")")
        // One that is of no use does not spoil one that is.
        #expect(try scene.violation([wrong, right]) == nil)
        #expect(try scene.violation([right, wrong]) == nil)
    }

    @Test(arguments: ["2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z"]) func timesAreInclusive(_ text: String) throws {
        let scene = try RevocationScene()
        let list = try RevocationListDraft().signed(by: scene.authority)
        let time = text.hasPrefix("2026-05") ? Int64(1_777_593_600) : 1_782_864_000
        #expect(CertificateTime(secondsSinceEpoch: time).description == text)
        #expect(try scene.violation([list], time: CertificateTime(secondsSinceEpoch: time)) == nil)
        let outside = CertificateTime(secondsSinceEpoch: time + (text.hasPrefix("2026-05") ? -1 : 1))
        #expect(try scene.violation([list], time: outside)?.rule == .revocationUnknown)
    }

    @Test func newestListCounts() throws {
        let scene = try RevocationScene()
        let old = try RevocationListDraft.revoking(scene.leaf, 6).signed(by: scene.authority)
        let new = try RevocationListDraft().with { $0.number = 300 }.signed(by: scene.authority)
        #expect(try scene.violation([old, new]) == nil)
        #expect(try scene.violation([new, old]) == nil)
    }

    @Test func keyUsage() throws {
        var draft = CertificateDraft.authority("CA")
        draft.set(.keyUsage(.keyCertSign))
        let scene = try RevocationScene(authority: draft)
        let list = try RevocationListDraft().signed(by: scene.authority)
        #expect(try scene.violation([list])?.detail.contains("does not allow cRLSign") == true)
        draft.remove(DraftExtension.Types.keyUsage)
        let free = try RevocationScene(authority: draft)
        #expect(try free.violation([RevocationListDraft().signed(by: free.authority)]) == nil)
    }

    @Test func sameNameOtherKey() throws {
        let scene = try RevocationScene()
        let stranger = try CertificateDraft.authority("CA").signed(by: CertificateDraft.authority("Root").signed())
        var seen = scene
        seen.others = [stranger]
        let list = try RevocationListDraft.revoking(scene.leaf).signed(by: stranger)
        #expect(try scene.violation([list])?.rule == .revocationUnknown)
        #expect(try seen.violation([list])?.rule == .revocationUnknown)
    }

    /// PKITS 4.4.19 to 4.4.21: a CA with separate keys for certificates and CRLs.
    @Test func separateKeys() throws {
        var scene = try RevocationScene()
        let signer = try CertificateDraft.authority("CA").with { $0.set(.keyUsage(.crlSign)) }.signed(by: scene.root)
        let ofRoot = try RevocationListDraft().signed(by: scene.root)
        let good = try RevocationListDraft().signed(by: signer)
        let bad = try RevocationListDraft.revoking(scene.leaf).signed(by: signer)
        #expect(try scene.violation([ofRoot, good])?.rule == .revocationUnknown)
        scene.others = [signer]
        #expect(try scene.violation([ofRoot, good]) == nil)
        #expect(try scene.violation([ofRoot, bad])?.rule == .revoked)
        // The status of the signer itself is not known.
        #expect(try scene.violation([good])?.detail.contains("is not trusted") == true)
        #expect(try scene.violation([good], policy: .leafRequired) == nil)
        let revoked = try RevocationListDraft.revoking(signer).signed(by: scene.root)
        #expect(try scene.violation([revoked, good])?.rule == .revocationUnknown)
    }

    @Test func signaturesAreCheckedOnce() throws {
        let scene = try RevocationScene()
        let list = try CertificateRevocationList(der: RevocationListDraft().signed(by: scene.authority))
        let authority = try ParsedCertificate(der: scene.authority.der)
        var limits = ValidationLimits()
        limits.signatureChecks = 1
        var budget = WorkBudget(limits)
        for _ in 0..<3 { #expect(try list.isSigned(by: authority, &budget)) }
        let copy = list
        #expect(try copy.isSigned(by: authority, &budget))
        let other = try ParsedCertificate(der: scene.root.der)
        #expect(throws: RuleViolation.self) { _ = try list.isSigned(by: other, &budget) }
    }
}

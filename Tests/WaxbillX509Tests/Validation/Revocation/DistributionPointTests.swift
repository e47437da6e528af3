import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// Which CRLs are about which certificates (RFC 5280, Section 6.3.3 (b), (d), (e)).
struct DistributionPointTests {
    private static let first = DistributionPointName.uri("http://ca.example/1.crl")
    private static let second = DistributionPointName.uri("http://ca.example/2.crl")
    /// The contents of a relative name.
    private static let relative = DistributionPointName.nameRelativeToCRLIssuer(
        DraftDER.sequence(DraftDER.object(AttributeType.organization), DraftDER.utf8("CRL 1")))

    @Test func namesHaveToMeet() throws {
        let scene = try RevocationScene(leaf: [.distributionPoints(DraftExtension.point(Self.first))])
        let right = RevocationListDraft().about { $0.name = Self.first }
        let wrong = RevocationListDraft().about { $0.name = Self.second }
        #expect(try scene.violation([right.signed(by: scene.authority)]) == nil)
        let violation = try scene.violation([wrong.signed(by: scene.authority)])
        #expect(violation?.detail.contains("is of another distribution point") == true)
        // A list without a name is about all (PKITS 4.14.10).
        #expect(try scene.violation([RevocationListDraft().signed(by: scene.authority)]) == nil)
    }

    @Test func namesOfAListHaveToBeTheCertificates() throws {
        let scene = try RevocationScene()
        let list = try RevocationListDraft().about { $0.name = Self.first }.signed(by: scene.authority)
        #expect(try scene.violation([list])?.rule == .revocationUnknown)
    }

    @Test func relativeNames() throws {
        let full = DraftDER.name(
            (AttributeType.commonName, DraftDER.utf8("CA")), (AttributeType.organization, DraftDER.printable("crl  1")))
        let fullName = DistributionPointName.fullName([DraftDER.explicit(4, full)])
        for ofCertificate in [Self.relative, fullName] {
            let scene = try RevocationScene(leaf: [.distributionPoints(DraftExtension.point(ofCertificate))])
            for ofList in [Self.relative, fullName] {
                let list = try RevocationListDraft().about { $0.name = ofList }.signed(by: scene.authority)
                #expect(try scene.violation([list]) == nil)
            }
            let list = try RevocationListDraft().about { $0.name = Self.first }.signed(by: scene.authority)
            #expect(try scene.violation([list])?.rule == .revocationUnknown)
        }
    }

    @Test func kindsOfCertificates() throws {
        let scene = try RevocationScene()
        func violation(_ index: Int, _ change: (inout IssuingDistributionPoint) -> Void) throws -> RuleViolation? {
            let signer = index == 0 ? scene.authority : scene.root
            return try scene.violation(at: index, [RevocationListDraft().about(change).signed(by: signer)])
        }
        #expect(try violation(0) { $0.onlyContainsUserCerts = true } == nil)
        #expect(try violation(0) { $0.onlyContainsCACerts = true }?.rule == .revocationUnknown)
        #expect(try violation(0) { $0.onlyContainsAttributeCerts = true }?.rule == .revocationUnknown)
        #expect(try violation(1) { $0.onlyContainsUserCerts = true }?.rule == .revocationUnknown)
        #expect(try violation(1) { $0.onlyContainsCACerts = true } == nil)
        #expect(try violation(1) { $0.onlyContainsAttributeCerts = true }?.rule == .revocationUnknown)
    }

    @Test func reasonsAddUp() throws {
        let scene = try RevocationScene()
        let compromise: RevocationReasons = [.keyCompromise, .cACompromise]
        let some = RevocationListDraft().about { $0.onlySomeReasons = compromise }
        let rest = RevocationListDraft().about { $0.onlySomeReasons = .all.subtracting(compromise) }
        let lists = try [some, rest].map { try $0.signed(by: scene.authority) }
        let violation = try scene.violation([lists[0]])
        #expect(violation?.detail.contains("are about some reasons only") == true)
        #expect(try scene.violation([lists[1]])?.rule == .revocationUnknown)
        #expect(try scene.violation(lists) == nil)
        let revoking = try RevocationListDraft.revoking(scene.leaf, 4)
            .about { $0.onlySomeReasons = .all.subtracting(compromise) }.signed(by: scene.authority)
        #expect(try scene.violation([lists[0], revoking])?.rule == .revoked)
        #expect(try scene.violation([revoking], policy: .ifKnown)?.rule == .revoked)
    }

    @Test func reasonsOfThePoint() throws {
        let points = DraftExtension.distributionPoints(
            DraftExtension.point(Self.first, reasons: [.keyCompromise]),
            DraftExtension.point(Self.second, reasons: .all.subtracting([.keyCompromise])))
        let scene = try RevocationScene(leaf: [points])
        let first = try RevocationListDraft().about { $0.name = Self.first }.signed(by: scene.authority)
        let second = try RevocationListDraft().about { $0.name = Self.second }.signed(by: scene.authority)
        #expect(try scene.violation([first])?.rule == .revocationUnknown)
        #expect(try scene.violation([second])?.rule == .revocationUnknown)
        #expect(try scene.violation([first, second]) == nil)
    }

    @Test func malformedPoints() throws {
        let scene = try RevocationScene(leaf: [.distributionPoints()])
        let list = try RevocationListDraft().signed(by: scene.authority)
        #expect(try scene.violation([list])?.rule == .malformedExtension)
    }
}

/// CRLs of another issuer than the certificate's (RFC 5280, Sections 5.2.5 and 5.3.3).
struct IndirectRevocationTests {
    private let name = DraftDER.name("CRL issuer")

    private func scene(_ change: (inout CertificateDraft) -> Void = { _ in }) throws -> RevocationScene {
        var scene = try RevocationScene(leaf: [.distributionPoints(DraftExtension.point(issuer: name))])
        let draft = CertificateDraft.authority("CRL issuer").with { $0.set(.keyUsage(.crlSign)) }.with(change)
        scene.others = [try draft.signed(by: scene.root)]
        return scene
    }

    private func certificateIssuer(_ name: [UInt8]) -> DraftExtension {
        DraftExtension(
            DraftExtension.Types.certificateIssuer, critical: true, DraftDER.sequence(DraftDER.explicit(4, name)))
    }

    @Test func entriesNameTheirIssuer() throws {
        let scene = try scene()
        let serial = scene.leaf.serial
        func violation(_ entries: [RevocationListDraft.Entry]) throws -> RuleViolation? {
            let list = RevocationListDraft(revoking: entries).about { $0.indirectCRL = true }
            return try scene.violation([list.signed(by: scene.others[0])], policy: .leafRequired)
        }
        let issuer = certificateIssuer(scene.authority.subject)
        let other = certificateIssuer(DraftDER.name("Other"))
        #expect(try violation([]) == nil)
        #expect(try violation([.init(serial, [issuer])])?.rule == .revoked)
        // Without one it is the list's own, then that of the entry before.
        #expect(try violation([.init(serial)]) == nil)
        #expect(try violation([.init([1], [issuer]), .init(serial)])?.rule == .revoked)
        #expect(try violation([.init([1], [issuer]), .init([2], [other]), .init(serial)]) == nil)
        #expect(try violation([.init(serial, [other]), .init(serial, [issuer])])?.rule == .revoked)
    }

    @Test func theListHasToSayThatItIsIndirect() throws {
        let scene = try scene()
        let list = try RevocationListDraft().signed(by: scene.others[0])
        #expect(try scene.violation([list], policy: .leafRequired)?.detail.contains("is not an indirect one") == true)
    }

    /// Its issuer needs a path to the same anchor.
    @Test func theIssuerHasToBeTrusted() throws {
        var scene = try scene()
        let stranger = try CertificateDraft.authority("Root").signed()
        scene.others = [try CertificateDraft.authority("CRL issuer").signed(by: stranger)]
        let list = try RevocationListDraft().about { $0.indirectCRL = true }.signed(by: scene.others[0])
        #expect(try scene.violation([list], policy: .leafRequired)?.detail.contains("is not trusted") == true)
    }

    /// A CA's list that is about others as well is still about its own certificates (PKITS 4.14.22).
    @Test func ownCertificates() throws {
        let scene = try RevocationScene()
        let good = try RevocationListDraft().about { $0.indirectCRL = true }.signed(by: scene.authority)
        let bad = try RevocationListDraft.revoking(scene.leaf).about { $0.indirectCRL = true }
            .signed(by: scene.authority)
        #expect(try scene.violation([good]) == nil)
        #expect(try scene.violation([bad])?.rule == .revoked)
    }

    /// The distribution point of the list is one of the names of its issuer (PKITS 4.14.28).
    @Test func listNamedAsItsIssuer() throws {
        let scene = try scene()
        for (text, isRight) in [("CRL issuer", true), ("Somebody", false)] {
            let list = RevocationListDraft().about {
                $0.indirectCRL = true
                $0.name = .fullName([DraftDER.explicit(4, DraftDER.name(text))])
            }
            let violation = try scene.violation([list.signed(by: scene.others[0])], policy: .leafRequired)
            #expect((violation == nil) == isRight)
        }
    }

    /// An issuer whose own certificate is in the scope of its own list (PKITS 4.14.30).
    @Test func issuerOfItsOwnStatus() throws {
        let scene = try scene { $0.extensions.append(.distributionPoints(DraftExtension.point(issuer: self.name))) }
        let list = RevocationListDraft().about { $0.indirectCRL = true }
        #expect(try scene.violation([list.signed(by: scene.others[0])]) == nil)
        let issuer = certificateIssuer(scene.root.subject)
        let own = RevocationListDraft(revoking: [.init(scene.others[0].serial, [issuer])])
            .about { $0.indirectCRL = true }
        #expect(try scene.violation([own.signed(by: scene.others[0])])?.rule == .revocationUnknown)
    }
}

/// Delta CRLs (RFC 5280, Section 5.2.4).
struct DeltaRevocationTests {
    private func violation(
        _ base: RevocationListDraft, _ delta: RevocationListDraft, _ scene: RevocationScene
    ) throws -> RuleViolation? {
        let lists = try [base.with { $0.number = 10 }, delta].map { try $0.signed(by: scene.authority) }
        let violation = try scene.violation(lists)
        #expect(try scene.violation(lists.reversed()) == violation)
        return violation
    }

    private func delta(_ code: UInt8? = nil, base: Int = 10, number: Int = 11, of scene: RevocationScene)
        -> RevocationListDraft
    {
        let draft = code.map { RevocationListDraft.revoking(scene.leaf, $0) } ?? RevocationListDraft()
        return draft.delta(base: base).with { $0.number = number }
    }

    @Test func deltaRevokes() throws {
        let scene = try RevocationScene()
        #expect(try violation(RevocationListDraft(), delta(of: scene), scene) == nil)
        #expect(try violation(RevocationListDraft(), delta(1, of: scene), scene)?.rule == .revoked)
        #expect(try violation(.revoking(scene.leaf), delta(of: scene), scene)?.rule == .revoked)
    }

    @Test func deltaTakesBack() throws {
        let scene = try RevocationScene()
        #expect(try violation(.revoking(scene.leaf, 6), delta(8, of: scene), scene) == nil)
    }

    @Test(arguments: [(base: 10, number: 11, true), (5, 11, true), (11, 12, false), (5, 10, false), (5, 9, false)])
    func numbers(_ base: Int, _ number: Int, _ isOf: Bool) throws {
        let scene = try RevocationScene()
        let violation = try violation(
            RevocationListDraft(), delta(1, base: base, number: number, of: scene), scene)
        #expect((violation?.rule == .revoked) == isOf)
    }

    /// A list that has ended is good together with a delta that has not.
    @Test func staleBase() throws {
        let scene = try RevocationScene()
        let stale = RevocationListDraft().with { $0.nextUpdate = DraftDER.time("2026-05-15T00:00:00Z") }
        #expect(try violation(stale, delta(of: scene), scene) == nil)
        #expect(try violation(stale, delta(1, of: scene), scene)?.rule == .revoked)
        // PKITS 4.15.10
        #expect(try violation(stale, delta(base: 11, number: 12, of: scene), scene)?.rule == .revocationUnknown)
        let forged = delta(of: scene).with { $0.hasWrongSignature = true }
        #expect(try violation(stale, forged, scene)?.rule == .revocationUnknown)
    }

    @Test func deltasOfNoUse() throws {
        let scene = try RevocationScene()
        let base = RevocationListDraft.revoking(scene.leaf, 6)
        let removal = delta(8, of: scene)
        let wrong = [
            removal.with { $0.nextUpdate = DraftDER.time("2026-05-15T00:00:00Z") },
            removal.with { $0.thisUpdate = DraftDER.time("2026-06-15T00:00:00Z") },
            removal.with { $0.hasWrongSignature = true },
            removal.about { $0.onlyContainsUserCerts = true },
            removal.with { $0.addsAuthorityKeyIdentifier = false },
            removal.with { $0.extensions.append(DraftExtension("1.2.3.4", critical: true, DraftDER.null)) },
        ]
        for wrong in wrong { #expect(try violation(base, wrong, scene)?.rule == .revoked) }
    }
}

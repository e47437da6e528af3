import WaxbillTestSupport
import WaxbillX509

private typealias Types = DraftExtension.Types

extension VerificationLine {
    /// RFC 5280, Sections 5 and 6.3: CRLs.
    static let revocation: [VerificationLine] = [
        checked("nobody revoked") { _ in },
        revoked("the leaf") { $0.crls[1].draft.entries = [.init($0.leaf.serial)] },
        revoked("the authority") { $0.crls[0].draft.entries = [.init($0.authority.serial)] },
        checked("somebody else") { $0.crls[1].draft.entries = [.init([1, 2, 3])] },
        checked("the leaf's number by another issuer") { $0.crls[0].draft.entries = [.init($0.leaf.serial)] },
        revoked("the leaf, for a compromised key") {
            $0.crls[1].draft.entries = [.init($0.leaf.serial, [RevocationListDraft.Entry.reason(1)])]
        },
        revoked("the leaf, on hold") {
            $0.crls[1].draft.entries = [.init($0.leaf.serial, [RevocationListDraft.Entry.reason(6)])]
        },
        revoked("the last of a thousand") { scene in
            scene.crls[1].draft.entries = (0..<999).map { .init([1, UInt8($0 / 256), UInt8($0 % 256)]) }
            scene.crls[1].draft.entries.append(.init(scene.leaf.serial))
        },
        unknown("no CRL about the leaf") { $0.crls.removeLast() },
        unknown("no CRL about the authority") { $0.crls.removeFirst() },
        unknown("a stale CRL") { $0.crls[1].draft.nextUpdate = DraftDER.time("2026-05-15T00:00:00Z") },
        unknown("a CRL of tomorrow") { $0.crls[1].draft.thisUpdate = DraftDER.time("2026-06-02T00:00:00Z") },
        unknown("a CRL that never ends") { $0.crls[1].draft.nextUpdate = nil },
        unknown("a CRL with a wrong signature") { $0.crls[1].draft.hasWrongSignature = true },
        unknown("a CRL of an issuer that may not sign it") { $0.authority.set(.keyUsage(.keyCertSign)) },
        checked("a CRL of an issuer without key usage") { $0.authority.remove(Types.keyUsage) },
        unknown("a CRL without number") { $0.crls[1].draft.number = nil },
        unknown("a critical number") { scene in
            scene.crls[1].draft.number = nil
            scene.crls[1].draft.extensions = [DraftExtension(Types.crlNumber, critical: true, DraftDER.integer(1))]
        },
        unknown("a critical extension that nobody knows") {
            $0.crls[1].draft.extensions = [DraftExtension("1.3.6.1.4.1.32473.2", critical: true, DraftDER.null)]
        },
        revoked("the leaf, with an unknown extension") {
            $0.crls[1].draft.entries = [.init($0.leaf.serial, [DraftExtension("1.3.6.1.4.1.32473.2", DraftDER.null)])]
        },
        unknown("a CRL by a stranger of the issuer's name") { scene in
            scene.crls[1].signer = .other(try CertificateDraft.authority("Intermediate").signed())
        },
        unknown("a CRL signed by the leaf") { scene in
            scene.crls[1].signer = .leaf
            scene.crls[1].draft.issuer = scene.authority.subject
        },
        unknown("a CRL about authorities only") {
            $0.crls[1].draft.extensions = [issuingDistributionPoint(DraftDER.implicit(2, [0xff]))]
        },
        checked("a CRL about leaves only") {
            $0.crls[1].draft.extensions = [issuingDistributionPoint(DraftDER.implicit(1, [0xff]))]
        },
        unknown("a CRL about attribute certificates only") {
            $0.crls[1].draft.extensions = [issuingDistributionPoint(DraftDER.implicit(5, [0xff]))]
        },
        unknown("a CRL for some reasons") {
            $0.crls[1].draft.extensions = [issuingDistributionPoint(DraftDER.implicit(3, [6, 0x40]))]
        },
        unknown("a CRL of another distribution point") { scene in
            scene.crls[1].draft.extensions = [issuingDistributionPoint(pointName("http://crl.example/a"))]
            scene.leaf.set(
                DraftExtension(
                    Types.crlDistributionPoints,
                    DraftDER.sequence(DraftDER.sequence(pointName("http://crl.example/b")))))
        },
        checked("a CRL of the leaf's distribution point") { scene in
            scene.crls[1].draft.extensions = [issuingDistributionPoint(pointName("http://crl.example/a"))]
            scene.leaf.set(
                DraftExtension(
                    Types.crlDistributionPoints,
                    DraftDER.sequence(DraftDER.sequence(pointName("http://crl.example/a")))))
        },
        revoked("the leaf, in a delta CRL") { scene in
            scene.crls.append((delta([.init(scene.leaf.serial)]), .authority(0)))
        },
        checked("the leaf, taken off hold by a delta CRL") { scene in
            scene.crls[1].draft.entries = [.init(scene.leaf.serial, [RevocationListDraft.Entry.reason(6)])]
            scene.crls.append((delta([.init(scene.leaf.serial, [RevocationListDraft.Entry.reason(8)])]), .authority(0)))
        },
        unknown("a delta CRL without a complete one") { scene in
            scene.crls[1].draft = delta([])
        },
    ]

    private static func checked(
        _ what: String, _ change: @escaping @Sendable (inout LineScene) throws -> Void
    ) -> VerificationLine {
        .good("revocation: \(what)") { scene in
            scene.checkRevocation()
            try change(&scene)
        }
    }

    private static func revoked(
        _ what: String, _ change: @escaping @Sendable (inout LineScene) throws -> Void
    ) -> VerificationLine {
        .bad("revocation: \(what) is revoked", .revoked) { scene in
            scene.checkRevocation()
            try change(&scene)
        }
    }

    private static func unknown(
        _ what: String, _ change: @escaping @Sendable (inout LineScene) throws -> Void
    ) -> VerificationLine {
        .bad("revocation: \(what)", .revocationUnknown) { scene in
            scene.checkRevocation()
            try change(&scene)
        }
    }

    private static func issuingDistributionPoint(_ field: [UInt8]) -> DraftExtension {
        DraftExtension(Types.issuingDistributionPoint, critical: true, DraftDER.sequence(field))
    }

    /// A DistributionPointName in its field.
    private static func pointName(_ uri: String) -> [UInt8] {
        DraftDER.explicit(0, DraftDER.explicit(0, DraftName.uri(uri).der))
    }

    private static func delta(_ entries: [RevocationListDraft.Entry]) -> RevocationListDraft {
        RevocationListDraft(revoking: entries).with {
            $0.number = 2
            $0.extensions = [DraftExtension(Types.deltaCRLIndicator, critical: true, DraftDER.integer(1))]
        }
    }
}

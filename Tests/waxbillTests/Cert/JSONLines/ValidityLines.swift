import WaxbillTestSupport
import WaxbillX509

extension VerificationLine {
    /// RFC 5280, Sections 4.1.2.5 and 6.1.3 (a)(2).
    static let validity: [VerificationLine] = [
        .bad("validity: a leaf of yesterday", .validity) { $0.leaf.notAfter = DraftDER.time("2026-05-31T00:00:00Z") },
        .bad("validity: a leaf of tomorrow", .validity) { $0.leaf.notBefore = DraftDER.time("2026-06-02T00:00:00Z") },
        .bad("validity: an authority of yesterday", .validity) {
            $0.authority.notAfter = DraftDER.time("2026-05-31T00:00:00Z")
        },
        .bad("validity: an authority of tomorrow", .validity) {
            $0.authority.notBefore = DraftDER.time("2026-06-02T00:00:00Z")
        },
        .bad("validity: a root of yesterday", .validity) { $0.root.notAfter = DraftDER.time("2026-05-31T00:00:00Z") },
        .good("validity: the first second") { $0.leaf.notBefore = DraftDER.time("2026-06-01T00:00:00Z") },
        .good("validity: the last second") { $0.leaf.notAfter = DraftDER.time("2026-06-01T00:00:00Z") },
        .bad("validity: the second before the first", .validity) {
            $0.leaf.notBefore = DraftDER.time("2026-06-01T00:00:01Z")
        },
        .bad("validity: the second after the last", .validity) {
            $0.leaf.notAfter = DraftDER.time("2026-05-31T23:59:59Z")
        },
        .good("validity: until the year 9999") { $0.root.notAfter = DraftDER.time("9999-12-31T23:59:59Z") },
        .good("validity: from 1950 on") { $0.root.notBefore = DraftDER.time("1950-01-01T00:00:00Z") },
        .bad("validity: the 13th month", .malformedCertificate) {
            $0.leaf.notAfter = DraftDER.element(0x17, Array("271301000000Z".utf8))
        },
        .bad("validity: no seconds", .malformedCertificate) {
            $0.leaf.notAfter = DraftDER.element(0x17, Array("2701010000Z".utf8))
        },
        .bad("validity: an offset", .malformedCertificate) {
            $0.leaf.notAfter = DraftDER.element(0x17, Array("270101000000+0100".utf8))
        },
        .bad("validity: fractions of a second", .malformedCertificate) {
            $0.leaf.notAfter = DraftDER.element(0x18, Array("20270101000000.5Z".utf8))
        },
        .good("validity: asked with an offset") {
            $0.leaf.notAfter = DraftDER.time("2026-06-01T00:00:00Z")
            $0["time"] = "2026-06-01T02:00:00+02:00"
        },
        .bad("validity: asked in milliseconds", .validity) {
            $0.leaf.notAfter = DraftDER.time("2026-06-01T00:00:00Z")
            $0["time"] = "2026-06-01T00:00:01.500Z"
        },
        .good("validity: another way around an authority of yesterday") { scene in
            let draft = CertificateDraft.authority("Intermediate").with { $0.key = scene.authority.key }
            let old = draft.with { $0.notAfter = DraftDER.time("2026-05-31T00:00:00Z") }
            scene.otherIntermediates = [try old.signed(by: scene.root.signed())]
            scene.authority = draft
        },
    ]
}

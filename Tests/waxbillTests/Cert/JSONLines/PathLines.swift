import WaxbillTestSupport
import WaxbillX509

private let serverAuth = "1.3.6.1.5.5.7.3.1"
private let clientAuth = "1.3.6.1.5.5.7.3.2"
private let anyPurpose = "2.5.29.37.0"

extension VerificationLine {
    /// RFC 5280, Section 6.1: from the leaf to an anchor.
    static let paths: [VerificationLine] = [
        .bad("paths: nobody is trusted", .unknownIssuer) { $0.trustsRoot = false },
        .bad("paths: another root is trusted", .unknownIssuer) { scene in
            scene.trustsRoot = false
            scene.otherTrust = [try CertificateDraft.authority("Other").signed()]
        },
        .bad("paths: another root of the same name", .unknownIssuer) { scene in
            scene.trustsRoot = false
            scene.otherTrust = [try CertificateDraft.authority("Root").signed()]
        },
        .bad("paths: an authority is missing", .unknownIssuer) { $0.presentsAuthorities = false },
        .bad("paths: a leaf that signed itself", .unknownIssuer) { scene in
            scene.presentsAuthorities = false
            scene["leaf"] = try scene.leaf.signed().pem
        },
        .good("paths: authorities in any order") { scene in
            scene.authorities = ["A", "B", "C"].map { .authority($0) }
            let root = try scene.root.signed()
            let a = try scene.authorities[0].signed(by: root)
            let b = try scene.authorities[1].signed(by: a)
            scene.otherIntermediates = [a, try scene.authorities[2].signed(by: b), b]
            scene.presentsAuthorities = false
        },
        .good("paths: strangers among the authorities") { scene in
            scene.otherIntermediates = try (0..<5).map { try CertificateDraft.authority("Stranger \($0)").signed() }
        },
        .good("paths: the root is presented too") { scene in
            scene.otherIntermediates = [try scene.root.signed()]
        },
        .good("paths: the authority is trusted, not the root") { scene in
            scene.trustsRoot = false
            scene.otherTrust = [try scene.authority.signed(by: scene.root.signed())]
        },
        .good("paths: another key under the authority's name") { scene in
            scene.otherIntermediates = [try CertificateDraft.authority("Intermediate").signed(by: scene.root.signed())]
        },
        .good("paths: two authorities that vouch for each other") { scene in
            let other = CertificateDraft.authority("Other")
            let own = try scene.authority.signed()
            let signedOther = try other.signed(by: own)
            scene.otherIntermediates = [signedOther, try scene.authority.signed(by: signedOther)]
        },
        .bad("paths: a circle without end", .unknownIssuer) { scene in
            let a = CertificateDraft.authority("Intermediate").with { $0.key = scene.authority.key }
            let b = CertificateDraft.authority("B")
            let signedB = try b.signed(by: try a.signed())
            scene.otherIntermediates = [signedB, try a.signed(by: signedB)]
            scene.presentsAuthorities = false
        },
        .bad("paths: an authority that is none", .basicConstraints) {
            $0.authority.set(.basicConstraints(authority: false))
            $0.authority.set(.keyUsage(.digitalSignature))
        },
        .bad("paths: an authority that does not say so", .basicConstraints) {
            $0.authority.remove(DraftExtension.Types.basicConstraints)
        },
        .bad("paths: a root that does not say so", .basicConstraints) {
            $0.root.remove(DraftExtension.Types.basicConstraints)
        },
        .good("paths: a path length that is enough") {
            $0.authority.set(.basicConstraints(authority: true, pathLength: 0))
        },
        .bad("paths: a path length that is not", .pathLength) { scene in
            scene.authorities = [.authority("A", pathLength: 0), .authority("B")]
        },
        .bad("paths: the root's path length", .pathLength) { scene in
            scene.root.set(.basicConstraints(authority: true, pathLength: 0))
        },
        .good("paths: who issued itself does not count") { scene in
            scene.authorities = [.authority("A", pathLength: 0), .authority("A")]
        },
        .bad("paths: a path length without keyCertSign", .keyUsage) { scene in
            scene.authority.set(.basicConstraints(authority: true, pathLength: 0))
            scene.authority.set(.keyUsage(.crlSign))
        },
        .bad("paths: an authority that may not sign", .keyUsage) { $0.authority.set(.keyUsage(.crlSign)) },
        .bad("paths: a root that may not sign", .keyUsage) { $0.root.set(.keyUsage(.crlSign)) },
        .good("paths: an authority without key usage") { $0.authority.remove(DraftExtension.Types.keyUsage) },
        .good("paths: as deep as allowed") { $0["maxDepth"] = 1 },
        .bad("paths: deeper than allowed", .depth) { $0["maxDepth"] = 0 },
        .good("paths: no depth is enough below the root") { scene in
            scene.authorities = []
            scene["maxDepth"] = 0
        },
        .good("paths: a leaf that is an authority") {
            $0.leaf.set(.basicConstraints(authority: true))
            $0.leaf.set(.keyUsage(.keyCertSign, .digitalSignature))
        },
    ]

    /// RFC 5280, Sections 4.2.1.3 and 4.2.1.12.
    static let purposes: [VerificationLine] = [
        .bad("purposes: a client's certificate for a server", .extendedKeyUsage) {
            $0.leaf.set(.extendedKeyUsage(clientAuth))
        },
        .bad("purposes: a server's certificate for a client", .extendedKeyUsage) { $0["purpose"] = "client" },
        .good("purposes: a client's certificate for a client") { scene in
            scene.leaf.set(.extendedKeyUsage(clientAuth))
            scene["purpose"] = "client"
        },
        .good("purposes: both") { scene in
            scene.leaf.set(.extendedKeyUsage(serverAuth, clientAuth))
            scene["purpose"] = "client"
        },
        .good("purposes: none named") { $0.leaf.remove(DraftExtension.Types.extendedKeyUsage) },
        .good("purposes: none asked for") { scene in
            scene.leaf.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.3"))
            scene["purpose"] = "any"
        },
        // RFC 5280, Section 4.2.1.12, lets applications ask for the purpose by name.
        .bad("purposes: any, which names none", .extendedKeyUsage) { $0.leaf.set(.extendedKeyUsage(anyPurpose)) },
        .good("purposes: any, in an authority") { $0.authority.set(.extendedKeyUsage(anyPurpose)) },
        .bad("purposes: an authority for clients only", .extendedKeyUsage) {
            $0.authority.set(.extendedKeyUsage(clientAuth))
        },
        .good("purposes: an authority for servers") { $0.authority.set(.extendedKeyUsage(serverAuth)) },
        .bad("purposes: a leaf that may sign certificates", .keyUsage) {
            $0.leaf.set(.keyUsage(.digitalSignature, .keyCertSign))
        },
    ]
}

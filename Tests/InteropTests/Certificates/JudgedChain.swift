import Foundation
import Synchronization
import WaxbillX509

/// What a verifier is asked about.
struct JudgedChain: Sendable {
    /// What is trusted, in PEM.
    let root: String
    /// The certificate and its key, with what stands between it and the root.
    let issued: IssuedIdentity
    var purpose = ValidationOptions.Purpose.server
    /// The name that a server has to have; clients are asked for none.
    var name = Self.names[0]

    /// The names of the server certificates that have nothing wrong.
    static let names = ["server.example", "*.wild.example", "10.0.0.1"]
}

/// The authorities that issue what is judged.
enum JudgedAuthority {
    private struct Key: Hashable {
        let kind: KeyKind
        let isConstrained: Bool
    }

    private static let cache = Mutex<[Key: CertificateAuthority]>([:])

    /// A root and an intermediate as `waxbill ca init` makes them, with keys of this kind. The intermediate may have no
    /// authority below it.
    /// - Parameter isConstrained: whether it may issue for some names only.
    static func of(_ kind: KeyKind, isConstrained: Bool = true) throws -> CertificateAuthority {
        try cache.withLock { cache in
            let key = Key(kind: kind, isConstrained: isConstrained)
            if let authority = cache[key] { return authority }
            let root = try CertificateAuthority(name: "Root", key: kind)
            let authority = try root.intermediate(
                .init(
                    name: "Intermediate", key: kind, pathLength: 0,
                    constraints: isConstrained ? constraints() : AuthorityNameConstraints()))
            cache[key] = authority
            return authority
        }
    }

    private static func constraints() throws -> AuthorityNameConstraints {
        try AuthorityNameConstraints(
            permitted: ["dns:server.example", "dns:wild.example", "ip:10.0.0.0/8"],
            excluded: ["dns:secret.server.example"])
    }

    /// A root that issues by itself.
    static func flat() throws -> CertificateAuthority { try CertificateAuthority(name: "Root") }
}

extension CertificateAuthority {
    /// A certificate for judges, by this authority.
    func judged(
        _ names: [String] = JudgedChain.names, key: KeyKind = .p256, notBefore: Int? = nil, notAfter: Int? = nil,
        defects: Set<CertificateDefect> = []
    ) throws -> JudgedChain {
        let validity = try ValidityTerms(
            notBefore: notBefore.map { .relative(seconds: $0 * 86_400) },
            notAfter: notAfter.map { .relative(seconds: $0 * 86_400) })
        let contents = LeafContents(try .server(named: names), validity: validity, defects: defects)
        return JudgedChain(root: certificatePEM, issued: try issue(contents, key: key))
    }
}

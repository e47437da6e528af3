import WaxbillTLS
import WaxbillX509

/// A certificate authority's folder: certificates and keys as files, and an index of what was issued and revoked.
///
/// Several processes may use the same folder at once, and may be killed at any point: a serial number is in the index, on the
/// disk, before a certificate with it is signed; the certificate is in the index before it is given out.
///
/// The methods throw `AuthorityError` and ``AuthorityIndexError``.
public struct AuthorityFolder: Sendable {
    /// The folder's path.
    public let directory: String
    let certificates: AuthorityCertificates
    let index: AuthorityIndex
    let clock: any TLSClock

    /// Opens the folder of an authority, made by ``create(_:directory:passphrase:clock:)`` or by hand: `ca.pem`, perhaps
    /// `intermediate.pem`. An index is made where there is none.
    public init(directory: String, clock: any TLSClock = SystemClock()) throws {
        self.directory = directory
        self.clock = clock
        certificates = try AuthorityCertificates(directory: directory, clock: clock)
        index = try AuthorityIndex(path: Self.indexPath(directory))
        try Self.enter(certificates, into: index, now: clock.seconds)
    }

    static func indexPath(_ directory: String) -> String { joined(directory, "index.sqlite") }

    /// Puts the authority's own certificates into the index.
    static func enter(
        _ certificates: AuthorityCertificates, into index: AuthorityIndex, now: Int64
    ) throws(AuthorityIndexError) {
        let own =
            [(certificates.rootDER, CertificateRecord.Kind.root)]
            + certificates.intermediatesDER.map { ($0, CertificateRecord.Kind.intermediate) }
        for (der, kind) in own {
            let summary = CertificateSummary(issued: der)
            guard (try? index.record(serial: summary.serial)) == nil else { continue }
            try index.adopt(der, CertificateDraft(issuer: .root, kind: kind, name: summary.subject), now: now)
        }
    }

    /// The authority with the key that issues.
    func unlocked(_ passphrase: Passphrase?) throws(AuthorityError) -> CertificateAuthority {
        try CertificateAuthority(certificates, directory: directory, passphrase: passphrase)
    }

    /// Who issues leaves.
    public var issuer: CertificateRecord.Issuer { certificates.intermediatesDER.isEmpty ? .root : .intermediate }

    /// All certificates in the order of their making.
    public func records() throws -> [CertificateRecord] { try index.records() }

    /// Whether the index is in order.
    /// - Throws: ``AuthorityIndexError/damaged(path:reason:)`` where it is not.
    public func check() throws { try index.check() }

    /// The time that ``CertificateRecord/status(at:)`` wants.
    public var now: Int64 { clock.seconds }

    /// The root for people.
    public var rootSummary: CertificateSummary { CertificateSummary(issued: certificates.rootDER) }
    /// What issues, for people: an intermediate, or the root.
    public var issuerSummary: CertificateSummary { CertificateSummary(issued: certificates.issuerDER) }
    /// The root in PEM.
    public var rootPEM: String { certificates.rootPEM }

    /// Where an identity of this name is written when nothing else is said.
    public func issuedDirectory(_ name: String) -> String { joined(joined(directory, "issued"), name) }
}

extension TLSClock {
    /// Seconds since 1970.
    var seconds: Int64 { Int64(clamping: millisecondsSinceEpoch / 1000) }
}

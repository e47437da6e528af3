import Synchronization
import WaxbillTLS

/// A verifier whose trust roots and revocation lists come from files, which are read again while it is in use.
///
/// Each verification uses what is there when it begins. Sessions that are resumed are verified too, so that nobody who is no longer
/// trusted comes in by an old ticket.
///
/// ```swift
/// let clients = try ReloadingVerifier(roots: ["clients.pem"]) { roots, _ in ChainVerifier(roots: roots) }
/// configuration.certificateVerifier = clients
/// configuration.clientAuthentication = .required
/// ```
public final class ReloadingVerifier: CertificateVerifier, ReloadableCredentials {
    private let roots: FileBackedValue<TrustRoots, TrustRootsError>
    private let revocationLists: FileBackedValue<[CertificateRevocationList], RevocationListError>
    private let makeVerifier: @Sendable (TrustRoots, [CertificateRevocationList]) -> ChainVerifier
    private let verifier: Mutex<ChainVerifier>

    /// Reads the files for the first time.
    /// - Parameters:
    ///   - roots: files of trusted certificates, as ``TrustRoots/init(files:)`` reads them.
    ///   - revocationLists: files of CRLs, as ``CertificateRevocationList/lists(file:)`` reads them.
    ///   - makeVerifier: makes a verifier of what was read, now and whenever some of it is new.
    /// - Throws: ``TrustRootsError`` or ``RevocationListError``, naming the file.
    public init(
        roots: [String], revocationLists: [String] = [],
        makeVerifier: @escaping @Sendable (TrustRoots, [CertificateRevocationList]) -> ChainVerifier
    ) throws {
        self.roots = try FileBackedValue(files: roots) { () throws(TrustRootsError) in try TrustRoots(files: roots) }
        self.revocationLists = try FileBackedValue(files: revocationLists) { () throws(RevocationListError) in
            var lists: [CertificateRevocationList] = []
            for file in revocationLists { lists += try CertificateRevocationList.lists(file: file) }
            return lists
        }
        self.makeVerifier = makeVerifier
        verifier = Mutex(makeVerifier(self.roots.value, self.revocationLists.value))
    }

    /// Verifies with what is in use now.
    public func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        await verifier.withLock(\.self).verify(request)
    }

    /// The names of the trust roots that are in use now.
    public var certificateAuthorities: [[UInt8]] { roots.value.subjects }

    public func reload() -> [ReloadReport] {
        renewed([roots.reload()] + (revocationLists.files.isEmpty ? [] : [revocationLists.reload()]))
    }

    public func reloadIfChanged() -> [ReloadReport] {
        renewed([roots.reloadIfChanged(), revocationLists.reloadIfChanged()].compactMap(\.self))
    }

    /// Makes a new verifier, if anything was read anew.
    private func renewed(_ reports: [ReloadReport]) -> [ReloadReport] {
        if reports.contains(where: { $0.failure == nil }) {
            verifier.withLock { $0 = makeVerifier(roots.value, revocationLists.value) }
        }
        return reports
    }
}

import WaxbillProofs
import WaxbillTLS
import WaxbillX509

extension StatementVerifier {
    /// A verifier of a bank's blocks.
    ///
    /// Banks and their customers may have certificates of one authority. A customer's is for clients, and signs no blocks. Where no
    /// name is asked for, nothing but that distinguishes the two, so that a certificate has to say that it is a server's: one that
    /// names no purposes would be good for any.
    /// - Parameters:
    ///   - name: what the signer's certificate has to be for; nil: any server.
    ///   - revocationLists: those that are current; who was revoked after the clock's time was not revoked then. Where there are
    ///     some, one has to speak about the signer.
    ///   - clock: the time at which the signer's certificate has to be valid.
    package static func blocks(
        roots: TrustRoots, name: ReferenceName?, revocationLists: [CertificateRevocationList] = [],
        clock: any TLSClock = SystemClock()
    ) -> StatementVerifier {
        var verifier = StatementVerifier(roots: roots, name: name, clock: clock)
        verifier.options.requiresExtendedKeyUsage = name == nil
        if !revocationLists.isEmpty {
            verifier.options.revocationLists = revocationLists
            verifier.options.revocation = .leafRequired
            let now = SystemClock().millisecondsSinceEpoch / 1000
            verifier.options.revocationTime = CertificateTime(secondsSinceEpoch: Int64(clamping: now))
        }
        return verifier
    }
}

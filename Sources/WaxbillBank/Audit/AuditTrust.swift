import WaxbillProofs
import WaxbillX509

/// Whom an audit believes: signers with a certificate of these authorities, that was good when they signed.
///
/// When they signed is what they say themselves. An audit sees to it that these times do not fall from block to block, and that
/// no entry is later than its block.
package struct AuditTrust: Sendable {
    private let verifier: StatementVerifier
    private let clock: SettableClock

    /// - Parameters:
    ///   - name: what signers' certificates have to be for; nil: any server.
    ///   - revocationLists: who is in them may have signed until he was revoked, and not afterwards.
    package init(roots: TrustRoots, name: ReferenceName?, revocationLists: [CertificateRevocationList] = []) {
        clock = SettableClock()
        verifier = .blocks(roots: roots, name: name, revocationLists: revocationLists, clock: clock)
    }

    /// - Throws: `statement`.
    func verify(_ block: SignedBlock) throws(BlockError) {
        clock.set(UInt64(clamping: block.statement.time))
        try block.verify(by: verifier)
    }
}

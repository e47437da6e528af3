import WaxbillProofs
import WaxbillTLS
import WaxbillX509

/// What a receipt proves, found out without a bank.
package struct ReceiptCheck: Sendable {
    package let receipt: Receipt
    /// The certificate that signed, which the trust roots vouch for.
    package let signer: CertificateSummary

    /// Checks a receipt's file.
    /// - Parameters:
    ///   - roots: who is believed.
    ///   - name: what the signer's certificate has to be for; nil: any server.
    ///   - revocationLists: who is in them is not believed, unless `time` is before his revocation.
    ///   - time: when the signer's certificate has to be valid, in milliseconds since 1970; nil: now.
    /// - Throws: ``ReceiptError``.
    package init(
        file: [UInt8], roots: TrustRoots, name: ReferenceName?,
        revocationLists: [CertificateRevocationList] = [], time: Int64? = nil
    ) throws(ReceiptError) {
        receipt = try Receipt(file: file)
        let moment = SettableClock()
        if let time { moment.set(UInt64(clamping: time)) }
        let clock: any TLSClock = time == nil ? SystemClock() : moment
        let signer = try receipt.verify(
            by: .blocks(roots: roots, name: name, revocationLists: revocationLists, clock: clock))
        guard let leaf = signer.certificates.first.flatMap({ CertificateSummary(der: $0) }) else {
            throw .block(.statement(.noCertificate))
        }
        self.signer = leaf
    }

    /// When the block was sealed, in milliseconds since 1970.
    package var sealed: Int64 { receipt.block.statement.time }
}

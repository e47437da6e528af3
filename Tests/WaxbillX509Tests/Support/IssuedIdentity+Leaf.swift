@testable import WaxbillX509

extension IssuedIdentity {
    /// The leaf, taken apart. Those of tests can be; without one, no test means anything.
    var leaf: ParsedCertificate {
        guard let leaf = try? ParsedCertificate(der: chain[0]) else { fatalError("the leaf cannot be read") }
        return leaf
    }

    /// The identity as a signer of CRLs and OCSP responses, where its issuer allows it that.
    var revocationSigner: RevocationSigner { RevocationSigner(certificate: leaf, key: key) }
}

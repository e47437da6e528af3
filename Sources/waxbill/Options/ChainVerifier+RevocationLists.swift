import WaxbillX509

extension ChainVerifier {
    /// Takes the CRLs that the user named, if there are any.
    ///
    /// Who names CRLs wants to know of every peer: one about which none of them speaks any more, because it is too old, must not
    /// come in for that reason.
    mutating func use(_ lists: [CertificateRevocationList]) {
        guard !lists.isEmpty else { return }
        revocationLists = lists
        revocation = .leafRequired
    }
}

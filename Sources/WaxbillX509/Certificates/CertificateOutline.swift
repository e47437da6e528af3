/// Where the parts of a certificate stand (RFC 5280, Section 4.1).
struct CertificateOutline: Sendable {
    let serialNumber: DERCursor.Element
    let signedSignatureAlgorithm: DERCursor.Element
    let issuer: DERCursor.Element
    let validity: DERCursor.Element
    let subject: DERCursor.Element
    let subjectPublicKeyInfo: DERCursor.Element
    /// The `[3]` around the extensions.
    let extensions: DERCursor.Element?
    let signatureAlgorithm: DERCursor.Element

    init?(_ der: [UInt8]) {
        var outer = DERCursor(der)
        guard var certificate = outer.enter(.derSequence), outer.isAtEnd,
            var signed = certificate.enter(.derSequence), let algorithm = certificate.next(.derSequence),
            // Signatures are whole bytes; else the same certificate could be written in several ways.
            let signature = certificate.next(.derBitString), der[signature.contents].first == 0, certificate.isAtEnd
        else { return nil }
        if signed.nextTag == .derContext(0) { _ = signed.next() }
        guard let serialNumber = signed.next(.derInteger), let signedAlgorithm = signed.next(.derSequence),
            let issuer = signed.next(.derSequence), let validity = signed.next(.derSequence),
            let subject = signed.next(.derSequence), let keyInfo = signed.next(.derSequence)
        else { return nil }
        // issuerUniqueID and subjectUniqueID, which nobody uses, may stand before the extensions.
        while let tag = signed.nextTag, tag != .derContext(3) {
            guard signed.next() != nil else { return nil }
        }
        self.serialNumber = serialNumber
        signedSignatureAlgorithm = signedAlgorithm
        self.issuer = issuer
        self.validity = validity
        self.subject = subject
        subjectPublicKeyInfo = keyInfo
        extensions = signed.next(.derContext(3))
        signatureAlgorithm = algorithm
    }
}

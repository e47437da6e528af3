/// What stands in files about certificates, told apart.
package enum X509Object: Sendable, Hashable {
    /// DER Certificate (RFC 5280, Section 4.1).
    case certificate([UInt8])
    /// DER CertificationRequest (RFC 2986, Section 4).
    case certificateRequest([UInt8])
    /// DER CertificateList (RFC 5280, Section 5.1).
    case revocationList([UInt8])
    /// DER SubjectPublicKeyInfo (RFC 5280, Section 4.1.2.7).
    case publicKey([UInt8])
    /// A private key, encrypted or not.
    case privateKey(PEMBlock)
    /// A PEM block of another label.
    case other(label: String)

    /// The objects in a PEM text, or the one that the bytes are in DER; empty where there is none.
    /// - Throws: ``PEMError`` where a block is malformed.
    package static func objects(in contents: [UInt8]) throws(PEMError) -> [X509Object] {
        if contents.first == .derSequence, let object = X509Object(der: contents) { return [object] }
        return try PEM.blocks(in: contents).map(X509Object.init)
    }

    /// The object of a block, as its label says.
    package init(_ block: PEMBlock) {
        switch block.label {
        case _ where ParsedCertificate.pemLabels.contains(block.label): self = .certificate(block.contents)
        case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .certificateRequest(block.contents)
        case "X509 CRL": self = .revocationList(block.contents)
        case "PUBLIC KEY": self = .publicKey(block.contents)
        case "ENCRYPTED PRIVATE KEY": self = .privateKey(block)
        case _ where CertificateKey.labels.contains(block.label): self = .privateKey(block)
        default: self = .other(label: block.label.printable)
        }
    }

    private init?(der: [UInt8]) {
        if CertificateOutline(der) != nil {
            self = .certificate(der)
        } else if RequestOutline(der) != nil {
            self = .certificateRequest(der)
        } else if RevocationListOutline(der) != nil {
            self = .revocationList(der)
        } else if let block = Self.privateKey(der) {
            self = .privateKey(block)
        } else if PublicKeyText(der) != nil {
            self = .publicKey(der)
        } else {
            return nil
        }
    }

    /// A private key in DER begins with its version.
    private static func privateKey(_ der: [UInt8]) -> PEMBlock? {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, fields.next(.derInteger) != nil else { return nil }
        let label: String
        switch fields.nextTag {
        case .derSequence: label = "PRIVATE KEY"
        case .derOctetString: label = "EC PRIVATE KEY"
        case .derInteger: label = "RSA PRIVATE KEY"
        default: return nil
        }
        return PEMBlock(label: label, contents: der)
    }
}

/// Where the parts of a CertificationRequest stand (RFC 2986, Section 4).
struct RequestOutline {
    let subject: DERCursor.Element
    let subjectPublicKeyInfo: DERCursor.Element
    /// The `[0]` around the attributes.
    let attributes: DERCursor.Element?
    let signatureAlgorithm: DERCursor.Element

    init?(_ der: [UInt8]) {
        var outer = DERCursor(der)
        guard var request = outer.enter(.derSequence), outer.isAtEnd, var signed = request.enter(.derSequence),
            let algorithm = request.next(.derSequence), request.next(.derBitString) != nil, request.isAtEnd,
            signed.next(.derInteger) != nil, let subject = signed.next(.derSequence),
            let keyInfo = signed.next(.derSequence)
        else { return nil }
        self.subject = subject
        subjectPublicKeyInfo = keyInfo
        attributes = signed.next(.derContext(0))
        signatureAlgorithm = algorithm
    }
}

/// Where the parts of a CertificateList stand (RFC 5280, Section 5.1).
struct RevocationListOutline {
    let issuer: DERCursor.Element
    let thisUpdate: DERCursor.Element
    let nextUpdate: DERCursor.Element?
    let revokedCertificates: DERCursor.Element?
    /// The `[0]` around the extensions.
    let extensions: DERCursor.Element?
    let signatureAlgorithm: DERCursor.Element

    init?(_ der: [UInt8]) {
        var outer = DERCursor(der)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, var signed = list.enter(.derSequence),
            let algorithm = list.next(.derSequence), list.next(.derBitString) != nil, list.isAtEnd
        else { return nil }
        if signed.nextTag == .derInteger { _ = signed.next() }
        guard signed.next(.derSequence) != nil, let issuer = signed.next(.derSequence),
            let thisUpdate = signed.nextTimeElement()
        else { return nil }
        self.issuer = issuer
        self.thisUpdate = thisUpdate
        nextUpdate = signed.nextTimeElement()
        revokedCertificates = signed.next(.derSequence)
        extensions = signed.next(.derContext(0))
        signatureAlgorithm = algorithm
    }
}

extension DERCursor {
    /// The next element if it is a UTCTime or a GeneralizedTime.
    fileprivate mutating func nextTimeElement() -> Element? {
        nextTag == .derUTCTime || nextTag == .derGeneralizedTime ? next() : nil
    }
}

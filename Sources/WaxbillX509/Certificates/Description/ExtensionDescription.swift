/// One extension of a certificate, for people (RFC 5280, Section 4.2).
public struct ExtensionDescription: Sendable, Hashable, Codable {
    /// The object identifier, numbers with dots between.
    public let oid: String
    /// The name that its RFC gives it; nil where it is not known here.
    public let name: String?
    /// Whether who does not understand it has to refuse the certificate.
    public let critical: Bool
    /// What it says, one fact each: `CA:TRUE`, `DNS:example.com`, `serverAuth`. Empty where it is unknown or malformed.
    public let values: [String]
    /// Whether it is not what its name promises.
    public let malformed: Bool
    /// The value's bytes in lower-case hexadecimal, where it is unknown or malformed.
    public let hex: String?

    /// - Parameter wrapper: a cursor over the contents of the field that holds the list.
    static func list(_ wrapper: DERCursor) -> [ExtensionDescription] {
        var wrapper = wrapper
        let all = HexText.text(wrapper.rest)
        guard var list = wrapper.enter(.derSequence), wrapper.isAtEnd, let extensions = list.all(next) else {
            return [ExtensionDescription(oid: "", name: "extensions", hex: all)]
        }
        return extensions
    }

    private static func next(_ list: inout DERCursor) -> ExtensionDescription? {
        guard let element = list.next() else { return nil }
        let whole = HexText.text(list.bytes[element.whole])
        var fields = DERCursor(list.bytes, element.contents)
        guard element.tag == .derSequence, let oid = fields.nextDottedIdentifier() else {
            return ExtensionDescription(oid: "", name: nil, hex: whole)
        }
        var critical = false
        if fields.nextTag == .derBoolean {
            guard let flag = fields.nextBoolean() else { return ExtensionDescription(oid: oid, name: nil, hex: whole) }
            critical = flag
        }
        guard let value = fields.next(.derOctetString), fields.isAtEnd else {
            return ExtensionDescription(oid: oid, name: nil, hex: whole)
        }
        return ExtensionDescription(oid, critical, DERCursor(list.bytes, value.contents))
    }

    /// A malformed one.
    private init(oid: String, name: String?, hex: String) {
        self.oid = oid
        self.name = name ?? ExtensionForm.known[oid]?.name
        critical = false
        values = []
        malformed = true
        self.hex = hex
    }

    private init(_ oid: String, _ critical: Bool, _ value: DERCursor) {
        self.oid = oid
        self.critical = critical
        let form = ExtensionForm.known[oid]
        name = form?.name
        var cursor = value
        let decoded = form?.decode(&cursor)
        malformed = form != nil && (decoded == nil || !cursor.isAtEnd)
        values = malformed ? [] : decoded ?? []
        hex = form == nil || malformed ? HexText.text(value.rest) : nil
    }
}

/// An extension that is known: its name and how its value is read.
struct ExtensionForm: Sendable {
    let name: String
    /// The facts in the value; nil where it is malformed. What is left behind it makes it malformed too.
    let decode: @Sendable (inout DERCursor) -> [String]?

    init(_ name: String, _ decode: @escaping @Sendable (inout DERCursor) -> [String]?) {
        self.name = name
        self.decode = decode
    }

    /// By object identifier.
    static let known: [String: ExtensionForm] = [
        "2.5.29.9": ExtensionForm("subjectDirectoryAttributes", BasicForms.opaque),
        "2.5.29.14": ExtensionForm("subjectKeyIdentifier", IdentifierForms.subjectKey),
        "2.5.29.15": ExtensionForm("keyUsage", BasicForms.keyUsage),
        "2.5.29.16": ExtensionForm("privateKeyUsagePeriod", BasicForms.opaque),
        "2.5.29.17": ExtensionForm("subjectAltName", BasicForms.names),
        "2.5.29.18": ExtensionForm("issuerAltName", BasicForms.names),
        "2.5.29.19": ExtensionForm("basicConstraints", BasicForms.basicConstraints),
        "2.5.29.20": ExtensionForm("cRLNumber", BasicForms.number),
        "2.5.29.21": ExtensionForm("reasonCode", DistributionPointForms.reasonCode),
        "2.5.29.24": ExtensionForm("invalidityDate", BasicForms.time),
        "2.5.29.27": ExtensionForm("deltaCRLIndicator", BasicForms.number),
        "2.5.29.28": ExtensionForm("issuingDistributionPoint", DistributionPointForms.issuing),
        "2.5.29.29": ExtensionForm("certificateIssuer", BasicForms.names),
        "2.5.29.30": ExtensionForm("nameConstraints", NameConstraintForms.nameConstraints),
        "2.5.29.31": ExtensionForm("cRLDistributionPoints", DistributionPointForms.points),
        "2.5.29.32": ExtensionForm("certificatePolicies", PolicyForms.policies),
        "2.5.29.33": ExtensionForm("policyMappings", PolicyForms.mappings),
        "2.5.29.35": ExtensionForm("authorityKeyIdentifier", IdentifierForms.authorityKey),
        "2.5.29.36": ExtensionForm("policyConstraints", PolicyForms.constraints),
        "2.5.29.37": ExtensionForm("extKeyUsage", BasicForms.extendedKeyUsage),
        "2.5.29.46": ExtensionForm("freshestCRL", DistributionPointForms.points),
        "2.5.29.54": ExtensionForm("inhibitAnyPolicy", PolicyForms.inhibitAny),
        "1.3.6.1.5.5.7.1.1": ExtensionForm("authorityInfoAccess", DistributionPointForms.access),
        "1.3.6.1.5.5.7.1.11": ExtensionForm("subjectInfoAccess", DistributionPointForms.access),
        "1.3.6.1.5.5.7.1.24": ExtensionForm("tlsfeature", TLSForms.features),
        "1.3.6.1.5.5.7.48.1.5": ExtensionForm("ocsp-nocheck", BasicForms.null),
        "1.3.6.1.4.1.11129.2.4.2": ExtensionForm("signedCertificateTimestampList", TLSForms.timestamps),
        "1.3.6.1.4.1.11129.2.4.3": ExtensionForm("precertificatePoison", BasicForms.null),
        "2.16.840.1.113730.1.1": ExtensionForm("netscapeCertType", BasicForms.opaque),
        "2.16.840.1.113730.1.13": ExtensionForm("netscapeComment", BasicForms.string),
    ]
}

/// Names of object identifiers in extensions.
enum ExtensionNames {
    /// Extended key usages (RFC 5280, Section 4.2.1.12).
    static let usages: [String: String] = [
        "2.5.29.37.0": "anyExtendedKeyUsage",
        "1.3.6.1.5.5.7.3.1": "serverAuth",
        "1.3.6.1.5.5.7.3.2": "clientAuth",
        "1.3.6.1.5.5.7.3.3": "codeSigning",
        "1.3.6.1.5.5.7.3.4": "emailProtection",
        "1.3.6.1.5.5.7.3.8": "timeStamping",
        "1.3.6.1.5.5.7.3.9": "OCSPSigning",
        "1.3.6.1.4.1.311.20.2.2": "msSmartcardLogin",
        "1.3.6.1.4.1.11129.2.4.4": "precertificateSigning",
    ]
    /// Policies (RFC 5280, Section 4.2.1.4; the CA/Browser Forum's).
    static let policies: [String: String] = [
        "2.5.29.32.0": "anyPolicy",
        "2.23.140.1.1": "extended validation",
        "2.23.140.1.2.1": "domain validated",
        "2.23.140.1.2.2": "organization validated",
        "2.23.140.1.2.3": "individual validated",
    ]
    /// Kinds of otherName.
    static let otherNames: [String: String] = [
        "1.3.6.1.5.5.7.8.9": "SmtpUTF8Mailbox",
        "1.3.6.1.5.5.7.8.7": "SRVName",
        "1.3.6.1.5.5.7.8.5": "xmppAddr",
        "1.3.6.1.4.1.311.20.2.3": "UPN",
    ]
    /// Access methods (RFC 5280, Section 4.2.2).
    static let accessMethods: [String: String] = [
        "1.3.6.1.5.5.7.48.1": "OCSP",
        "1.3.6.1.5.5.7.48.2": "caIssuers",
        "1.3.6.1.5.5.7.48.3": "timeStamping",
        "1.3.6.1.5.5.7.48.5": "caRepository",
    ]
}

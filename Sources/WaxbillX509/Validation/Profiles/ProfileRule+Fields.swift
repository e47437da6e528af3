extension ProfileRule {
    /// The fields of a certificate.
    static let fields: [ProfileRule] = [
        ProfileRule("version", .version, "RFC 5280, Section 4.1.2.1") { form, _ in
            guard let version = form.version, (1...3).contains(version) else { return "is of an unknown version" }
            if form.hasExtensions, version != 3 { return "has extensions and is not of version 3" }
            // RFC 5280, Section 4.1.2.8.
            return form.hasUniqueIdentifiers && version == 1 ? "has unique identifiers and is of version 1" : nil
        },
        ProfileRule("serial-number", .serialNumber, "RFC 5280, Section 4.1.2.2") { form, role in
            // Roots of the public Internet have the number 0.
            role == .anchor ? nil : serialNumberBreach(form)
        },
        ProfileRule("signature-algorithm", .signatureAlgorithmMismatch, "RFC 5280, Section 4.1.1.2") { form, _ in
            form.signatureAlgorithmsAgree ? nil : "names two different signature algorithms"
        },
        ProfileRule("empty-issuer", .emptyIssuer, "RFC 5280, Section 4.1.2.4") { form, role in
            role != .anchor && form.hasEmptyIssuer ? "has an empty issuer" : nil
        },
        ProfileRule("empty-subject", .emptySubject, "RFC 5280, Section 4.1.2.6") { form, role in
            guard form.hasEmptySubject else { return nil }
            if role != .leaf || form.isCA { return "is a CA and has an empty subject" }
            guard let names = form.element(standard: 17) else { return "has neither a subject nor a subjectAltName" }
            return names.isCritical ? nil : "has an empty subject and a subjectAltName that is not critical"
        },
        ProfileRule("validity", .validity, "RFC 5280, Section 4.1.2.5") { form, _ in
            guard let validity = form.validity, CertificateTime(form.der, validity.notBefore)?.secondsSinceEpoch != nil,
                CertificateTime(form.der, validity.notAfter)?.secondsSinceEpoch != nil
            else { return "has a malformed validity" }
            return nil
        },
    ]

    static func serialNumberBreach(_ form: CertificateForm) -> String? {
        let serialNumber = form.serialNumber
        guard let first = serialNumber.first else { return "has an empty serial number" }
        if first >= 0x80 { return "has a negative serial number" }
        let magnitude = serialNumber.drop { $0 == 0 }
        if magnitude.isEmpty { return "has the serial number 0" }
        return magnitude.count > 20 ? "has a serial number of more than 20 octets" : nil
    }
}

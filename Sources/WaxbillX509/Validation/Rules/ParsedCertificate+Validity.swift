extension ParsedCertificate {
    /// RFC 5280, Section 4.1.2.5: both ends belong to the validity.
    func checkValidity(at time: CertificateTime) throws(RuleViolation) {
        if time > notAfter { throw RuleViolation(.validity, "expired at \(notAfter)") }
        if time < notBefore {
            throw RuleViolation(.validity, "is not valid before \(notBefore); it is \(time) here")
        }
    }
}

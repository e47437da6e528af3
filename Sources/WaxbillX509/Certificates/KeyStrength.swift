/// Which RSA keys are strong enough, and small enough to be worth the time of a verification.
enum KeyStrength {
    /// The least bits of a modulus (the CA/Browser Forum's Baseline Requirements, Section 6.1.5).
    static let rsaMinimum = 2048
    /// The most, so that nobody makes us compute with giant ones.
    static let rsaMaximum = 8192

    static func check(_ fields: CertificateFields) throws(RuleViolation) {
        guard let bits = fields.rsaModulusSize else { return }
        guard bits >= rsaMinimum else {
            throw RuleViolation(.keySize, "has an RSA key of \(bits) bits; \(rsaMinimum) are the least accepted")
        }
        guard bits <= rsaMaximum else {
            throw RuleViolation(.keySize, "has an RSA key of \(bits) bits; \(rsaMaximum) are the most accepted")
        }
    }
}

extension LintRule {
    static let serialNumbers: [LintRule] = [
        LintRule("serial-entropy", .warning, "Baseline Requirements, Section 7.1") { subject in
            let octets = subject.form.serialNumber.drop { $0 == 0 }.count
            return octets < 8 && subject.role != .anchor
                ? "has a serial number of \(octets) octets, too few for 64 random bits" : nil
        },
        LintRule("serial-length", .error, "RFC 5280, Section 4.1.2.2") { subject in
            // The octet that keeps the number positive counts.
            subject.form.serialNumber.count > 20 ? "has a serial number of more than 20 octets" : nil
        },
        LintRule("root-serial", .warning, "RFC 5280, Section 4.1.2.2") { subject in
            subject.role == .anchor ? ProfileRule.serialNumberBreach(subject.form) : nil
        },
    ]

    static let validity: [LintRule] = [
        LintRule("validity-period", .warning, "Baseline Requirements, Section 6.3.2") { subject in
            guard subject.isServer, let validity = subject.validity else { return nil }
            let limit = ServerValidity.days(from: validity.lowerBound)
            let seconds = validity.upperBound - validity.lowerBound + 1
            guard seconds > limit * 86_400 else { return nil }
            return "is valid for \((seconds + 86_399) / 86_400) days, more than the \(limit) that servers may have"
        },
        LintRule("validity-order", .error, "RFC 5280, Section 4.1.2.5") { subject in
            guard let notBefore = subject.notBefore, let notAfter = subject.notAfter else { return nil }
            return notAfter < notBefore ? "ends before it begins" : nil
        },
        LintRule("expired", .warning, "RFC 5280, Section 6.1.3 (a)(2)") { subject in
            subject.validity.map { $0.upperBound < subject.now } ?? false ? "has expired" : nil
        },
        LintRule("not-yet-valid", .notice, "RFC 5280, Section 6.1.3 (a)(2)") { subject in
            subject.validity.map { $0.lowerBound > subject.now } ?? false ? "is not valid yet" : nil
        },
        LintRule("validity-encoding", .error, "RFC 5280, Section 4.1.2.5") { subject in
            guard let validity = subject.form.validity else { return nil }
            let der = subject.form.der
            let isWrong = [validity.notBefore, validity.notAfter].contains {
                // UTCTime holds the years from 1950 on.
                $0.tag == .derGeneralizedTime
                    && CertificateTime(der, $0).map { Self.utcTimes.contains($0.secondsSinceEpoch) } ?? false
            }
            return isWrong ? "has a GeneralizedTime before 2050 in its validity" : nil
        },
    ]

    static let keys: [LintRule] = [
        LintRule("weak-signature", .error, "RFC 9155, Section 2") { subject in
            subject.role != .anchor && subject.fields.signatureAlgorithm.isForgeable
                ? "is signed with \(subject.fields.signatureAlgorithm), for which signatures can be forged" : nil
        },
        LintRule("weak-root-signature", .notice, "RFC 9155, Section 2") { subject in
            subject.role == .anchor && subject.fields.signatureAlgorithm.isForgeable
                ? "signs itself with \(subject.fields.signatureAlgorithm), for which signatures can be forged" : nil
        },
        LintRule("weak-key", .error, "NIST SP 800-131A, Section 3") { subject in
            guard let bits = subject.fields.rsaModulusSize, bits < KeyStrength.rsaMinimum else { return nil }
            return "has a weak RSA key of \(bits) bits"
        },
    ]

    /// From 1950-01-01 to 2049-12-31.
    private static let utcTimes: ClosedRange<Int64> = -631_152_000...2_524_607_999
}

/// How long servers' certificates may be valid (Baseline Requirements, Section 6.3.2, since ballot SC-081v3).
enum ServerValidity {
    /// - Parameter notBefore: seconds since 1970.
    static func days(from notBefore: Int64) -> Int64 {
        limits.last { notBefore >= $0.since }?.days ?? 825
    }

    private static let limits: [(since: Int64, days: Int64)] = [
        // 2020-09-01, 2026-03-15, 2027-03-15, 2029-03-15
        (1_598_918_400, 398), (1_773_532_800, 200), (1_805_068_800, 100), (1_868_227_200, 47),
    ]
}

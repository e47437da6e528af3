/// What a peer presents: the leaf and certificates that may help, read and within bounds.
struct PresentedChain {
    let leaf: ParsedCertificate
    /// The other certificates, in no order that is relied on (RFC 9846, Section 4.5.1).
    private(set) var issuers: [ParsedCertificate] = []
    /// Certificates that cannot be used, with the reason. A path may do without them.
    private(set) var unusable: [Unusable] = []

    /// A certificate that cannot be used.
    struct Unusable {
        /// DER Name of its subject.
        let subject: [UInt8]
        /// The subject for people (RFC 4514).
        let text: String
        let violation: RuleViolation
    }

    /// Certificates that were read and bounded before.
    init(leaf: ParsedCertificate, issuers: [ParsedCertificate]) {
        self.leaf = leaf
        self.issuers = issuers
    }

    init(
        _ chain: [[UInt8]], _ limits: ValidationLimits, _ cache: ParsedCertificateCache
    ) throws(ValidationRefusal) {
        guard let first = chain.first else {
            throw ValidationRefusal(RuleViolation(.malformedCertificate, "holds no certificate"))
        }
        do throws(RuleViolation) { try Self.check(chain, limits) } catch { throw ValidationRefusal(error) }
        do throws(RuleViolation) {
            leaf = try cache.certificate(first)
        } catch {
            throw ValidationRefusal(error, position: 0, subject: CertificateFields(der: first)?.subjectText ?? "?")
        }
        for (index, der) in chain.enumerated().dropFirst() where !chain[..<index].contains(der) {
            do throws(RuleViolation) {
                issuers.append(try cache.certificate(der))
            } catch {
                // What is no certificate at all has no place in a chain.
                guard let fields = CertificateFields(der: der) else {
                    throw ValidationRefusal(error, position: index, subject: "?")
                }
                unusable.append(Unusable(subject: fields.subject, text: fields.subjectText, violation: error))
            }
        }
    }

    private static func check(_ chain: [[UInt8]], _ limits: ValidationLimits) throws(RuleViolation) {
        guard chain.count <= limits.certificateCount else {
            throw RuleViolation(
                .chainSize, "has \(chain.count) certificates; \(limits.certificateCount) are the most accepted")
        }
        var size = 0
        for (index, der) in chain.enumerated() {
            guard der.count <= limits.certificateSize else {
                throw RuleViolation(
                    .chainSize,
                    "has \(der.count) bytes in certificate \(index + 1); \(limits.certificateSize) are the most accepted"
                )
            }
            size += der.count
        }
        guard size <= limits.chainSize else {
            throw RuleViolation(.chainSize, "has \(size) bytes; \(limits.chainSize) are the most accepted")
        }
    }
}

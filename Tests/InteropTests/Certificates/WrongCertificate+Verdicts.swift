/// What a verifier says of a wrong certificate.
enum Verdict: Sendable {
    /// - Parameter why: stands in what it says.
    case refused(why: String)
    /// It does not look at what is wrong.
    case accepted
}

extension WrongCertificate {
    /// What the peers say; Chromium, which takes its time, only of what `waxbill listen` shows at all, and of one of a kind.
    var verdicts: [Stack: Verdict] {
        switch self {
        case .expired:
            refusals("certificate has expired", "is after", "uses expired", "CERT_DATE_INVALID")
        case .notYetValid:
            refusals("not yet valid", "is before", "uses not yet valid", nil)
        case .wrongUsage:
            refusals("unsuitable certificate purpose", "incompatible key usage", "intended purpose", "CERT_INVALID")
        case .serverAsClient:
            refusals("unsuitable certificate purpose", "incompatible key usage", "intended purpose", nil)
        case .wrongKeyUsage: refusals("unsuitable certificate purpose", nil, nil, "SSL_KEY_USAGE_INCOMPATIBLE")
        case .noAuthority:
            refusals("invalid CA certificate", "cannot sign this kind", "issuer is not a CA", "CERT_INVALID")
        case .pathTooLong:
            refusals("path length constraint exceeded", "too many intermediates", "constraints", "CERT_INVALID")
        // The command lines of both take the common name where there is no SAN.
        case .noName: refusals(nil, "use SANs instead", nil, "CERT_COMMON_NAME_INVALID")
        case .wrongName:
            refusals("hostname mismatch", "not other.server.example", "does not match", "CERT_COMMON_NAME_INVALID")
        case .notPermitted:
            refusals("permitted subtree", "not permitted", "violates the signer's constraints", "CERT_INVALID")
        case .excluded:
            refusals("excluded subtree", "is excluded", "violates the signer's constraints", nil)
        case .stranger:
            refusals("unable to get", "unknown authority", "issuer is unknown", "CERT_AUTHORITY_INVALID")
        case .selfSigned:
            refusals("self-signed certificate", "unknown authority", "issuer is unknown", nil)
        case .wrongSignature:
            refusals("signature failure", "verification failure", "signature in the", nil)
        case .unknownCritical:
            refusals("unhandled critical", "unhandled critical", "unknown critical", nil)
        case .overSHA1: refusals("digest algorithm too weak", "insecure algorithm", "insecure algorithm", nil)
        case .weakKey: refusals("key too weak", nil, "insecure algorithm", nil)
        }
    }

    /// - Parameters: why each of them refuses; nil: it does not, and Chromium is not asked.
    private func refusals(
        _ openSSL: String?, _ go: String?, _ gnuTLS: String?, _ chromium: String?
    ) -> [Stack: Verdict] {
        var verdicts: [Stack: Verdict] = [:]
        for (stack, why) in [(Stack.openSSL3, openSSL), (.go, go), (.gnuTLS, gnuTLS)] {
            verdicts[stack] = why.map { .refused(why: $0) } ?? .accepted
        }
        verdicts[.chromium] = chromium.map { .refused(why: "net::ERR_\($0)") }
        return verdicts
    }
}

import TLSCrypto
import TLSWire

/// Which cipher suite to use (RFC 9846, Section 4.2.3).
enum CipherSuiteSelection {
    /// The most preferred suite that both have.
    static func select(
        _ offered: [CipherSuite], configured: [CipherSuite], by preference: ServerConfiguration.CipherSuitePreference
    ) throws(TLSError) -> (CipherSuite, CipherSuiteParameters) {
        for suite in preference.order(offered, configured) {
            if let parameters = CipherSuiteParameters(suite) { return (suite, parameters) }
        }
        throw .incompatible(.noCommonCipherSuite(offered: offered))
    }
}

extension ServerConfiguration.CipherSuitePreference {
    /// The suites that both have, in the order of whose preference counts.
    func order(_ offered: [CipherSuite], _ configured: [CipherSuite]) -> [CipherSuite] {
        switch self {
        case .server: configured.filter { offered.contains($0) }
        case .client: offered.filter { configured.contains($0) }
        }
    }
}

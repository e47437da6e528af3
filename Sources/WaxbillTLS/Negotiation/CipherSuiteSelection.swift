import TLSCrypto
import TLSWire

/// Which cipher suite to use (RFC 9846, Section 4.2.3).
enum CipherSuiteSelection {
    /// The server's most preferred suite that the client offers.
    static func select(
        _ offered: [CipherSuite], preferences: [CipherSuite]
    ) throws(TLSError) -> (CipherSuite, CipherSuiteParameters) {
        for suite in preferences where offered.contains(suite) {
            if let parameters = CipherSuiteParameters(suite) { return (suite, parameters) }
        }
        throw .incompatible(.noCommonCipherSuite(offered: offered))
    }
}

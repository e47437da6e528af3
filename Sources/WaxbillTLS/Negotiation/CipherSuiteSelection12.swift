import TLSCrypto
import TLSWire

/// Which cipher suite to use in TLS 1.2 and before, where it says how keys are exchanged too (RFC 5246, Section 7.4.1.3).
enum CipherSuiteSelection12 {
    /// The suites that both have in this version, the most preferred first.
    static func common(
        _ offered: [CipherSuite], configured: [CipherSuite], by preference: ServerConfiguration.CipherSuitePreference,
        in version: ProtocolVersion
    ) throws(TLSError) -> [CipherSuiteParameters12] {
        let common = preference.order(offered, configured).compactMap { CipherSuiteParameters12($0) }.filter {
            $0.facts.minimumVersion <= version
        }
        guard !common.isEmpty else { throw .incompatible(.noCommonCipherSuite(offered: offered)) }
        return common
    }

    /// The most preferred of the `common` suites for which everything is there.
    /// - Parameters:
    ///   - group: what ECDHE would take place in.
    ///   - schemes: what our key could sign with, the preferred one first.
    ///   - canDecrypt: whether our key could decrypt a premaster secret.
    static func select(
        _ common: [CipherSuiteParameters12], group: NamedGroup?, schemes: [SignatureScheme], canDecrypt: Bool
    ) -> SelectedSuite12? {
        for suite in common {
            switch suite.facts.keyExchange {
            case .ecdhe:
                guard let group, let scheme = schemes.first(where: { $0.authentication == suite.facts.authentication })
                else { continue }
                return SelectedSuite12(suite: suite, keyExchange: .ecdhe(group, scheme))
            case .rsa:
                if canDecrypt { return SelectedSuite12(suite: suite, keyExchange: .rsa) }
            }
        }
        return nil
    }
}

/// A suite with what its key exchange needs.
struct SelectedSuite12: Sendable, Equatable {
    let suite: CipherSuiteParameters12
    let keyExchange: KeyExchange

    enum KeyExchange: Sendable, Equatable {
        case ecdhe(NamedGroup, SignatureScheme)
        case rsa
    }
}

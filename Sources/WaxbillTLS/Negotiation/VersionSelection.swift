import TLSWire

/// Which version to speak (RFC 9846, Section 4.3.1).
enum VersionSelection {
    /// The highest version that both speak.
    /// - Parameters:
    ///   - offered: the content of supported_versions, if it was there.
    ///   - legacyVersion: what counts where it was not.
    ///   - versions: what the server speaks.
    static func select(
        _ offered: [ProtocolVersion]?, _ legacyVersion: ProtocolVersion, from versions: ClosedRange<ProtocolVersion>
    ) throws(TLSError) -> ProtocolVersion {
        guard let offered else { return try select(upTo: legacyVersion, from: versions) }
        guard let version = offered.filter({ versions.contains($0) }).max() else {
            throw .incompatible(.noCommonVersion(offered: offered))
        }
        return version
    }

    /// RFC 9846, Appendix E.2: a client without supported_versions speaks TLS 1.2 at the most, and all that is older than
    /// what it says.
    private static func select(
        upTo legacyVersion: ProtocolVersion, from versions: ClosedRange<ProtocolVersion>
    ) throws(TLSError) -> ProtocolVersion {
        let version = min(legacyVersion, .tls12, versions.upperBound)
        guard versions.contains(version) else { throw .incompatible(.noCommonVersion(offered: [legacyVersion])) }
        return version
    }
}

/// Whether a client may offer less than it did before (RFC 7507).
enum FallbackCheck {
    /// - Parameter suites: the client's, where TLS_FALLBACK_SCSV says that it had offered more.
    static func check(
        _ suites: [CipherSuite], selected: ProtocolVersion, highest: ProtocolVersion
    ) throws(TLSError) {
        // RFC 7507, Section 3
        guard !suites.contains(.fallbackSCSV) || selected >= highest else {
            throw .violation(.inappropriateFallback(selected))
        }
    }
}

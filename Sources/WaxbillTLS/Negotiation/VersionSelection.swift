import TLSWire

/// Which version to speak (RFC 9846, Section 4.3.1).
enum VersionSelection {
    /// Requires TLS 1.3 among the client's versions.
    /// - Parameters:
    ///   - offered: the content of supported_versions, if it was there.
    ///   - legacyVersion: what counts where it was not.
    static func select(_ offered: [ProtocolVersion]?, _ legacyVersion: ProtocolVersion) throws(TLSError) {
        guard let offered else { throw .incompatible(.noCommonVersion(offered: [legacyVersion])) }
        guard offered.contains(.tls13) else { throw .incompatible(.noCommonVersion(offered: offered)) }
    }
}

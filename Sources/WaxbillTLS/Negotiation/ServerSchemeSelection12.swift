import TLSWire

/// What a server's key may sign with in TLS 1.2 and before.
enum ServerSchemeSelection12 {
    /// Those of the client's schemes that some common suite has use for.
    /// - Parameter authentications: the kinds of key that the suites with ECDHE authenticate with.
    static func wanted(
        _ acceptable: [SignatureScheme], for authentications: [CipherSuite12.Authentication]
    ) -> [SignatureScheme] {
        acceptable.filter { scheme in scheme.authentication.map(authentications.contains) ?? false }
    }

    /// The schemes that our key and the client have in common, by our key's preference.
    /// - Parameters:
    ///   - curve: that of our ECDSA key.
    ///   - groups: the client's; nil where it says nothing.
    static func common(
        signer: [SignatureScheme], wanted: [SignatureScheme], curve: NamedGroup?, groups: [NamedGroup]?
    ) -> [SignatureScheme] {
        // RFC 8422, Section 5.1.1: supported_groups is about certificates' keys as well.
        if let curve, let groups, !groups.contains(curve) { return [] }
        return signer.filter { wanted.contains($0) }
    }
}

import TLSWire

/// In which group to exchange keys in TLS 1.2 and before (RFC 8422, Section 5.1).
enum GroupSelection12 {
    /// The server's most preferred group that the client supports.
    /// - Parameter supported: the client's; nil where it says nothing.
    static func select(_ supported: [NamedGroup]?, preferences: [NamedGroup]) -> NamedGroup? {
        // RFC 8422, Section 4: any group will do. This is the one that everybody has.
        let supported = supported ?? [.secp256r1]
        return preferences.first { supported.contains($0) && $0.isAllowedInTLS12 }
    }
}

extension NamedGroup {
    /// Whether ECDHE of TLS 1.2 and before can use it: no KEM, of which only TLS 1.3 makes use.
    var isAllowedInTLS12: Bool { [.x25519, .secp256r1, .secp384r1, .secp521r1].contains(self) }
}

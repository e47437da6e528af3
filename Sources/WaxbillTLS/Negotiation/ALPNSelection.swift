/// Which application protocol to speak (RFC 7301, Section 3.2).
enum ALPNSelection {
    /// The server's most preferred protocol that the client offers; nil where one of them does not take part.
    /// - Throws: an incompatibility where both do and share none.
    static func select(
        _ offered: [ApplicationProtocol], preferences: [ApplicationProtocol]
    ) throws(TLSError) -> ApplicationProtocol? {
        guard !offered.isEmpty, !preferences.isEmpty else { return nil }
        guard let selected = preferences.first(where: { offered.contains($0) }) else {
            throw .incompatible(.noCommonApplicationProtocol(offered: offered))
        }
        return selected
    }
}

import TLSWire

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

    /// What the server has selected, if it takes part: exactly one, of those offered (RFC 7301, Section 3.1).
    static func accepted(
        _ extensions: ExtensionBlock, offered: [ApplicationProtocol]
    ) throws(TLSError) -> ApplicationProtocol? {
        guard let list = try extensions.extract(ProtocolNameList.self) else { return nil }
        guard list.protocolNameList.count == 1, let name = list.protocolNameList.first else {
            throw .violation(.applicationProtocolCount(list.protocolNameList.count))
        }
        let selected = ApplicationProtocol(rawValue: name)
        guard offered.contains(selected) else { throw .violation(.applicationProtocolNotOffered(selected)) }
        return selected
    }
}

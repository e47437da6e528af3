import TLSWire

/// What a ClientHello says to a server that has selected TLS 1.3, checked against itself (RFC 9846, Sections 4.2.2 and
/// 9.2).
struct ReceivedExtensions13: Sendable {
    let shares: [KeyShareEntry]
    let psks: OfferedPsks?
    let pskModes: [PskKeyExchangeMode]
    let cookie: [UInt8]?
    let hasEarlyData: Bool

    init(_ received: ReceivedClientHello) throws(TLSError) {
        let extensions = received.hello.extensions
        // RFC 9846, Section 4.2.2: one byte, zero.
        guard received.hello.legacyCompressionMethods == [0] else { throw .violation(.compressionOffered) }
        shares = try extensions.extract(KeyShareClientHello.self)?.clientShares ?? []
        psks = try extensions.extract(OfferedPsks.self)
        pskModes = try extensions.extract(PskKeyExchangeModes.self)?.keModes ?? []
        cookie = try extensions.extract(Cookie.self)?.cookie
        hasEarlyData = try extensions.extract(EarlyDataIndication.self) != nil
        try checkCompleteness(extensions)
        try checkShares(received.groups ?? [])
    }

    /// Which extensions need which others.
    private func checkCompleteness(_ extensions: ExtensionBlock) throws(TLSError) {
        if psks != nil {
            // RFC 9846, Section 4.3.11
            guard extensions.lastType == .preSharedKey else { throw .violation(.preSharedKeyNotLast) }
            // RFC 9846, Section 4.3.9
            guard extensions.contains(.pskKeyExchangeModes) else { throw .violation(.pskModesMissing) }
        }
        // RFC 9846, Section 9.2: both or, with a PSK, neither.
        let hasGroups = extensions.contains(.supportedGroups)
        guard hasGroups || psks != nil else { throw .violation(.extensionMissing(.supportedGroups)) }
        guard extensions.contains(.keyShare) == hasGroups else {
            throw .violation(.extensionMissing(hasGroups ? .keyShare : .supportedGroups))
        }
        guard psks != nil || extensions.contains(.signatureAlgorithms) else {
            throw .violation(.extensionMissing(.signatureAlgorithms))
        }
    }

    /// RFC 9846, Section 4.3.8: one share a group, and only of groups that are offered.
    private func checkShares(_ groups: [NamedGroup]) throws(TLSError) {
        // Thousands of both fit into a hello: do not compare each with each.
        var open = Set(groups)
        for share in shares where open.remove(share.group) == nil {
            guard groups.contains(share.group) else { throw .violation(.shareWithoutGroup(share.group)) }
            throw .violation(.duplicateShare(share.group))
        }
    }
}

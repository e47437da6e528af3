import TLSWire

/// A ClientHello with its extensions decoded and checked against themselves (RFC 9846, Sections 4.2.2 and 9.2).
struct ReceivedClientHello: Sendable {
    let hello: ClientHello
    /// The message as it came, header included.
    let bytes: [UInt8]
    let groups: [NamedGroup]
    let shares: [KeyShareEntry]
    let signatureSchemes: [SignatureScheme]
    let psks: OfferedPsks?
    let pskModes: [PskKeyExchangeMode]
    let applicationProtocols: [ApplicationProtocol]
    let serverName: String?
    let recordSizeLimit: Int?
    let cookie: [UInt8]?
    /// DER distinguished names.
    let certificateAuthorities: [[UInt8]]
    let requestsOCSPResponse: Bool
    let hasEarlyData: Bool

    init(_ hello: ClientHello, _ bytes: [UInt8], limits: PeerLimits) throws(TLSError) {
        let extensions = hello.extensions
        self.hello = hello
        self.bytes = bytes
        try ExtensionCheck.offer(extensions, in: .clientHello, .clientHello, limits: limits)
        try VersionSelection.select(try extensions.extract(SupportedVersions.self)?.versions, hello.legacyVersion)
        // RFC 9846, Section 4.2.2: one byte, zero.
        guard hello.legacyCompressionMethods == [0] else { throw .violation(.compressionOffered) }

        groups = try extensions.extract(SupportedGroups.self)?.namedGroupList ?? []
        shares = try extensions.extract(KeyShareClientHello.self)?.clientShares ?? []
        signatureSchemes = try extensions.extract(SignatureAlgorithms.self)?.supportedSignatureAlgorithms ?? []
        psks = try extensions.extract(OfferedPsks.self)
        pskModes = try extensions.extract(PskKeyExchangeModes.self)?.keModes ?? []
        applicationProtocols = try (extensions.extract(ProtocolNameList.self)?.protocolNameList ?? [])
            .map(ApplicationProtocol.init(rawValue:))
        serverName = try Self.serverName(extensions)
        recordSizeLimit = try extensions.extract(RecordSizeLimit.self).map { Int($0.recordSizeLimit) }
        cookie = try extensions.extract(Cookie.self)?.cookie
        certificateAuthorities = try extensions.extract(CertificateAuthorities.self)?.authorities ?? []
        requestsOCSPResponse = try extensions.extract(StatusRequest.self)?.isOCSP ?? false
        hasEarlyData = try extensions.extract(EarlyDataIndication.self) != nil
        try checkCompleteness()
        try checkShares()
    }

    /// Which extensions need which others.
    private func checkCompleteness() throws(TLSError) {
        let extensions = hello.extensions
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
    private func checkShares() throws(TLSError) {
        // Thousands of both fit into a hello: do not compare each with each.
        var open = Set(groups)
        for share in shares where open.remove(share.group) == nil {
            guard groups.contains(share.group) else { throw .violation(.shareWithoutGroup(share.group)) }
            throw .violation(.duplicateShare(share.group))
        }
    }

    /// RFC 6066, Section 3
    private static func serverName(_ extensions: ExtensionBlock) throws(TLSError) -> String? {
        guard let list = try extensions.extract(ServerNameList.self), let bytes = list.hostName else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self),
            case .dnsName(let name)? = try? ServerName(dnsName: text)
        else { throw .violation(.serverNameInvalid) }
        return name
    }
}

extension StatusRequest {
    /// RFC 6066, Section 8: statuses of other types are ignored.
    fileprivate var isOCSP: Bool { if case .ocsp = self { true } else { false } }
}

import TLSWire

/// A ClientHello with the version that was selected and the extensions that every version has, decoded (RFC 9846,
/// Section 4.2.2).
struct ReceivedClientHello: Sendable {
    let hello: ClientHello
    /// The message as it came, header included.
    let bytes: [UInt8]
    /// The highest version that both sides speak.
    let version: ProtocolVersion
    /// Nil where the client says nothing.
    let groups: [NamedGroup]?
    /// Nil where the client says nothing.
    let signatureSchemes: [SignatureScheme]?
    let applicationProtocols: [ApplicationProtocol]
    let serverName: String?
    let recordSizeLimit: Int?
    /// DER distinguished names.
    let certificateAuthorities: [[UInt8]]
    let requestsOCSPResponse: Bool

    init(_ hello: ClientHello, _ bytes: [UInt8], _ configuration: ServerConfiguration) throws(TLSError) {
        let extensions = hello.extensions
        self.hello = hello
        self.bytes = bytes
        try ExtensionCheck.offer(extensions, in: .clientHello, .clientHello, limits: configuration.limits)
        version = try VersionSelection.select(
            try extensions.extract(SupportedVersions.self)?.versions, hello.legacyVersion, from: configuration.versions)
        try FallbackCheck.check(
            hello.cipherSuites, selected: version, highest: configuration.versions.upperBound)

        groups = try extensions.extract(SupportedGroups.self)?.namedGroupList
        signatureSchemes = try extensions.extract(SignatureAlgorithms.self)?.supportedSignatureAlgorithms
        applicationProtocols = try (extensions.extract(ProtocolNameList.self)?.protocolNameList ?? [])
            .map(ApplicationProtocol.init(rawValue:))
        serverName = try Self.serverName(extensions)
        recordSizeLimit = try extensions.extract(RecordSizeLimit.self).map { Int($0.recordSizeLimit) }
        certificateAuthorities = try extensions.extract(CertificateAuthorities.self)?.authorities ?? []
        requestsOCSPResponse = try extensions.extract(StatusRequest.self)?.isOCSP ?? false
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

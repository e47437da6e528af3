import TLSWire
import WaxbillTestSupport

@testable import WaxbillTLS

extension ViolationCase {
    /// What a server can do wrong in its messages.
    static let byServer = serverHellos + serverShares + retries + serverParameters + serverProofs

    private static let serverHellos = [
        ViolationCase(.compressionSelected(1), .illegalParameter) {
            try await server(.serverHello { $0.legacyCompressionMethod = 1 })
        },
        ViolationCase(.sessionIDNotEchoed, .illegalParameter) {
            try await server(.serverHello { $0.legacySessionIDEcho = [] })
        },
        ViolationCase(.helloVersion(.tls11), .protocolVersion) {
            try await server(.serverHello { $0.legacyVersion = .tls11 })
        },
        ViolationCase(.versionNotOffered(.tls12), .illegalParameter) {
            try await server(.serverHello { $0.extensions.replace(SelectedVersion(selectedVersion: .tls12)) })
        },
        ViolationCase(.downgrade(to: .tls12), .illegalParameter) { try await downgrade(1) },
        ViolationCase(.downgrade(to: .tls11), .illegalParameter) { try await downgrade(0) },
        ViolationCase(.cipherSuiteNotOffered(.chaCha20Poly1305SHA256), .illegalParameter) {
            try await server(.serverHello { $0.cipherSuite = .chaCha20Poly1305SHA256 })
        },
        ViolationCase(.groupNotOffered(.secp384r1), .illegalParameter) {
            try await server(.serverHello { $0.extensions.replace(share(.secp384r1)) })
        },
        ViolationCase(.keyShareMissing, .missingExtension) {
            try await server(.serverHello { $0.extensions.remove(.keyShare) })
        },
        ViolationCase(.invalidShare(.x25519), .illegalParameter) {
            try await server(.serverHello { $0.extensions.replace(share(.x25519)) })
        },
        ViolationCase(.extensionNotOffered(.cookie, in: .serverHello), .unsupportedExtension) {
            try await server(.serverHello { $0.extensions.append(Cookie(cookie: [1])) })
        },
        ViolationCase(.extensionMisplaced(.supportedGroups, in: .serverHello), .illegalParameter) {
            try await server(.serverHello { $0.extensions.append(SupportedGroups(namedGroupList: [.x25519])) })
        },
        ViolationCase(.extensionNotOffered(.preSharedKey, in: .serverHello), .unsupportedExtension) {
            try await server(.serverHello { $0.extensions.append(SelectedIdentity(selectedIdentity: 0)) })
        },
        ViolationCase(.pskIndexOutOfRange(1), .illegalParameter) {
            try await server(
                .serverHello { $0.extensions.replace(SelectedIdentity(selectedIdentity: 1)) }, isResumed: true)
        },
        ViolationCase(.pskWithoutKeyShare, .illegalParameter) {
            try await server(.serverHello { $0.extensions.remove(.keyShare) }, isResumed: true)
        },
        ViolationCase(.pskHashMismatch, .illegalParameter) {
            try await server(.serverHello { $0.cipherSuite = .aes256GCMSHA384 }, isResumed: true)
        },
    ]

    /// Shares of the wrong length, and of the right one with nonsense in it.
    private static let serverShares = badShares(hybridLength: 1120).map { share in
        ViolationCase(.invalidShare(share.group), .illegalParameter) {
            try await server(
                .serverHello { $0.extensions.replace(KeyShareServerHello(serverShare: share)) },
                client: { $0.groups = [share.group] })
        }
    }

    /// - Parameter hybridLength: of a share of X25519MLKEM768, which depends on the side.
    static func badShares(hybridLength: Int) -> [KeyShareEntry] {
        let lengths: [(NamedGroup, Int)] = [
            (.x25519, 32), (.secp256r1, 65), (.secp384r1, 97), (.secp521r1, 133), (.x25519MLKEM768, hybridLength),
        ]
        return lengths.flatMap { group, length -> [KeyShareEntry] in
            let nonsense = group == .x25519 ? 0 : group == .x25519MLKEM768 ? 0xff : 4 as UInt8
            return [length - 1, length, length + 1].map {
                var bytes = [UInt8](repeating: nonsense, count: $0)
                // An encapsulation that cannot be told from a good one comes with an X25519 share that can.
                if group == .x25519MLKEM768, $0 == 1120 {
                    bytes.replaceSubrange(1088..., with: repeatElement(0, count: 32))
                }
                return KeyShareEntry(group: group, keyExchange: bytes)
            }
        }
    }

    private static let retries = [
        ViolationCase(.cipherSuiteChangedAfterRetry, .illegalParameter) {
            try await retry(.serverHello { $0.cipherSuite = .aes256GCMSHA384 })
        },
        ViolationCase(.groupNotOffered(.secp521r1), .illegalParameter) {
            try await retry(
                .helloRetryRequest { $0.extensions.replace(KeyShareHelloRetryRequest(selectedGroup: .secp521r1)) })
        },
        ViolationCase(.groupNotOffered(.x25519), .illegalParameter) {
            try await retry(.serverHello { $0.extensions.replace(share(.x25519)) })
        },
        ViolationCase(.retryGroupAlreadyShared(.x25519), .illegalParameter) {
            try await retry(
                .helloRetryRequest { $0.extensions.replace(KeyShareHelloRetryRequest(selectedGroup: .x25519)) })
        },
        ViolationCase(.retryChangesNothing, .illegalParameter) {
            try await retry(.helloRetryRequest { $0.extensions.remove(.keyShare) })
        },
        ViolationCase(.cookieTooLong(16_385), .illegalParameter) {
            try await retry(
                .helloRetryRequest { $0.extensions.append(Cookie(cookie: [UInt8](repeating: 1, count: 16_385))) })
        },
        ViolationCase(.supportedVersionsMissing, .missingExtension) {
            try await retry(.helloRetryRequest { $0.extensions.remove(.supportedVersions) })
        },
        ViolationCase(.versionChangedAfterRetry(.tls12), .illegalParameter) {
            try await retry(.serverHello { $0.extensions.remove(.supportedVersions) })
        },
        ViolationCase(.versionChangedAfterRetry(.tls12), .illegalParameter) {
            try await retry(.serverHello { $0.extensions.replace(SelectedVersion(selectedVersion: .tls12)) })
        },
        ViolationCase(.sessionIDNotEchoed, .illegalParameter) {
            try await retry(.helloRetryRequest { $0.legacySessionIDEcho = [1] })
        },
        ViolationCase(.cipherSuiteNotOffered(.chaCha20Poly1305SHA256), .illegalParameter) {
            try await retry(.helloRetryRequest { $0.cipherSuite = .chaCha20Poly1305SHA256 })
        },
        ViolationCase(.extensionNotOffered(.earlyData, in: .serverHello), .unsupportedExtension) {
            try await retry(.helloRetryRequest { $0.extensions.append(EarlyDataIndication()) })
        },
        ViolationCase(.secondHelloRetryRequest, .unexpectedMessage) {
            try await retry(
                .changing(.serverHello) { message in
                    guard case .serverHello(let hello) = message else { return message }
                    var extensions = ExtensionBlock()
                    extensions.append(SelectedVersion(selectedVersion: .tls13))
                    extensions.append(KeyShareHelloRetryRequest(selectedGroup: .secp256r1))
                    return .helloRetryRequest(
                        HelloRetryRequest(
                            legacySessionIDEcho: hello.legacySessionIDEcho, cipherSuite: hello.cipherSuite,
                            extensions: extensions))
                })
        },
    ]

    private static let serverParameters = [
        ViolationCase(
            .extensionNotOffered(.useSRTP, in: .encryptedExtensions), .unsupportedExtension
        ) {
            try await server(.encryptedExtensions { $0.append(RawExtension(type: .useSRTP, body: [])) })
        },
        ViolationCase(.extensionMisplaced(.keyShare, in: .encryptedExtensions), .illegalParameter) {
            try await server(.encryptedExtensions { $0.append(share(.x25519)) })
        },
        ViolationCase(.tooManyExtensions(130), .decodeError) {
            try await server(
                .encryptedExtensions { block in
                    for type in 0xff01..<0xff80 {
                        block.append(RawExtension(type: ExtensionType(rawValue: UInt16(type)), body: []))
                    }
                })
        },
        ViolationCase(.recordSizeLimitInvalid(16_386), .illegalParameter) {
            try await server(.encryptedExtensions { $0.replace(RecordSizeLimit(recordSizeLimit: 16_386)) })
        },
        ViolationCase(.applicationProtocolNotOffered("h3"), .illegalParameter) {
            try await server(
                .encryptedExtensions { $0.replace(ProtocolNameList(protocolNameList: [Array("h3".utf8)])) })
        },
        ViolationCase(.applicationProtocolCount(2), .illegalParameter) {
            try await server(
                .encryptedExtensions {
                    $0.replace(ProtocolNameList(protocolNameList: [Array("h2".utf8), Array("h3".utf8)]))
                })
        },
        ViolationCase(.requestContextNotEmpty, .illegalParameter) {
            try await server(
                .certificateRequest { $0.certificateRequestContext = [1] },
                server: { $0.clientAuthentication = .requested })
        },
        ViolationCase(.extensionMissing(.signatureAlgorithms), .missingExtension) {
            try await server(
                .certificateRequest { $0.extensions.remove(.signatureAlgorithms) },
                server: { $0.clientAuthentication = .requested })
        },
        ViolationCase(.extensionMisplaced(.serverName, in: .certificateRequest), .illegalParameter) {
            try await server(
                .certificateRequest { $0.extensions.append(ServerNameAcknowledgement()) },
                server: { $0.clientAuthentication = .requested })
        },
        ViolationCase(.extensionMisplaced(.cookie, in: .newSessionTicket), .illegalParameter) {
            try await server(
                .changing(.newSessionTicket) { message in
                    guard case .newSessionTicket(var ticket) = message else { return message }
                    ticket.extensions.append(Cookie(cookie: [1]))
                    return .newSessionTicket(ticket)
                })
        },
    ]

    private static let serverProofs = [
        ViolationCase(.requestContextNotEmpty, .illegalParameter) {
            try await server(.certificate { $0.certificateRequestContext = [1] })
        },
        ViolationCase(.certificateEmpty, .decodeError) { try await server(.certificate { $0.certificateList = [] }) },
        ViolationCase(.chainTooLong(17), .decodeError) {
            try await server(
                .certificate { $0.certificateList = Array(repeating: $0.certificateList[0], count: 17) })
        },
        ViolationCase(.extensionNotOffered(.statusRequest, in: .certificate), .unsupportedExtension) {
            try await server(.certificate { $0.certificateList[0].extensions.append(CertificateStatus(response: [1])) })
        },
        ViolationCase(.extensionMisplaced(.supportedVersions, in: .certificate), .illegalParameter) {
            try await server(
                .certificate { $0.certificateList[0].extensions.append(SelectedVersion(selectedVersion: .tls13)) })
        },
        ViolationCase(.certificateUnusable("unsupportedPublicKey"), .unsupportedCertificate) {
            try await server(.certificate { $0.certificateList[0].certificateData = Array("stub:no key".utf8) })
        },
        ViolationCase(.signatureSchemeNotOffered(.rsaPKCS1SHA1), .illegalParameter) {
            try await server(.certificateVerify { $0.algorithm = .rsaPKCS1SHA1 })
        },
        ViolationCase(.signatureSchemeDoesNotFitKey(.ed25519), .illegalParameter) {
            try await server(.certificateVerify { $0.algorithm = .ed25519 })
        },
        ViolationCase(.signatureInvalid, .decryptError) {
            try await server(.certificateVerify { $0.signature[9] ^= 1 })
        },
        ViolationCase(.signatureInvalid, .decryptError) { try await server(.certificateVerify { $0.signature = [] }) },
        ViolationCase(.verifyDataWrong, .decryptError) {
            try await server(.rewriting(.finished) { $0.dropLast() + [($0.last ?? 0) ^ 1] })
        },
        ViolationCase(.verifyDataWrong, .decryptError) {
            try await server(.rewriting(.finished) { _ in [20, 0, 0, 0] })
        },
        ViolationCase(.unexpectedMessage(.certificate), .unexpectedMessage) {
            try await server(.omitting(.encryptedExtensions))
        },
        ViolationCase(.unexpectedMessage(.certificateVerify), .unexpectedMessage) {
            try await server(.omitting(.certificate))
        },
        ViolationCase(.unexpectedMessage(.finished), .unexpectedMessage) {
            try await server(.omitting(.certificateVerify))
        },
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await server(.rewriting(.serverHello) { $0 + [8, 0, 0] })
        },
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await server(.rewriting(.finished) { $0 + [4] })
        },
        // A HelloRetryRequest ends its record too.
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await retry(.rewriting(.serverHello) { $0 + [2] })
        },
    ]

    /// A share of these groups that no honest peer sends.
    private static func share(_ group: NamedGroup) -> KeyShareServerHello {
        KeyShareServerHello(
            serverShare: KeyShareEntry(group: group, keyExchange: [UInt8](repeating: 0, count: 32)))
    }

    private static func downgrade(_ last: UInt8) async throws -> Logs {
        try await server(
            .serverHello {
                $0.extensions.remove(.supportedVersions)
                $0.random.replaceSubrange(24..., with: Array("DOWNGRD".utf8) + [last])
            })
    }

    /// The server asks for a share of secp384r1.
    private static func retry(_ tampering: Tampering) async throws -> Logs {
        try await server(tampering, server: { $0.groups = [.secp384r1] })
    }
}

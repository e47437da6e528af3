import TLSWire
import WaxbillTestSupport

@testable import WaxbillTLS

extension ViolationCase {
    /// What a client can do wrong in its messages.
    static let byClient = clientHellos + clientShares + secondHellos + clientProofs

    private static let clientHellos = [
        ViolationCase(.compressionOffered, .illegalParameter) {
            try await client(.clientHello { $0.legacyCompressionMethods = [1, 0] })
        },
        ViolationCase(.extensionMissing(.supportedGroups), .missingExtension) {
            try await client(.clientHello { $0.extensions.remove(.supportedGroups) })
        },
        ViolationCase(.extensionMissing(.keyShare), .missingExtension) {
            try await client(.clientHello { $0.extensions.remove(.keyShare) })
        },
        ViolationCase(.extensionMissing(.signatureAlgorithms), .missingExtension) {
            try await client(.clientHello { $0.extensions.remove(.signatureAlgorithms) })
        },
        ViolationCase(.extensionMisplaced(.oidFilters, in: .clientHello), .illegalParameter) {
            try await client(.clientHello { $0.extensions.append(OIDFilters(filters: [])) })
        },
        ViolationCase(.tooManyExtensions(129), .decodeError) {
            try await client(
                .clientHello { hello in
                    for type in 0..<(129 - hello.extensions.count) {
                        hello.extensions.append(
                            RawExtension(type: ExtensionType(rawValue: 0xf000 + UInt16(type)), body: []))
                    }
                })
        },
        ViolationCase(.duplicateShare(.x25519), .illegalParameter) {
            try await client(.clientHello { $0.extensions.replace(shares([.x25519, .x25519])) })
        },
        ViolationCase(.shareWithoutGroup(.secp521r1), .illegalParameter) {
            try await client(.clientHello { $0.extensions.replace(shares([.secp521r1])) })
        },
        ViolationCase(.invalidShare(.x25519), .illegalParameter) {
            try await client(.clientHello { $0.extensions.replace(shares([.x25519])) })
        },
        ViolationCase(.serverNameInvalid, .illegalParameter) {
            try await client(.clientHello { $0.extensions.replace(ServerNameList(hostName: Array("no name!".utf8))) })
        },
        ViolationCase(.serverNameInvalid, .illegalParameter) {
            try await client(.clientHello { $0.extensions.replace(ServerNameList(hostName: [0xff, 0xfe])) })
        },
        ViolationCase(.preSharedKeyNotLast, .illegalParameter) {
            try await client(.clientHello { $0.extensions.append(PostHandshakeAuth()) }, isResumed: true)
        },
        ViolationCase(.pskModesMissing, .missingExtension) {
            try await client(.clientHello { $0.extensions.remove(.pskKeyExchangeModes) }, isResumed: true)
        },
        ViolationCase(.binderInvalid, .decryptError) {
            try await client(.rewriting(.clientHello) { $0.dropLast() + [($0.last ?? 0) ^ 1] }, isResumed: true)
        },
        // A binder covers everything before it.
        ViolationCase(.binderInvalid, .decryptError) {
            try await client(.clientHello { $0.random[0] ^= 1 }, isResumed: true)
        },
        // A PSK that is not accepted does not stand in for signature_algorithms (RFC 9846, Section 9.2).
        ViolationCase(.extensionMissing(.signatureAlgorithms), .missingExtension) {
            try await client(
                .clientHello { hello in
                    guard var psks = try? hello.extensions.decode(OfferedPsks.self) else { return }
                    psks.identities[0].identity = [1, 2, 3]
                    hello.extensions.replace(psks)
                    hello.extensions.remove(.signatureAlgorithms)
                }, isResumed: true)
        },
        ViolationCase(.unexpectedMessage(.finished), .unexpectedMessage) {
            try await client(.rewriting(.clientHello) { _ in [20, 0, 0, 0] })
        },
    ]

    private static let clientShares = badShares(hybridLength: 1216).map { share in
        ViolationCase(.invalidShare(share.group), .illegalParameter) {
            try await client(
                .clientHello { $0.extensions.replace(KeyShareClientHello(clientShares: [share])) },
                client: { $0.groups = [share.group] })
        }
    }

    private static let secondHellos = [
        ViolationCase(.secondHelloChanged("random"), .illegalParameter) { try await second { $0.random[0] ^= 1 } },
        ViolationCase(.secondHelloChanged("legacy_version"), .illegalParameter) {
            try await second { $0.legacyVersion = .tls11 }
        },
        ViolationCase(.secondHelloChanged("legacy_session_id"), .illegalParameter) {
            try await second { $0.legacySessionID = [] }
        },
        ViolationCase(.secondHelloChanged("cipher_suites"), .illegalParameter) {
            try await second { $0.cipherSuites.append(.chaCha20Poly1305SHA256) }
        },
        ViolationCase(.secondHelloChanged("legacy_compression_methods"), .illegalParameter) {
            try await second { $0.legacyCompressionMethods = [0, 0] }
        },
        ViolationCase(.secondHelloChanged("its extensions"), .illegalParameter) {
            try await second { $0.extensions.append(PostHandshakeAuth()) }
        },
        ViolationCase(.secondHelloChanged("server_name"), .illegalParameter) {
            try await second { $0.extensions.replace(ServerNameList(hostName: Array("other.test".utf8))) }
        },
        ViolationCase(.cookieMismatch, .illegalParameter) {
            try await second { $0.extensions.replace(Cookie(cookie: [1, 2, 3])) }
        },
        ViolationCase(.earlyDataAfterRetry, .illegalParameter) {
            try await second { $0.extensions.append(EarlyDataIndication()) }
        },
        // Before a HelloRetryRequest, the ClientHello ends its record (RFC 9846, Section 5.1).
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await client(.rewriting(.clientHello) { $0 + [1] }, server: { $0.groups = [.secp384r1] })
        },
        ViolationCase(.sharesNotAsRequested(.secp384r1), .illegalParameter) {
            try await second { $0.extensions.replace(shares([.x25519])) }
        },
        ViolationCase(.sharesNotAsRequested(.secp384r1), .illegalParameter) {
            try await second { $0.extensions.replace(shares([.secp384r1, .x25519])) }
        },
        ViolationCase(.sharesNotAsRequested(.secp384r1), .illegalParameter) {
            try await second { $0.extensions.replace(shares([])) }
        },
    ]

    private static let clientProofs = [
        ViolationCase(.certificateRequired, .certificateRequired) {
            try await authenticating(.certificate { $0.certificateList = [] })
        },
        ViolationCase(.requestContextNotEmpty, .illegalParameter) {
            try await authenticating(.certificate { $0.certificateRequestContext = [1] })
        },
        ViolationCase(.chainTooLong(17), .decodeError) {
            try await authenticating(
                .certificate { $0.certificateList = Array(repeating: $0.certificateList[0], count: 17) })
        },
        ViolationCase(.extensionNotOffered(.statusRequest, in: .certificate), .unsupportedExtension) {
            try await authenticating(
                .certificate { $0.certificateList[0].extensions.append(CertificateStatus(response: [1])) })
        },
        ViolationCase(.signatureSchemeNotOffered(.ecdsaSHA1), .illegalParameter) {
            try await authenticating(.certificateVerify { $0.algorithm = .ecdsaSHA1 })
        },
        ViolationCase(.signatureInvalid, .decryptError) {
            try await authenticating(.certificateVerify { $0.signature[9] ^= 1 })
        },
        ViolationCase(.unexpectedMessage(.finished), .unexpectedMessage) {
            try await authenticating(.omitting(.certificateVerify))
        },
        ViolationCase(.unexpectedMessage(.certificateVerify), .unexpectedMessage) {
            try await authenticating(.omitting(.certificate))
        },
        ViolationCase(.verifyDataWrong, .decryptError) {
            try await authenticating(.rewriting(.finished) { $0.dropLast() + [($0.last ?? 0) ^ 1] })
        },
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await authenticating(.rewriting(.finished) { $0 + [24] })
        },
        ViolationCase(.messageAcrossKeyChange, .unexpectedMessage) {
            try await client(.rewriting(.clientHello) { $0 + [11, 0] })
        },
    ]

    private static func shares(_ groups: [NamedGroup]) -> KeyShareClientHello {
        KeyShareClientHello(
            clientShares: groups.map { KeyShareEntry(group: $0, keyExchange: [UInt8](repeating: 0, count: 32)) })
    }

    /// Changes the second ClientHello, which is the one with the cookie.
    private static func second(_ change: @escaping @Sendable (inout ClientHello) -> Void) async throws -> Logs {
        try await client(
            .clientHello { if $0.extensions.contains(.cookie) { change(&$0) } },
            server: {
                $0.groups = [.secp384r1]
                $0.sendsCookie = true
            })
    }

    private static func authenticating(_ tampering: Tampering) async throws -> Logs {
        try await client(tampering, server: { $0.clientAuthentication = .required })
    }
}

import TLSCrypto
import TLSWire
import WaxbillTestSupport

@testable import WaxbillTLS

extension ViolationCase {
    private static let usual = Case12.usual
    private static let keyTransport = Case12(.tls12, .rsaWithAES128GCMSHA256)

    /// What a server of TLS 1.2 or before can do wrong in its messages, and both sides in a resumption.
    static let byServer12 =
        serverHellos12 + serverParameters12 + sessions12 + (Case12.hasCBC ? withCBC12 : [])

    private static let serverHellos12 = [
        ViolationCase(.compressionSelected(1), .illegalParameter) {
            try await scriptedServer { $0.change(ServerHello.self) { $0.legacyCompressionMethod = 1 } }
        },
        ViolationCase(.cipherSuiteNotOffered(.ecdheRSAWithAES128GCMSHA256), .illegalParameter) {
            try await scriptedServer { $0.change(ServerHello.self) { $0.cipherSuite = .ecdheRSAWithAES128GCMSHA256 } }
        },
        // A suite of TLS 1.3, which was offered for TLS 1.3.
        ViolationCase(.cipherSuiteNotOffered(.aes128GCMSHA256), .illegalParameter) {
            try await scriptedServer(client: { $0.offerTLS13() }) {
                $0.change(ServerHello.self) { $0.cipherSuite = .aes128GCMSHA256 }
            }
        },
        ViolationCase(.extensionNotOffered(.cookie, in: .serverHello), .unsupportedExtension) {
            try await scriptedServer { $0.change(ServerHello.self) { $0.extensions.append(Cookie(cookie: [1])) } }
        },
        ViolationCase(.extensionNotOffered(.statusRequest, in: .serverHello), .unsupportedExtension) {
            try await scriptedServer {
                $0.change(ServerHello.self) { $0.extensions.append(StatusRequestAcknowledgement()) }
            }
        },
        ViolationCase(.extensionMisplaced(.signatureAlgorithms, in: .serverHello), .illegalParameter) {
            try await scriptedServer {
                $0.change(ServerHello.self) {
                    $0.extensions.append(SignatureAlgorithms(supportedSignatureAlgorithms: [.ed25519]))
                }
            }
        },
        ViolationCase(.renegotiationInfoInvalid, .handshakeFailure) {
            try await scriptedServer {
                $0.change(ServerHello.self) {
                    $0.extensions.replace(RenegotiationInfo(renegotiatedConnection: [1]))
                }
            }
        },
        ViolationCase(.extendedMainSecretMissing, .handshakeFailure) {
            try await scriptedServer(client: { $0.requiresExtendedMainSecret = true }) {
                $0.wantsExtendedMainSecret = false
            }
        },
        ViolationCase(.downgrade(to: .tls12), .illegalParameter) {
            try await scriptedServer(client: { $0.offerTLS13() }) { $0.randomSuffix = Array("DOWNGRD".utf8) + [1] }
        },
        ViolationCase(.applicationProtocolNotOffered("h3"), .illegalParameter) {
            try await scriptedServer(client: { $0.applicationProtocols = ["h2"] }) {
                $0.applicationProtocol = Array("h3".utf8)
            }
        },
        ViolationCase(.sessionNotOffered, .illegalParameter) {
            try await scriptedServer(client: { $0.offerTLS13() }) { server in
                server.change(ServerHello.self) {
                    $0.legacySessionIDEcho = server.clientHello?.legacySessionID ?? []
                }
            }
        },
    ]

    private static let serverParameters12 = [
        ViolationCase(.certificateEmpty, .decodeError) {
            try await scriptedServer { $0.change(Certificate12.self) { $0.certificateList = [] } }
        },
        ViolationCase(.chainTooLong(17), .decodeError) {
            try await scriptedServer {
                $0.change(Certificate12.self) {
                    $0.certificateList = Array(repeating: $0.certificateList[0], count: 17)
                }
            }
        },
        ViolationCase(.certificateDoesNotFitSuite(usual.suite), .illegalParameter) {
            try await scriptedServer(Case12(.tls12, usual.suite, key: .rsa2048)) { _ in }
        },
        ViolationCase(.certificateCurveNotOffered(.secp384r1), .illegalParameter) {
            try await scriptedServer(
                Case12(.tls12, usual.suite, key: .p384), client: { $0.groups = [.x25519, .secp256r1] }
            ) { _ in }
        },
        ViolationCase(.certificateDoesNotFitSuite(keyTransport.suite), .illegalParameter) {
            try await scriptedServer(Case12(.tls12, keyTransport.suite, key: .p256)) { _ in }
        },
        // Nothing of the next flight can be there before its answer.
        ViolationCase(.dataAfterFlight, .unexpectedMessage) {
            try await scriptedServer {
                $0.packing = .together
                $0.edit = { $0.append(.unhashed([20])) }
            }
        },
        // The last flight ends the handshake.
        ViolationCase(.dataAfterFlight, .unexpectedMessage) {
            try await scriptedServer {
                $0.packing = .together
                $0.edit = { if $0.last == .message(.finished) { $0.append(.unhashed([0])) } }
            }
        },
        ViolationCase(.groupNotOffered(.secp521r1), .illegalParameter) {
            try await scriptedServer(client: { $0.groups = [.x25519, .secp256r1] }) { $0.group = .secp521r1 }
        },
        ViolationCase(.invalidShare(.x25519), .illegalParameter) {
            try await scriptedServer { $0.rewriteKeyExchange { $0.publicPoint = [UInt8](repeating: 0, count: 32) } }
        },
        ViolationCase(.signatureSchemeNotOffered(.ecdsaSHA1), .illegalParameter) {
            try await scriptedServer(client: { $0.signatureSchemes = [.ecdsaSecp256r1SHA256] }) {
                $0.signatureScheme = .ecdsaSHA1
            }
        },
        ViolationCase(.signatureSchemeDoesNotFitKey(.rsaPSSRSAESHA256), .illegalParameter) {
            try await scriptedServer {
                $0.change(ServerKeyExchange.self) { $0.signedParams.algorithm = .rsaPSSRSAESHA256 }
            }
        },
        ViolationCase(.signatureInvalid, .decryptError) {
            try await scriptedServer { $0.change(ServerKeyExchange.self) { $0.signedParams.signature[9] ^= 1 } }
        },
        // What was signed were other parameters.
        ViolationCase(.signatureInvalid, .decryptError) {
            try await scriptedServer { $0.change(ServerKeyExchange.self) { $0.params.publicPoint[0] ^= 1 } }
        },
        ViolationCase(.verifyDataWrong, .decryptError) {
            try await scriptedServer { $0.change(Finished.self) { $0.verifyData[0] ^= 1 } }
        },
        ViolationCase(.verifyDataWrong, .decryptError) {
            try await scriptedServer { $0.change(Finished.self) { $0.verifyData = [] } }
        },
        ViolationCase(.tooManyRenegotiationRequests, .noRenegotiation) {
            try await scriptedServer { $0.edit = { $0 += Array(repeating: .message(.helloRequest), count: 5) } }
        },
    ]

    /// What only matters where there are suites with CBC.
    private static let withCBC12 = [
        ViolationCase(.encryptThenMACWithoutCBC(usual.suite), .illegalParameter) {
            try await scriptedServer(client: { $0.offerCBC() }) {
                $0.change(ServerHello.self) { $0.extensions.append(EncryptThenMAC()) }
            }
        },
        // Ed25519 came with TLS 1.2 (RFC 8422, Section 5.10).
        ViolationCase(.certificateDoesNotFitVersion(.tls11), .unsupportedCertificate) {
            try await scriptedServer(Case12(.tls11, .ecdheECDSAWithAES128CBCSHA)) {
                $0.change(Certificate12.self) { $0.certificateList = StubPKI.identity(.ed25519).certificateChain }
            }
        },
        ViolationCase(.sessionChanged("version"), .illegalParameter) {
            try await resumingServer(
                Case12(.tls12, .ecdheECDSAWithAES128CBCSHA), client: { $0.versions = .tls11 ... .tls12 }
            ) {
                $0.change(ServerHello.self) { $0.legacyVersion = .tls11 }
            }
        },
    ]

    private static let sessions12 = [
        ViolationCase(.sessionChanged("cipher suite"), .illegalParameter) {
            try await resumingServer(client: { $0.cipherSuites.append(.ecdheECDSAWithAES256GCMSHA384) }) {
                $0.change(ServerHello.self) { $0.cipherSuite = .ecdheECDSAWithAES256GCMSHA384 }
            }
        },
        ViolationCase(.extendedMainSecretInResumption, .handshakeFailure) {
            try await resumingServer { $0.wantsExtendedMainSecret = false }
        },
        ViolationCase(.extendedMainSecretInResumption, .handshakeFailure) {
            try await resumingClient { $0.wantsExtendedMainSecret = false }
        },
    ]
}

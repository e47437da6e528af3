import NIOCore
import NIOSSL
import WaxbillX509

extension Library {
    /// swift-nio-ssl at both ends; when sessions are resumed at the server only, since its client cannot.
    static func nioSSL(_ certificates: TestCertificates, _ setting: Setting) throws -> Library {
        let identity = certificates.server(setting.serverKey)
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(identity.certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(identity.keyPEM().utf8), format: .pem)
        let root = try NIOSSLCertificate.fromPEMBytes(Array(certificates.authority.certificatePEM.utf8))
        var server = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)
        )
        server.take(setting)
        var client = TLSConfiguration.makeClientConfiguration()
        client.take(setting)
        client.trustRoots = .certificates(root)
        client.certificateVerification = .fullVerification

        let serverContext = try NIOSSLContext(configuration: server)
        let clientContext = try NIOSSLContext(configuration: client)
        let waxbill = setting.isResuming ? try Library.waxbill(certificates, setting) : nil
        return Library(
            name: .nioSSL,
            makeClient: {
                if let waxbill { return try waxbill.makeClient() }
                return try NIOSSLClientHandler(context: clientContext, serverHostname: TestCertificates.serverName)
            },
            makeServer: { NIOSSLServerHandler(context: serverContext) }
        )
    }
}

extension TLSConfiguration {
    fileprivate mutating func take(_ setting: Setting) {
        curves = setting.group == .x25519 ? [.x25519, .secp256r1] : [.x25519_MLKEM768]
        switch setting.version {
        case .tls13: minimumTLSVersion = .tlsv13
        case .tls12:
            maximumTLSVersion = .tlsv12
            cipherSuiteValues = [
                .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            ]
        }
    }
}

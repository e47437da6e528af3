import NIOCore
import NIOSSL
import WaxbillX509

extension Library {
    static func nioSSL(_ certificates: TestCertificates, _ keyExchange: KeyExchange) throws -> Library {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificates.certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(certificates.keyPEM.utf8), format: .pem)
        let root = try NIOSSLCertificate.fromPEMBytes(Array(certificates.authority.certificatePEM.utf8))
        let curve: NIOTLSCurve = keyExchange == .x25519 ? .x25519 : .x25519_MLKEM768

        var server = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)
        )
        server.minimumTLSVersion = .tlsv13
        server.curves = [curve]
        var client = TLSConfiguration.makeClientConfiguration()
        client.minimumTLSVersion = .tlsv13
        client.curves = [curve]
        client.trustRoots = .certificates(root)
        client.certificateVerification = .fullVerification

        let serverContext = try NIOSSLContext(configuration: server)
        let clientContext = try NIOSSLContext(configuration: client)
        return Library(
            name: .nioSSL,
            makeClient: {
                try NIOSSLClientHandler(context: clientContext, serverHostname: TestCertificates.serverName)
            },
            makeServer: { NIOSSLServerHandler(context: serverContext) }
        )
    }
}

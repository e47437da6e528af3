import WaxbillX509

/// The certificates that both libraries use: a P-256 leaf for ``serverName``, issued by a P-256 root.
struct TestCertificates {
    static let serverName = "server.example"

    let authority: CertificateAuthority
    let server: IssuedIdentity
    let certificatePEM: String
    let keyPEM: String

    init() throws {
        authority = try CertificateAuthority(name: "Benchmark Root", key: .p256)
        server = try authority.issue(.server(named: [Self.serverName]), key: .p256)
        certificatePEM = server.certificatePEM
        keyPEM = try server.keyPEM()
    }
}

import WaxbillX509

/// The certificates that both libraries use: leaves for ``serverName``, issued by a P-256 root.
struct TestCertificates {
    static let serverName = "server.example"

    let authority: CertificateAuthority
    private let ecdsa: IssuedIdentity
    private let rsa: IssuedIdentity

    init() throws {
        authority = try CertificateAuthority(name: "Benchmark Root", key: .p256)
        ecdsa = try authority.issue(.server(named: [Self.serverName]), key: .p256)
        rsa = try authority.issue(.server(named: [Self.serverName]), key: .rsa2048)
    }

    func server(_ key: Setting.ServerKey) -> IssuedIdentity {
        switch key {
        case .ecdsa: ecdsa
        case .rsa: rsa
        }
    }
}

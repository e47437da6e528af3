import TLSWire

/// The kinds of key that a client may prove itself with in TLS 1.2 and before (RFC 5246, Section 7.4.4).
enum ClientCertificateKinds12 {
    /// The kinds that sign with our schemes.
    static func kinds(_ schemes: [SignatureScheme]) -> [CipherSuite12.Authentication] {
        [.rsa, .ecdsa].filter { kind in schemes.contains { $0.authentication == kind } }
    }

    /// Their numbers. There has to be one; where none of the schemes has a number, RSA's stands for all.
    static func types(_ schemes: [SignatureScheme]) -> [ClientCertificateType] {
        let types = kinds(schemes).map { kind -> ClientCertificateType in
            switch kind {
            case .rsa: .rsaSign
            case .ecdsa: .ecdsaSign
            }
        }
        return types.isEmpty ? [.rsaSign] : types
    }
}

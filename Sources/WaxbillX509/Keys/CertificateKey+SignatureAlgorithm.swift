import X509

extension CertificateKey {
    /// What the key signs certificates, CRLs and OCSP responses with, and its DER AlgorithmIdentifier (RFC 4055, RFC 5758,
    /// RFC 8410).
    var signatureAlgorithm: (algorithm: Certificate.SignatureAlgorithm, der: [UInt8]) {
        switch self {
        case .p256: (.ecdsaWithSHA256, DERWriter.algorithmIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
        case .p384: (.ecdsaWithSHA384, DERWriter.algorithmIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03]))
        case .p521: (.ecdsaWithSHA512, DERWriter.algorithmIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x04]))
        case .ed25519: (.ed25519, DERWriter.algorithmIdentifier([0x2B, 0x65, 0x70]))
        case .rsa:
            (
                .sha256WithRSAEncryption,
                DERWriter.algorithmIdentifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B], DERWriter.null)
            )
        }
    }
}

import TLSWire

extension ServerKeyExchange {
    /// The server's public value with its signature (RFC 8422, Section 5.4).
    var facts: [Fact] {
        [
            Fact("curve", params.namedCurve.description),
            Fact("public value", bytes: params.publicPoint, limit: 133),
        ] + signedParams.facts
    }
}

extension ClientKeyExchange {
    /// The client's part, in the form of the suite's key exchange (RFC 5246, Section 7.4.7).
    func facts(_ suite: CipherSuite?) throws(DecodingFailure) -> [Fact] {
        switch suite.flatMap({ CipherSuite12($0)?.keyExchange }) {
        case .ecdhe:
            [Fact("public value", bytes: try decode(ClientECDiffieHellmanPublic.self).publicPoint, limit: 133)]
        case .rsa:
            [
                Fact(
                    "encrypted premaster secret", bytes: try decode(EncryptedPreMasterSecret.self).preMasterSecret,
                    limit: 32)
            ]
        case nil: [Fact("content", "\(exchangeKeys.count) bytes")]
        }
    }
}

extension DigitallySigned {
    /// A signature, from TLS 1.2 on with its scheme (RFC 5246, Section 4.7).
    var facts: [Fact] {
        (algorithm.map { [Fact("signature scheme", $0.description)] } ?? [
            Fact("signature scheme", "of the key's type: RSA with MD5 and SHA-1, or ECDSA with SHA-1")
        ]) + [Fact("signature", "\(signature.count) bytes")]
    }
}

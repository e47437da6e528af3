import Crypto

/// DER for the chains (RFC 5280, Section 4.1).
enum Form {
    static let validity = element(
        0x30, element(0x17, Array("260101000000Z".utf8)) + element(0x17, Array("361231235959Z".utf8)))

    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        let count = contents.count
        if count < 0x80 { return [tag, UInt8(count)] + contents }
        if count < 0x100 { return [tag, 0x81, UInt8(count)] + contents }
        return [tag, 0x82, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)] + contents
    }

    static func name(_ commonName: String) -> [UInt8] {
        element(0x30, element(0x31, element(0x30, [0x06, 3, 0x55, 4, 3] + element(0x0c, Array(commonName.utf8)))))
    }

    /// - Parameters:
    ///   - rest: what stands between the issuer and the key.
    ///   - extensions: the contents of the list.
    static func certificate(
        issuer: [UInt8], rest: [UInt8], key: P256.Signing.PrivateKey, issuerKey: P256.Signing.PrivateKey,
        extensions: [UInt8]
    ) throws -> [UInt8] {
        let contents = element(
            0x30,
            [0xa0, 3, 2, 1, 2, 2, 1, 7] + ecdsaWithSHA256 + issuer + rest + Array(key.publicKey.derRepresentation)
                + element(0xa3, element(0x30, extensions)))
        let signature = try issuerKey.signature(for: contents).derRepresentation
        return element(0x30, contents + ecdsaWithSHA256 + element(0x03, [0] + signature))
    }

    static func leafExtensions(_ key: P256.Signing.PrivateKey, issuer: P256.Signing.PrivateKey) -> [UInt8] {
        keyIdentifiers(key, issuer) + ext(15, critical: true, [0x03, 2, 7, 0x80])
            + ext(37, [0x30, 10, 0x06, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1])
            + ext(17, element(0x30, element(0x82, Array("server.example".utf8))))
            + ext(32, [0x30, 6, 0x30, 4, 0x06, 2, 0x2a, 3])
    }

    static func authorityExtensions(_ key: P256.Signing.PrivateKey, issuer: P256.Signing.PrivateKey? = nil) -> [UInt8] {
        keyIdentifiers(key, issuer ?? key) + ext(19, critical: true, [0x30, 3, 1, 1, 0xff])
            + ext(15, critical: true, [0x03, 2, 1, 0x06]) + (issuer == nil ? [] : constraints)
    }

    private static let constraints: [UInt8] =
        ext(30, critical: true, element(0x30, element(0xa0, element(0x30, element(0x82, Array("example".utf8))))))
        + ext(32, [0x30, 6, 0x30, 4, 0x06, 2, 0x2a, 3])
        + ext(33, critical: true, [0x30, 10, 0x30, 8, 0x06, 2, 0x2a, 3, 0x06, 2, 0x2a, 3])
        + ext(36, critical: true, [0x30, 3, 0x80, 1, 5])

    private static func keyIdentifiers(
        _ key: P256.Signing.PrivateKey, _ issuer: P256.Signing.PrivateKey
    ) -> [UInt8] {
        func identifier(_ key: P256.Signing.PrivateKey) -> [UInt8] {
            Array(Insecure.SHA1.hash(data: key.publicKey.rawRepresentation))
        }
        return ext(14, element(0x04, identifier(key))) + ext(35, element(0x30, element(0x80, identifier(issuer))))
    }

    /// An extension of the arc id-ce.
    private static func ext(_ number: UInt8, critical: Bool = false, _ value: [UInt8]) -> [UInt8] {
        element(0x30, [0x06, 3, 0x55, 0x1d, number] + (critical ? [1, 1, 0xff] : []) + element(0x04, value))
    }

    private static let ecdsaWithSHA256: [UInt8] = [0x30, 10, 0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]
}

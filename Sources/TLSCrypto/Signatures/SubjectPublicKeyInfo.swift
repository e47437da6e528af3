/// A SubjectPublicKeyInfo taken apart (RFC 5280, Section 4.1.2.7).
struct SubjectPublicKeyInfo {
    /// The content of the algorithm's OBJECT IDENTIFIER.
    let algorithm: ArraySlice<UInt8>
    /// The encoding of the algorithm's parameters; empty if they are absent.
    let parameters: ArraySlice<UInt8>
    /// The bits of the key, which are whole bytes in every algorithm here.
    let key: ArraySlice<UInt8>

    /// Nil if `der` is not one SubjectPublicKeyInfo and nothing else.
    init?(_ der: [UInt8]) {
        var outer = DERReader(der[...])
        guard let content = outer.read(.sequence), outer.isEmpty else { return nil }
        var info = DERReader(content)
        guard let identifier = info.read(.sequence), let bits = info.read(.bitString), info.isEmpty else { return nil }
        var algorithm = DERReader(identifier)
        guard let oid = algorithm.read(.objectIdentifier) else { return nil }
        // The first byte of a BIT STRING counts the unused bits at its end.
        guard bits.first == 0 else { return nil }
        self.algorithm = oid
        self.parameters = identifier[oid.endIndex...]
        self.key = bits.dropFirst()
    }
}

/// The contents of the OBJECT IDENTIFIERs of algorithms, curves and hashes.
enum ObjectIdentifier {
    // RFC 5480, Section 2.1.1
    static let ecPublicKey: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]
    static let secp256r1: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
    static let secp384r1: [UInt8] = [0x2b, 0x81, 0x04, 0x00, 0x22]
    static let secp521r1: [UInt8] = [0x2b, 0x81, 0x04, 0x00, 0x23]
    // RFC 8410, Section 3
    static let ed25519: [UInt8] = [0x2b, 0x65, 0x70]
    // RFC 8017, Appendix C
    static let rsaEncryption: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]
    static let mgf1: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08]
    static let rsassaPSS: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a]
    static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
    static let sha384: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]
    static let sha512: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]
}

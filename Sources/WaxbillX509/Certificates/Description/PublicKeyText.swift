/// The kind of a public key for people: "EC P-256", "RSA 2048", "Ed25519".
struct PublicKeyText: CustomStringConvertible {
    let description: String

    /// Reads a DER SubjectPublicKeyInfo; nil where it does not have the outline of one.
    init?(_ der: [UInt8]) {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, var algorithm = fields.enter(.derSequence),
            let name = algorithm.nextObjectIdentifier(), let bits = fields.next(.derBitString), fields.isAtEnd
        else { return nil }
        if name == .rsaEncryption, let size = Self.modulusSize(DERCursor(der, bits.contents.dropFirst())) {
            description = "\(name) \(size)"
        } else if let curve = algorithm.nextObjectIdentifier() {
            description = "\(name) \(curve)"
        } else {
            description = name.description
        }
    }

    /// RFC 8017, Appendix A.1.1.
    private static func modulusSize(_ key: DERCursor) -> Int? {
        var key = key
        guard var numbers = key.enter(.derSequence), let modulus = numbers.nextContents(.derInteger) else { return nil }
        let magnitude = modulus.drop { $0 == 0 }
        return magnitude.first.map { magnitude.count * 8 - $0.leadingZeroBitCount }
    }
}

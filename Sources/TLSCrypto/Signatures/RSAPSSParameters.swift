/// The parameters of an id-RSASSA-PSS key, which restrict what it may sign with (RFC 4055, Section 3.1).
enum RSAPSSParameters {
    /// The hashes that a key with these parameters can be used with in TLS 1.3: all if they are absent, one if they
    /// describe one of TLS's schemes, none (nil) otherwise.
    static func allowedHashes(_ parameters: ArraySlice<UInt8>) -> [RSAPSS.Hash]? {
        if parameters.isEmpty { return RSAPSS.Hash.allCases }
        var outer = DERReader(parameters)
        guard let content = outer.read(.sequence), outer.isEmpty else { return nil }
        var fields = DERReader(content)
        // Absent fields mean SHA-1 and a salt of 20 bytes, which no scheme of TLS 1.3 has.
        guard let hashField = fields.read(.context0), let maskField = fields.read(.context1),
            let saltField = fields.read(.context2), fields.isEmpty,
            let hash = hash(hashField), maskHash(maskField) == hash
        else { return nil }
        var salt = DERReader(saltField)
        // RFC 9846, Section 4.3.3: the salt is as long as the digest. In a key, the parameter is the least length.
        guard let saltLength = salt.readUnsignedInteger(), salt.isEmpty,
            saltLength.count <= 1, Int(saltLength.first ?? 0) <= hash.digestLength
        else { return nil }
        return [hash]
    }

    /// An AlgorithmIdentifier of a hash, with NULL or absent parameters (RFC 4055, Section 2.1).
    private static func hash(_ field: ArraySlice<UInt8>) -> RSAPSS.Hash? {
        var outer = DERReader(field)
        guard let content = outer.read(.sequence), outer.isEmpty else { return nil }
        var identifier = DERReader(content)
        guard let oid = identifier.read(.objectIdentifier) else { return nil }
        if !identifier.isEmpty {
            guard let null = identifier.read(.null), null.isEmpty, identifier.isEmpty else { return nil }
        }
        return switch [UInt8](oid) {
        case ObjectIdentifier.sha256: .sha256
        case ObjectIdentifier.sha384: .sha384
        case ObjectIdentifier.sha512: .sha512
        default: nil
        }
    }

    /// The hash of an AlgorithmIdentifier of MGF1.
    private static func maskHash(_ field: ArraySlice<UInt8>) -> RSAPSS.Hash? {
        var outer = DERReader(field)
        guard let content = outer.read(.sequence), outer.isEmpty else { return nil }
        var identifier = DERReader(content)
        guard let oid = identifier.read(.objectIdentifier), oid.elementsEqual(ObjectIdentifier.mgf1) else { return nil }
        return self.hash(content[oid.endIndex...])
    }
}

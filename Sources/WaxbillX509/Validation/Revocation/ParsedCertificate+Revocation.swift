import Crypto

extension ParsedCertificate {
    /// The subjectKeyIdentifier; nil where there is none.
    var subjectKeyIdentifier: ArraySlice<UInt8>? {
        guard let value = fields.extensionValue(StandardExtension.identifier(StandardExtension.subjectKeyIdentifier))
        else { return nil }
        let bytes = Array(value)
        var cursor = DERCursor(bytes)
        return cursor.next(.derOctetString).map { bytes[$0.contents] }
    }

    /// The subjectKeyIdentifier, or what it would be (RFC 5280, Section 4.2.1.2, method 1).
    var keyIdentifier: [UInt8] {
        subjectKeyIdentifier.map { Array($0) } ?? Array(Insecure.SHA1.hash(data: subjectPublicKey))
    }

    /// The contents of the key's BIT STRING after the count of unused bits.
    var subjectPublicKey: ArraySlice<UInt8> {
        let info = fields.subjectPublicKeyInfo
        var outer = DERCursor(info)
        guard var parts = outer.enter(.derSequence), parts.next(.derSequence) != nil,
            let key = parts.next(.derBitString)
        else { return [] }
        return info[key.contents.dropFirst()]
    }

    /// Whether the key may sign CRLs: keyUsage does not restrict it, or has cRLSign (RFC 5280, Section 6.3.3 (f)).
    var maySignRevocationLists: Bool {
        guard let value = fields.extensionValue(StandardExtension.identifier(StandardExtension.keyUsage)) else {
            return true
        }
        let bytes = Array(value)
        var cursor = DERCursor(bytes)
        guard let bits = cursor.next(.derBitString), cursor.isAtEnd, bits.contents.count >= 2 else { return false }
        // cRLSign is bit 6.
        return bytes[bits.contents.lowerBound + 1] & 0x02 != 0
    }

    /// Whether basicConstraints says CA:TRUE.
    var saysCA: Bool {
        let identifier = StandardExtension.identifier(StandardExtension.basicConstraints)
        guard let value = fields.extensionValue(identifier) else { return false }
        let bytes = Array(value)
        var cursor = DERCursor(bytes)
        var constraints = cursor.enter(.derSequence)
        return constraints?.next(.derBoolean) != nil
    }
}

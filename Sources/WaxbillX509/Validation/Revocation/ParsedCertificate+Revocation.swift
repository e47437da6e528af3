import Crypto
import X509

extension ParsedCertificate {
    /// The subjectKeyIdentifier; nil where there is none.
    var subjectKeyIdentifier: ArraySlice<UInt8>? { extensions.subjectKeyIdentifier }

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
    var maySignRevocationLists: Bool { extensions.keyUsage?.cRLSign ?? true }
}

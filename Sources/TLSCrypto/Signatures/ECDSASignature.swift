/// The form in which ECDSA signatures travel: a DER-encoded `Ecdsa-Sig-Value` (RFC 9846, Section 4.3.3; RFC 5480, Appendix
/// A).
enum ECDSASignature {
    /// r and s one behind the other, each padded to `scalarLength` bytes; nil if `der` is not one such value with
    /// numbers of at most that length, and nothing else.
    static func rawRepresentation(of der: [UInt8], scalarLength: Int) -> [UInt8]? {
        var outer = DERReader(der[...])
        guard let content = outer.read(.sequence), outer.isEmpty else { return nil }
        var numbers = DERReader(content)
        guard let r = numbers.readUnsignedInteger(), let s = numbers.readUnsignedInteger(), numbers.isEmpty,
            r.count <= scalarLength, s.count <= scalarLength
        else { return nil }
        let zeros = [UInt8](repeating: 0, count: scalarLength)
        return [UInt8](zeros.dropFirst(r.count)) + r + zeros.dropFirst(s.count) + s
    }
}

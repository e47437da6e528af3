import Crypto

/// A chain of which the fuzzer writes what matters, and which is well signed: it would never get past the signatures else.
///
/// An input has three parts, each with its length in two bytes before it: what stands in the leaf after the issuer's name
/// (validity, subject), the leaf's extensions and the authority's extensions. What follows is taken for whole certificates.
struct FuzzedChain {
    /// The leaf first.
    let presented: [[UInt8]]

    /// Where all of them end.
    struct Root {
        let key: P256.Signing.PrivateKey
        let der: [UInt8]

        init() throws {
            key = P256.Signing.PrivateKey()
            let subject = Form.name("Root")
            der = try Form.certificate(
                issuer: subject, rest: Form.validity + subject, key: key, issuerKey: key,
                extensions: Form.authorityExtensions(key))
        }
    }

    init(_ input: UnsafeBufferPointer<UInt8>, root: Root, keys: [P256.Signing.PrivateKey]) throws {
        var rest = input[...]
        let subject = Self.part(&rest)
        let leafExtensions = Self.part(&rest)
        let authorityExtensions = Self.part(&rest)
        let authority = Form.name("Authority")
        var chain = [
            try Form.certificate(
                issuer: authority, rest: subject, key: keys[0], issuerKey: keys[1], extensions: leafExtensions),
            try Form.certificate(
                issuer: Form.name("Root"), rest: Form.validity + authority, key: keys[1], issuerKey: root.key,
                extensions: authorityExtensions),
        ]
        while rest.count > 1, chain.count < 8 { chain.append(Self.part(&rest)) }
        presented = chain
    }

    /// An input that makes a good chain.
    static func seed(root: Root, keys: [P256.Signing.PrivateKey]) -> [UInt8] {
        let parts = [
            Form.validity + Form.name("leaf"),
            Form.leafExtensions(keys[0], issuer: keys[1]),
            Form.authorityExtensions(keys[1], issuer: root.key),
        ]
        return parts.flatMap { [UInt8(truncatingIfNeeded: $0.count >> 8), UInt8(truncatingIfNeeded: $0.count)] + $0 }
    }

    private static func part(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(2)
        defer { rest = rest.dropFirst(length) }
        return Array(rest.prefix(length))
    }
}

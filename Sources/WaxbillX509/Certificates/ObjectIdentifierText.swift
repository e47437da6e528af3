/// An object identifier as people read it: the algorithm's name where it is a known one, else its numbers.
struct ObjectIdentifierText: Hashable, CustomStringConvertible {
    /// The contents of the DER OBJECT IDENTIFIER (X.690, Section 8.19).
    private let contents: [UInt8]

    /// Reads the contents of a DER OBJECT IDENTIFIER; nil when they are malformed, or have an arc beyond 63 bits.
    init?(_ contents: ArraySlice<UInt8>) {
        guard contents.count <= 64, let last = contents.last, last < 0x80 else { return nil }
        var arcLength = 0
        for byte in contents {
            arcLength += 1
            guard arcLength <= 9 else { return nil }
            if byte < 0x80 { arcLength = 0 }
        }
        self.contents = Array(contents)
    }

    /// - Parameter arcs: two at least.
    private init(_ arcs: UInt64...) {
        var numbers = arcs
        if numbers.count > 1 { numbers.replaceSubrange(0...1, with: [numbers[0] * 40 + numbers[1]]) }
        contents = numbers.flatMap { number in
            var groups = [UInt8(number & 0x7F)]
            var rest = number >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            return groups.reversed()
        }
    }

    /// The numbers with dots between.
    var dotted: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in contents {
            arc = arc << 7 | UInt64(byte & 0x7F)
            guard byte < 0x80 else { continue }
            let root = min(arc / 40, 2)
            arcs += arcs.isEmpty ? [root, arc - root * 40] : [arc]
            arc = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    var description: String {
        let dotted = dotted
        return Self.names[dotted] ?? dotted
    }

    static let rsaEncryption = ObjectIdentifierText(1, 2, 840, 113549, 1, 1, 1)
    static let ecPublicKey = ObjectIdentifierText(1, 2, 840, 10045, 2, 1)
    static let ed25519 = ObjectIdentifierText(1, 3, 101, 112)
    static let secp256r1 = ObjectIdentifierText(1, 2, 840, 10045, 3, 1, 7)
    static let secp384r1 = ObjectIdentifierText(1, 3, 132, 0, 34)
    static let secp521r1 = ObjectIdentifierText(1, 3, 132, 0, 35)

    static let mgf1 = ObjectIdentifierText(1, 2, 840, 113549, 1, 1, 8)
    static let rsassaPSS = ObjectIdentifierText(1, 2, 840, 113549, 1, 1, 10)
    static let sha256WithRSA = ObjectIdentifierText(1, 2, 840, 113549, 1, 1, 11)
    static let sha384WithRSA = ObjectIdentifierText(1, 2, 840, 113549, 1, 1, 12)
    static let sha512WithRSA = ObjectIdentifierText(1, 2, 840, 113549, 1, 1, 13)
    static let ecdsaWithSHA256 = ObjectIdentifierText(1, 2, 840, 10045, 4, 3, 2)
    static let ecdsaWithSHA384 = ObjectIdentifierText(1, 2, 840, 10045, 4, 3, 3)
    static let ecdsaWithSHA512 = ObjectIdentifierText(1, 2, 840, 10045, 4, 3, 4)
    static let sha256 = ObjectIdentifierText(2, 16, 840, 1, 101, 3, 4, 2, 1)
    static let sha384 = ObjectIdentifierText(2, 16, 840, 1, 101, 3, 4, 2, 2)
    static let sha512 = ObjectIdentifierText(2, 16, 840, 1, 101, 3, 4, 2, 3)

    /// Signatures over MD2, MD5 or SHA-1, for which collisions can be made.
    var isForgeable: Bool { Self.forgeable.contains(dotted) }

    private static let forgeable: Set<String> = [
        "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10040.4.3",
        "1.2.840.10045.4.1",
    ]

    private static let names: [String: String] = [
        "1.2.840.113549.1.1.1": "RSA",
        "1.2.840.113549.1.1.2": "md2WithRSAEncryption",
        "1.2.840.113549.1.1.4": "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
        "1.3.14.3.2.29": "sha1WithRSAEncryption",
        "1.2.840.113549.1.1.10": "RSASSA-PSS",
        "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
        "1.2.840.113549.1.1.14": "sha224WithRSAEncryption",
        "1.2.840.10040.4.1": "DSA",
        "1.2.840.10040.4.3": "dsa-with-SHA1",
        "1.2.840.10045.2.1": "EC",
        "1.2.840.10045.3.1.7": "P-256",
        "1.3.132.0.34": "P-384",
        "1.3.132.0.35": "P-521",
        "1.3.132.0.10": "secp256k1",
        "1.2.840.10045.4.1": "ecdsa-with-SHA1",
        "1.2.840.10045.4.3.1": "ecdsa-with-SHA224",
        "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4": "ecdsa-with-SHA512",
        "1.3.101.110": "X25519",
        "1.3.101.112": "Ed25519",
        "1.3.101.113": "Ed448",
        "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
        "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
        "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
    ]
}

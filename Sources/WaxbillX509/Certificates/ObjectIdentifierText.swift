/// An object identifier as people read it: the algorithm's name where it is a known one, else its numbers.
struct ObjectIdentifierText: Hashable, CustomStringConvertible {
    /// The numbers with dots between.
    let dotted: String

    private init(dotted: String) { self.dotted = dotted }

    /// Reads the contents of a DER OBJECT IDENTIFIER (X.690, Section 8.19); nil when they are malformed.
    init?(_ contents: ArraySlice<UInt8>) {
        guard contents.count <= 64, let last = contents.last, last < 0x80 else { return nil }
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in contents {
            guard arc < 1 << 56 else { return nil }
            arc = arc << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 {
                if arcs.isEmpty {
                    let root = min(arc / 40, 2)
                    arcs = [root, arc - root * 40]
                } else {
                    arcs.append(arc)
                }
                arc = 0
            }
        }
        dotted = arcs.map(String.init).joined(separator: ".")
    }

    var description: String { Self.names[dotted] ?? dotted }

    static let rsaEncryption = ObjectIdentifierText(dotted: "1.2.840.113549.1.1.1")
    static let ecPublicKey = ObjectIdentifierText(dotted: "1.2.840.10045.2.1")
    static let ed25519 = ObjectIdentifierText(dotted: "1.3.101.112")
    static let secp256r1 = ObjectIdentifierText(dotted: "1.2.840.10045.3.1.7")
    static let secp384r1 = ObjectIdentifierText(dotted: "1.3.132.0.34")
    static let secp521r1 = ObjectIdentifierText(dotted: "1.3.132.0.35")

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

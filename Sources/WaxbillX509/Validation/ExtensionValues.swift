import SwiftASN1
import X509

extension BasicConstraints {
    /// RFC 5280, Section 4.2.1.9: SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }.
    init?(decoding cursor: inout DERCursor) {
        guard var fields = cursor.enter(.derSequence) else { return nil }
        var isAuthority = false
        if fields.nextTag == .derBoolean {
            // FALSE is the default. DER leaves it away, but issuers who write it mean no harm.
            guard let mark = fields.next(), let value = mark.contents.first.map({ fields.bytes[$0] }),
                mark.contents.count == 1, value == 0 || value == 0xFF
            else { return nil }
            isAuthority = value == 0xFF
        }
        var pathLength: Int?
        if !fields.isAtEnd {
            guard let number = fields.nextInteger(), let value = fields.smallNumber(number) else { return nil }
            pathLength = value
        }
        guard fields.isAtEnd, isAuthority || pathLength == nil else { return nil }
        self = isAuthority ? .isCertificateAuthority(maxPathLength: pathLength) : .notCertificateAuthority
    }
}

extension KeyUsage {
    /// RFC 5280, Section 4.2.1.3: a BIT STRING of nine named bits.
    init?(decoding cursor: inout DERCursor) {
        guard let element = cursor.next(.derBitString) else { return nil }
        let contents = cursor.bytes[element.contents]
        // One count of unused bits, and one or two bytes of bits. X.690, Section 11.2.2: no zero bit stands at the end.
        guard let unused = contents.first, unused < 8, (2...3).contains(contents.count), let last = contents.last,
            last != 0, last.trailingZeroBitCount == Int(unused)
        else { return nil }
        let bits = contents.dropFirst().reduce(0) { $0 << 8 | UInt16($1) } << (contents.count == 2 ? 8 : 0)
        func bit(_ number: Int) -> Bool { bits >> (15 - number) & 1 == 1 }
        self.init(
            digitalSignature: bit(0), nonRepudiation: bit(1), keyEncipherment: bit(2), dataEncipherment: bit(3),
            keyAgreement: bit(4), keyCertSign: bit(5), cRLSign: bit(6), encipherOnly: bit(7), decipherOnly: bit(8))
    }
}

extension ExtendedKeyUsage {
    /// RFC 5280, Section 4.2.1.12: SEQUENCE SIZE (1..MAX) OF OBJECT IDENTIFIER.
    init?(decoding cursor: inout DERCursor) {
        guard var list = cursor.enter(.derSequence), !list.isAtEnd else { return nil }
        var usages: [Usage] = []
        while !list.isAtEnd {
            guard let name = list.next(.derObjectIdentifier),
                let node = try? DER.parse(list.bytes[name.whole]),
                let identifier = try? ASN1ObjectIdentifier(derEncoded: node)
            else { return nil }
            usages.append(Usage(oid: identifier))
        }
        guard let usage = try? ExtendedKeyUsage(usages) else { return nil }
        self = usage
    }
}

/// The identifiers of keys.
enum KeyIdentifier {
    /// RFC 5280, Section 4.2.1.2: OCTET STRING.
    static func subject(_ cursor: inout DERCursor) -> ArraySlice<UInt8>? {
        cursor.next(.derOctetString).map { cursor.bytes[$0.contents] }
    }

    /// RFC 5280, Section 4.2.1.1: SEQUENCE { keyIdentifier [0], authorityCertIssuer [1], authorityCertSerialNumber [2] }, all
    /// optional. Whether the last two go together is a question of form (``CertificateProfileRules``).
    /// - Returns: `.some(nil)` where there is no keyIdentifier, nil where it is malformed.
    static func authority(_ cursor: inout DERCursor) -> ArraySlice<UInt8>?? {
        guard var fields = cursor.enter(.derSequence) else { return nil }
        let identifier = fields.next(0x80).map { fields.bytes[$0.contents] }
        _ = fields.next(0xA1)
        _ = fields.next(0x82)
        return fields.isAtEnd ? .some(identifier) : nil
    }
}

extension DERCursor {
    /// The value of an INTEGER that is neither negative nor beyond what any path could have; greater ones count as the greatest.
    fileprivate func smallNumber(_ element: Element) -> Int? {
        guard let first = bytes[element.contents].first, first < 0x80 else { return nil }
        guard element.contents.count <= 4 else { return Int(UInt32.max) }
        return bytes[element.contents].reduce(0) { $0 << 8 | Int($1) }
    }
}

/// Why a certificate was revoked (CRLReason of RFC 5280, Section 5.3.1), by the names of the RFC.
public enum RevocationReason: String, Sendable, Hashable, CaseIterable, Codable {
    case unspecified
    case keyCompromise
    case cACompromise
    case affiliationChanged
    case superseded
    case cessationOfOperation
    case certificateHold
    /// Only in delta CRLs: the certificate is not revoked any more.
    case removeFromCRL
    case privilegeWithdrawn
    case aACompromise

    /// The number that stands for it.
    public var code: UInt8 {
        switch self {
        case .unspecified: 0
        case .keyCompromise: 1
        case .cACompromise: 2
        case .affiliationChanged: 3
        case .superseded: 4
        case .cessationOfOperation: 5
        case .certificateHold: 6
        case .removeFromCRL: 8
        case .privilegeWithdrawn: 9
        case .aACompromise: 10
        }
    }

    /// The reason that this number stands for; nil for 7, which nothing has, and all above 10.
    public init?(code: UInt8) {
        guard let reason = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = reason
    }
}

/// A set of reasons (ReasonFlags of RFC 5280, Section 4.2.1.13).
package struct RevocationReasons: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    /// - Parameter rawValue: bit n is bit n of ReasonFlags; bit 0 is unused.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The bits as the RFC names them.
    package static let keyCompromise = RevocationReasons(rawValue: 1 << 1)
    package static let cACompromise = RevocationReasons(rawValue: 1 << 2)
    package static let affiliationChanged = RevocationReasons(rawValue: 1 << 3)
    package static let superseded = RevocationReasons(rawValue: 1 << 4)
    package static let cessationOfOperation = RevocationReasons(rawValue: 1 << 5)
    package static let certificateHold = RevocationReasons(rawValue: 1 << 6)
    package static let privilegeWithdrawn = RevocationReasons(rawValue: 1 << 7)
    package static let aACompromise = RevocationReasons(rawValue: 1 << 8)
    /// Every reason that a certificate can be revoked for.
    package static let all = RevocationReasons(rawValue: 0x1FE)

    /// Reads the contents of a BIT STRING; nil where they are malformed. Bits that the RFC does not name are ignored.
    init?(contents: ArraySlice<UInt8>) {
        guard let unused = contents.first, unused < 8, contents.count > 1 || unused == 0 else { return nil }
        let bytes = contents.dropFirst()
        // X.690, Section 11.2.1: unused bits are zero.
        if let last = bytes.last, last & (1 << unused - 1) != 0 { return nil }
        var rawValue: UInt16 = 0
        for (index, byte) in bytes.prefix(2).enumerated() {
            for bit in 0..<8 where byte & 0x80 >> bit != 0 { rawValue |= 1 << (index * 8 + bit) }
        }
        self = RevocationReasons(rawValue: rawValue).intersection(.all)
    }

    /// The contents of the BIT STRING, without trailing zero bits (X.690, Section 11.2.2).
    var contents: [UInt8] {
        guard let last = (0..<16).last(where: { rawValue & 1 << $0 != 0 }) else { return [0] }
        var bytes = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in 0...last where rawValue & 1 << bit != 0 { bytes[bit / 8] |= 0x80 >> (bit % 8) }
        return [UInt8(7 - last % 8)] + bytes
    }
}

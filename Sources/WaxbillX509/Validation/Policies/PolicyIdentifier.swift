/// The object identifier of a certificate policy (RFC 5280, Section 4.2.1.4), compared by its DER contents.
struct PolicyIdentifier: Hashable, Sendable {
    private let contents: ArraySlice<UInt8>

    /// Stands for every policy.
    static let anyPolicy = PolicyIdentifier(unchecked: [0x55, 0x1D, 0x20, 0x00])

    /// - Parameter contents: the contents of a DER OBJECT IDENTIFIER.
    /// - Returns: nil where they are not in the one form that DER allows (X.690, Section 8.19.2).
    init?(_ contents: ArraySlice<UInt8>) {
        guard let last = contents.last, last < 0x80 else { return nil }
        var isStart = true
        for byte in contents {
            // An arc has no leading zeros.
            if isStart, byte == 0x80 { return nil }
            isStart = byte < 0x80
        }
        self.init(unchecked: contents)
    }

    private init(unchecked contents: ArraySlice<UInt8>) { self.contents = contents }

    /// - Parameter dotted: numbers with dots between.
    /// - Returns: nil where no certificate could have such an identifier.
    init?(dotted: String) {
        let parts = dotted.split(separator: ".", omittingEmptySubsequences: false)
        var arcs: [UInt128] = []
        for part in parts {
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let arc = UInt128(part) else { return nil }
            arcs.append(arc)
        }
        guard arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40 else { return nil }
        let (first, overflow) = arcs[1].addingReportingOverflow(arcs[0] * 40)
        guard !overflow else { return nil }
        var contents: [UInt8] = []
        for arc in [first] + arcs.dropFirst(2) {
            var septets = [UInt8(truncatingIfNeeded: arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                septets.append(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80)
                rest >>= 7
            }
            contents += septets.reversed()
        }
        self.init(unchecked: contents[...])
    }

    /// The numbers with dots between; nil where an arc has more than 128 bits, which no arc in use has.
    var dotted: String? {
        var arcs: [UInt128] = []
        var arc: UInt128 = 0
        for byte in contents {
            guard arc < 1 << 121 else { return nil }
            arc = arc << 7 | UInt128(byte & 0x7F)
            guard byte < 0x80 else { continue }
            if arcs.isEmpty {
                let root = min(arc / 40, 2)
                arcs = [root, arc - root * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }
}

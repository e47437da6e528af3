import TLSWire

extension LedgerCommand {
    /// Whether texts, limits and times are what the journal can hold.
    package var isWithinLimits: Bool {
        switch self {
        case .open(_, let owner, _, let creditLimit):
            (1...LedgerLimits.identity).contains(owner.utf8.count) && creditLimit >= 0
        case .pay(_, _, _, let reference):
            reference.utf8.count <= LedgerLimits.reference
        case .hold(_, _, _, let expiresIn, let reference):
            (1...LedgerLimits.holdDuration).contains(expiresIn) && reference.utf8.count <= LedgerLimits.reference
        case .deposit, .withdraw, .capture, .void, .close: true
        }
    }

    /// Whether it is the same, byte for byte.
    func isSame(as other: LedgerCommand) -> Bool {
        // `==` takes texts for equal that are composed differently, and would keep most commands from being encoded.
        guard self == other else { return false }
        var (mine, others) = (WireWriter(), WireWriter())
        encode(to: &mine)
        other.encode(to: &others)
        return mine.bytes == others.bytes
    }
}

extension String {
    /// Whether both are the same bytes; `==` calls some others equal as well, and an identity is not to be two.
    func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

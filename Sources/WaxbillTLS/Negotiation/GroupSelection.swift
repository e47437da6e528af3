import TLSWire

/// In which group to exchange keys (RFC 9846, Sections 4.3.7 and 4.3.8).
enum GroupSelection: Equatable {
    /// With the share that the client has sent.
    case share(KeyShareEntry)
    /// In a group of which the client has to send a share first.
    case retry(NamedGroup)

    /// A post-quantum group that both prefer is worth a round trip; any other share at hand is better than one.
    static func select(
        shares: [KeyShareEntry], groups: [NamedGroup], preferences: [NamedGroup]
    ) throws(TLSError) -> GroupSelection {
        let common = preferences.filter { groups.contains($0) }
        guard let best = common.first else { throw .incompatible(.noCommonGroup) }
        if best.isPostQuantum, !shares.contains(where: { $0.group == best }) { return .retry(best) }
        for group in common {
            if let share = shares.first(where: { $0.group == group }) { return .share(share) }
        }
        return .retry(best)
    }
}

extension NamedGroup {
    /// Whether a quantum computer is no help against it.
    var isPostQuantum: Bool { self == .x25519MLKEM768 }
}

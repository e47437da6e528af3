/// Who asks.
package struct Requester: Sendable, Hashable {
    /// The identity of the client's certificate, 1 to 255 bytes.
    package let name: String
    /// Whether the bank lets it open and close accounts, and take and give cash.
    package let isTeller: Bool

    package init(name: String, isTeller: Bool) {
        self.name = name
        self.isTeller = isTeller
    }
}

/// Under what an answer is found again: a key counts for the identity that made it.
package struct RequestKey: Sendable, Hashable {
    package let requester: String
    package let key: IdempotencyKey

    package init(requester: String, key: IdempotencyKey) {
        self.requester = requester
        self.key = key
    }

    package static func == (a: RequestKey, b: RequestKey) -> Bool {
        a.key == b.key && a.requester.hasSameBytes(as: b.requester)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        var name = requester
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// Something that the ledger is asked to do.
package struct LedgerRequest: Sendable, Hashable {
    package let key: IdempotencyKey
    package let requester: Requester
    package let command: LedgerCommand

    package init(key: IdempotencyKey, requester: Requester, command: LedgerCommand) {
        self.key = key
        self.requester = requester
        self.command = command
    }

    package var requestKey: RequestKey { RequestKey(requester: requester.name, key: key) }

    /// Whether it can be written down: who passes a request on has looked at this before.
    package var isWithinLimits: Bool {
        (1...LedgerLimits.identity).contains(requester.name.utf8.count) && command.isWithinLimits
    }
}

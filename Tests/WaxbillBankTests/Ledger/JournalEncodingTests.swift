import TLSWire
import Testing

@testable import WaxbillBank

/// Entries have one encoding, and bytes from a disk trap nothing.
@Suite struct JournalEncodingTests {
    static let commands: [LedgerCommand] = [
        .open(account: .named("alice"), owner: "alice", currency: .coded("EUR"), creditLimit: .max),
        .open(account: .named("a"), owner: String(repeating: "é", count: 127), currency: .coded("JPY"), creditLimit: 0),
        .deposit(account: .named("alice"), eur(1)),
        .withdraw(account: .named("alice"), eur(.max)),
        .pay(from: .named("alice"), to: .named("bob"), eur(2_500), reference: "rent, 12/2026"),
        .pay(from: .named("alice"), to: .named("bob"), eur(2_500), reference: ""),
        .hold(
            from: .named("alice"), to: .named("bob"), eur(7), expiresIn: LedgerLimits.holdDuration,
            reference: String(repeating: "r", count: 140)),
        .capture(hold: 7, amount: nil),
        .capture(hold: .max, amount: .one),
        .void(hold: 1),
        .close(account: .named("alice")),
    ]

    static let outcomes: [Outcome] = [
        .done([]), .done([Posting(.named("alice"), -3), Posting(.named("bob"), 2), Posting(.named("@fees-EUR"), 1)]),
        .refused(Refusal(.insufficientFunds, available: 12)), .refused(Refusal(.accountHasHolds)),
    ]

    static let entries: [JournalEntry] = commands.flatMap { command in
        outcomes.map { outcome in
            JournalEntry(
                number: 70_000, time: 1_790_000_000_123,
                request: LedgerRequest(
                    key: IdempotencyKey(high: 0x0011_2233_4455_6677, low: .max),
                    requester: Requester(name: "alice", isTeller: command.operation == .open), command: command),
                outcome: outcome)
        }
    }

    private func decoded(_ bytes: [UInt8]) -> JournalEntry? { try? JournalEntry(decoding: bytes) }

    @Test func entriesAreReadAsTheyWereWritten() {
        for entry in Self.entries { #expect(decoded(entry.encoded) == entry) }
    }

    @Test func everyRefusalIsReadAgain() {
        for reason in RefusalReason.allCases {
            let available: Int64? = reason == .insufficientFunds ? 0 : nil
            let entry = JournalEntry(
                number: 1, time: 0, request: Self.entries[0].request,
                outcome: .refused(Refusal(reason, available: available)))
            #expect(decoded(entry.encoded) == entry)
            // Only where there is not enough it says how much there is, and there always.
            let other = JournalEntry(
                number: 1, time: 0, request: Self.entries[0].request,
                outcome: .refused(Refusal(reason, available: available == nil ? 1 : nil)))
            #expect(decoded(other.encoded) == nil)
        }
        #expect(Set(RefusalReason.allCases.map(\.code)).count == RefusalReason.allCases.count)
    }

    @Test func nothingShorterOrLongerIsAnEntry() {
        for entry in Self.entries {
            let bytes = entry.encoded
            for count in bytes.indices where decoded(Array(bytes.prefix(count))) != nil {
                Issue.record("\(count) bytes of \(entry)")
            }
            #expect(decoded(bytes + [0]) == nil)
        }
    }

    @Test func aFlippedBitIsAnErrorOrAnotherEntry() {
        var read = 0
        for entry in Self.entries {
            let bytes = entry.encoded
            for bit in 0..<(8 * bytes.count) {
                var changed = bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                guard let other = decoded(changed) else { continue }
                read += 1
                // Whatever can be read is written as it was: there is one encoding of each entry.
                if other.encoded != changed { Issue.record("bit \(bit) of \(entry)") }
            }
        }
        #expect(read > 1_000)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func randomBytesTrapNothing(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<4_000 {
            var bytes = random.pick(Self.entries).encoded
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                default:
                    let extreme = random.pick([[UInt8](repeating: 0xFF, count: 8), [0x80, 0, 0, 0, 0, 0, 0, 0]])
                    bytes.replaceSubrange(place..<min(bytes.count, place + 8), with: extreme)
                }
            }
            guard let entry = decoded(bytes) else { continue }
            if entry.encoded != bytes { Issue.record("\(bytes) are no canonical entry") }
            // The replay takes whatever can be read.
            var replay = JournalReplay()
            _ = replay.replay([entry])
        }
    }

    @Test(
        arguments: [
            (0, 0), (UInt64(Int64.max) + 1, 0), (.max, 0), (1, -1), (1, .min), (1, LedgerLimits.time + 1), (1, .max),
        ] as [(UInt64, Int64)])
    func numbersAndTimesHaveTheirRange(number: UInt64, time: Int64) {
        let entry = JournalEntry(number: number, time: time, request: Self.entries[0].request, outcome: .done([]))
        #expect(decoded(entry.encoded) == nil)
    }

    @Test(
        arguments: [
            .done([Posting(.named("a"), 0)]), .done([Posting(.named("a"), .min)]),
            .done((0..<4).map { _ in Posting(.named("a"), 1) }),
            .refused(Refusal(.insufficientFunds, available: -1)),
        ] as [Outcome])
    func outcomesThatNoBankWritesAreNotRead(outcome: Outcome) {
        let entry = JournalEntry(number: 1, time: 0, request: Self.entries[0].request, outcome: outcome)
        #expect(decoded(entry.encoded) == nil)
    }

    @Test(
        arguments: [
            .open(account: .named("a"), owner: "a", currency: .coded("EUR"), creditLimit: -1),
            .hold(from: .named("a"), to: .named("b"), eur(1), expiresIn: 0, reference: ""),
            .hold(from: .named("a"), to: .named("b"), eur(1), expiresIn: -1, reference: ""),
            .hold(from: .named("a"), to: .named("b"), eur(1), expiresIn: 90 * 86_400_000 + 1, reference: ""),
        ] as [LedgerCommand])
    func commandsThatNoBankWritesAreNotRead(command: LedgerCommand) {
        let earlier = Self.entries[0].request
        let request = LedgerRequest(key: earlier.key, requester: earlier.requester, command: command)
        let entry = JournalEntry(number: 1, time: 0, request: request, outcome: .done([]))
        #expect(decoded(entry.encoded) == nil)
    }

    @Test func theLargestPostingsAreReplayed() {
        // Each follows from nothing, and adds up to more than fits.
        let postings = [Posting(.named("a"), .max), Posting(.named("b"), .max), Posting(.named("c"), -.max)]
        for command in Self.commands {
            let request = LedgerRequest(
                key: IdempotencyKey(high: 0, low: 0), requester: Requester(name: "a", isTeller: true), command: command)
            var replay = JournalReplay()
            let entry = JournalEntry(number: 1, time: LedgerLimits.time, request: request, outcome: .done(postings))
            #expect(replay.replay([entry]).fault != nil)
        }
    }
}

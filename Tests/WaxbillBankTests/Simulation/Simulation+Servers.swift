@testable import WaxbillBank

// What servers do: they decide batches, and seal what has been decided.
extension Simulation {
    /// One batch, in whose midst another server may decide one.
    mutating func decide(_ index: Int) {
        let server = servers[index]
        guard !server.waiting.isEmpty, !server.store.isDown else { return }
        let count = min(server.waiting.count, 1 + dice.random.below(8))
        let batch = Array(server.waiting.prefix(count))
        server.waiting.removeFirst(count)
        let others = meeting(index)
        let replies = Self.replies(to: batch, by: server, rules, clock: now + server.skew)
        server.store.meanwhile = nil
        for reply in others.replies + replies { answer(reply.client, reply.request, reply.reply) }
        restartWhatIsDown()
    }

    /// Seals; another server may seal while this one signs, or decide a batch before it commits.
    mutating func seal(_ index: Int) async {
        let (server, other) = (servers[index], servers[1 - index])
        guard !server.store.isDown else { return }
        for server in servers { server.clock.set(UInt64(clamping: now + server.skew)) }
        let others = meeting(index)
        if dice.random.oneIn(3) {
            server.signer.meanwhile = {
                guard !other.store.isDown else { return }
                try? await other.sealer.seal()
            }
        }
        // What cannot be sealed now is sealed later.
        try? await server.sealer.seal()
        server.signer.meanwhile = nil
        server.store.meanwhile = nil
        for reply in others.replies { answer(reply.client, reply.request, reply.reply) }
        restartWhatIsDown()
    }

    /// - Returns: why the end cannot be sealed.
    func sealRest() async -> String? {
        for server in servers {
            do {
                server.clock.set(UInt64(clamping: now + server.skew))
                try await server.sealer.seal()
            } catch {
                return "nothing can be sealed any more: \(error)"
            }
        }
        return nil
    }

    struct SentReply {
        let client: Int
        let request: LedgerRequest
        let reply: Reply
    }

    /// What another server answers between this one's reading and its commit.
    private final class Meeting {
        var replies: [SentReply] = []
    }

    private mutating func meeting(_ index: Int) -> Meeting {
        let meeting = Meeting()
        guard dice.random.oneIn(3) else { return meeting }
        let (other, rules) = (servers[1 - index], rules)
        let time = now + other.skew
        servers[index].store.meanwhile = {
            guard !other.waiting.isEmpty, !other.store.isDown else { return }
            let batch = [other.waiting.removeFirst()]
            meeting.replies += Self.replies(to: batch, by: other, rules, clock: time)
        }
        return meeting
    }

    private mutating func restartWhatIsDown() {
        for (index, server) in servers.enumerated() where server.store.isDown && !server.isRestarting {
            server.waiting = []
            server.isRestarting = true
            at(Int64(20 + dice.random.below(300)), .restart(server: index))
        }
    }

    private static func replies(
        to batch: [(client: Int, request: LedgerRequest)], by server: SimulatedServer, _ rules: LedgerRules,
        clock: Int64
    ) -> [SentReply] {
        do throws(LedgerStoreError) {
            let answers = try server.store.decide(batch.map(\.request), rules: rules) { clock }
            return zip(batch, answers).map { SentReply(client: $0.client, request: $0.request, reply: .answer($1)) }
        } catch {
            // Nobody hears from a server that is down.
            if server.store.isDown { return [] }
            return batch.map { SentReply(client: $0.client, request: $0.request, reply: .failure) }
        }
    }

    private mutating func answer(_ client: Int, _ request: LedgerRequest, _ reply: Reply) {
        if dice.fault(oneIn: 8) { return }
        let copies = dice.fault(oneIn: 10) ? 2 : 1
        for _ in 0..<copies { at(Int64(1 + dice.random.below(40)), .hear(client: client, request, reply)) }
    }
}

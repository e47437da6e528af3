@testable import WaxbillBank

/// Clients, a network that loses, repeats and reorders, and two servers on one database that crash: all of it from one seed, on
/// one thread, in a time of its own.
struct Simulation {
    enum Reply {
        case answer(LedgerAnswer)
        case failure
    }

    enum Event {
        /// A client makes a request.
        case ask(client: Int)
        /// A client sends again what it has no answer to.
        case resend(client: Int, LedgerRequest)
        /// A server receives a request.
        case receive(server: Int, client: Int, LedgerRequest)
        /// A server decides what it has received.
        case decide(server: Int)
        /// A client receives what a server says.
        case hear(client: Int, LedgerRequest, Reply)
        case restart(server: Int)
    }

    struct Client {
        /// What has been kept before it was sent, and has no answer.
        var outbox: [LedgerRequest] = []
        var heard: [(request: LedgerRequest, answer: LedgerAnswer)] = []
        var asked: [LedgerRequest] = []
    }

    final class Server {
        let store: SimulatedStore
        /// How far its clock is off, in milliseconds.
        let skew: Int64
        var waiting: [(client: Int, request: LedgerRequest)] = []

        init(_ store: SimulatedStore, skew: Int64) {
            self.store = store
            self.skew = skew
        }
    }

    let rules: LedgerRules
    let database: SimulatedDatabase
    private let dice: SimulatedStore.Dice
    private var servers: [Server] = []
    private(set) var clients: [Client]
    private var requests: RandomRequests
    private var events: [(time: Int64, order: Int, event: Event)] = []
    private var order = 0
    private var now: Int64 = 1_000_000
    private let requestsPerClient: Int
    private(set) var happened = 0

    init(seed: UInt64, sabotage: Sabotage? = nil, clients: Int = 4, requestsPerClient: Int = 12) {
        var random = SeededRandom(seed: seed)
        requests = RandomRequests(seed: random.next())
        rules = random.oneIn(2) ? LedgerRules() : LedgerRules(fees: [requests.currencies[0]: .one])
        database = SimulatedDatabase(sabotage: sabotage)
        self.clients = Array(repeating: Client(), count: clients)
        self.requestsPerClient = requestsPerClient
        dice = SimulatedStore.Dice(random)
        for index in 0..<2 {
            let skew = Int64(dice.random.below(4_000)) * Int64(index)
            servers.append(Server(SimulatedStore(database, dice, sabotage: sabotage), skew: skew))
        }
        for client in 0..<clients { at(Int64(dice.random.below(50)), .ask(client: client)) }
        for server in 0..<2 { at(10, .decide(server: server)) }
    }

    var faults: Int { servers.reduce(0) { $0 + $1.store.faults } }
    var conflicts: Int { servers.reduce(0) { $0 + $1.store.conflicts } }

    /// Runs until every client has its answers.
    /// - Returns: what went wrong; nil: nothing.
    mutating func run() -> String? {
        while !isDone {
            guard happened < 20_000 else { return "clients get no answers" }
            // In the end all heals, and everything has to be answered.
            if happened == 1_500 { dice.areFaultsOn = false }
            step()
            if happened.isMultiple(of: 25), let flaw = SimulationCheck.flaw(inBalances: database.committed) {
                return flaw
            }
        }
        var check = SimulationCheck(self)
        return check.run()
    }

    private var isDone: Bool {
        clients.allSatisfy { $0.outbox.isEmpty && $0.asked.count >= requestsPerClient }
    }

    private mutating func at(_ delay: Int64, _ event: Event) {
        order += 1
        events.append((now + delay, order, event))
    }

    private mutating func step() {
        happened += 1
        guard
            let next = events.indices.min(by: {
                (events[$0].time, events[$0].order) < (events[$1].time, events[$1].order)
            })
        else { return }
        let (time, _, event) = events[next]
        events.swapAt(next, events.count - 1)
        events.removeLast()
        now = time
        carryOut(event)
    }

    private mutating func carryOut(_ event: Event) {
        switch event {
        case .ask(let client): ask(client)
        case .resend(let client, let request):
            guard clients[client].outbox.contains(request) else { return }
            send(request, from: client)
        case .receive(let server, let client, let request):
            if !servers[server].store.isDown { servers[server].waiting.append((client, request)) }
        case .decide(let server):
            decide(server, mayMeet: true)
            at(Int64(5 + dice.random.below(30)), .decide(server: server))
        case .hear(let client, let request, let reply): hear(client, request, reply)
        case .restart(let server): servers[server].store.isDown = false
        }
    }
}

// MARK: Clients

extension Simulation {
    private mutating func ask(_ client: Int) {
        guard clients[client].asked.count < requestsPerClient else { return }
        requests.holds = database.committed.holds.keys.sorted()
        var request = requests.next()
        // Some use a key for a second command.
        if dice.random.oneIn(15), let earlier = clients[client].asked.last {
            request = LedgerRequest(key: earlier.key, requester: earlier.requester, command: request.command)
        }
        clients[client].asked.append(request)
        clients[client].outbox.append(request)
        send(request, from: client)
        at(Int64(dice.random.below(60)), .ask(client: client))
    }

    private mutating func send(_ request: LedgerRequest, from client: Int) {
        at(Int64(100 + dice.random.below(200)), .resend(client: client, request))
        let copies = dice.fault(oneIn: 8) ? 0 : dice.fault(oneIn: 6) ? 2 : 1
        for _ in 0..<copies {
            let delay = Int64(1 + dice.random.below(dice.fault(oneIn: 10) ? 400 : 20))
            at(delay, .receive(server: dice.random.below(servers.count), client: client, request))
        }
    }

    private mutating func hear(_ client: Int, _ request: LedgerRequest, _ reply: Reply) {
        guard case .answer(let answer) = reply else { return }
        clients[client].heard.append((request, answer))
        clients[client].outbox.removeAll { $0 == request }
    }
}

// MARK: Servers

extension Simulation {
    /// One batch.
    /// - Parameter mayMeet: whether another server may decide a batch between this one's reading and its commit.
    private mutating func decide(_ index: Int, mayMeet: Bool) {
        let server = servers[index]
        guard !server.waiting.isEmpty, !server.store.isDown else { return }
        let count = min(server.waiting.count, 1 + dice.random.below(8))
        let batch = Array(server.waiting.prefix(count))
        server.waiting.removeFirst(count)
        var others: [(client: Int, request: LedgerRequest, reply: Reply)] = []
        let clock = now + server.skew
        if mayMeet, dice.random.oneIn(3) {
            let other = servers[1 - index]
            let time = now + other.skew
            let rules = rules
            server.store.meanwhile = {
                guard !other.waiting.isEmpty, !other.store.isDown else { return }
                let batch = [other.waiting.removeFirst()]
                others += Self.replies(to: batch, by: other, rules, clock: time)
            }
        }
        let replies = Self.replies(to: batch, by: server, rules, clock: clock)
        server.store.meanwhile = nil
        for reply in others + replies { answer(reply.client, reply.request, reply.reply) }
        restartWhatIsDown()
    }

    private mutating func restartWhatIsDown() {
        for (index, server) in servers.enumerated() where server.store.isDown {
            server.waiting = []
            at(Int64(20 + dice.random.below(300)), .restart(server: index))
        }
    }

    private static func replies(
        to batch: [(client: Int, request: LedgerRequest)], by server: Server, _ rules: LedgerRules, clock: Int64
    ) -> [(client: Int, request: LedgerRequest, reply: Reply)] {
        do throws(LedgerStoreError) {
            let answers = try server.store.decide(batch.map(\.request), rules: rules) { clock }
            return zip(batch, answers).map { ($0.client, $0.request, .answer($1)) }
        } catch {
            // Nobody hears from a server that is down.
            return server.store.isDown ? [] : batch.map { ($0.client, $0.request, .failure) }
        }
    }

    private mutating func answer(_ client: Int, _ request: LedgerRequest, _ reply: Reply) {
        if dice.fault(oneIn: 8) { return }
        let copies = dice.fault(oneIn: 10) ? 2 : 1
        for _ in 0..<copies { at(Int64(1 + dice.random.below(40)), .hear(client: client, request, reply)) }
    }
}

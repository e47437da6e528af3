@testable import WaxbillBank

/// Clients that crash, a network that loses, repeats and reorders, and two servers on one database that crash, seal blocks, and
/// have clocks that are put forward and back: all of it from one seed, one thing at a time, in a time of its own.
struct Simulation {
    enum Reply {
        case answer(LedgerAnswer)
        case failure
    }

    enum Event {
        /// A client makes a request.
        case ask(client: Int, life: Int)
        /// A client sends again what it has no answer to.
        case resend(client: Int, life: Int, LedgerRequest)
        /// A client that crashed is started again.
        case wake(client: Int)
        /// A server receives a request.
        case receive(server: Int, client: Int, LedgerRequest)
        /// A server decides what it has received.
        case decide(server: Int)
        /// A client receives what a server says.
        case hear(client: Int, LedgerRequest, Reply)
        case restart(server: Int)
        case seal(server: Int)
        case setClock(server: Int)
    }

    struct Client {
        /// What has been kept before it was sent, and has no answer: it outlives a crash.
        var outbox: [LedgerRequest] = []
        /// What the user was told.
        var heard: [(request: LedgerRequest, answer: LedgerAnswer)] = []
        /// What was kept, ever.
        var asked: [LedgerRequest] = []
        var isDown = false
        /// How often it has been started: what an earlier life wanted to do is not done.
        var life = 0
    }

    let rules: LedgerRules
    let database: SimulatedDatabase
    let dice: SimulatedStore.Dice
    let sabotage: Sabotage?
    var servers: [SimulatedServer] = []
    var clients: [Client]
    var requests: RandomRequests
    private var events: [(time: Int64, order: Int, event: Event)] = []
    private var order = 0
    private(set) var now: Int64 = 1_000_000
    let requestsPerClient: Int
    private(set) var happened = 0
    var clientCrashes = 0

    init(seed: UInt64, sabotage: Sabotage? = nil, clients: Int = 4, requestsPerClient: Int = 12) {
        var random = SeededRandom(seed: seed)
        requests = RandomRequests(seed: random.next())
        rules = random.oneIn(2) ? LedgerRules() : LedgerRules(fees: [requests.currencies[0]: .one])
        database = SimulatedDatabase(sabotage: sabotage)
        self.sabotage = sabotage
        self.clients = Array(repeating: Client(), count: clients)
        self.requestsPerClient = requestsPerClient
        dice = SimulatedStore.Dice(random)
        for index in 0..<2 {
            let skew = Int64(dice.random.below(4_000)) * Int64(index)
            servers.append(SimulatedServer(SimulatedStore(database, dice, sabotage: sabotage), skew: skew))
        }
        for client in 0..<clients { at(Int64(dice.random.below(50)), .ask(client: client, life: 0)) }
        for server in 0..<2 {
            at(10, .decide(server: server))
            at(Int64(dice.random.below(400)), .seal(server: server))
            at(Int64(dice.random.below(1_000)), .setClock(server: server))
        }
    }

    var faults: Int { servers.reduce(0) { $0 + $1.store.faults } }
    var conflicts: Int { servers.reduce(0) { $0 + $1.store.conflicts } }

    /// Runs until every client has its answers, and seals what is not sealed.
    /// - Returns: what went wrong; nil: nothing.
    mutating func run() async -> String? {
        while !isDone {
            guard happened < 20_000 else { return "clients get no answers" }
            // In the end all heals, and everything has to be answered.
            if happened == 1_500 { dice.areFaultsOn = false }
            await step()
            if happened.isMultiple(of: 25), let flaw = SimulationCheck.flaw(inBalances: database.committed) {
                return flaw
            }
        }
        dice.areFaultsOn = false
        for server in servers { server.store.isDown = false }
        if let flaw = await sealRest() { return flaw }
        var check = SimulationCheck(self)
        return check.run()
    }

    private var isDone: Bool {
        clients.allSatisfy { $0.outbox.isEmpty && !$0.isDown && $0.asked.count >= requestsPerClient }
    }

    mutating func at(_ delay: Int64, _ event: Event) {
        order += 1
        events.append((now + delay, order, event))
    }

    private mutating func step() async {
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
        await carryOut(event)
    }

    private mutating func carryOut(_ event: Event) async {
        switch event {
        case .ask(let client, let life):
            if clients[client].life == life { ask(client) }
        case .resend(let client, let life, let request):
            guard clients[client].life == life, clients[client].outbox.contains(request) else { return }
            send(request, from: client)
        case .wake(let client): wake(client)
        case .receive(let server, let client, let request):
            if !servers[server].store.isDown { servers[server].waiting.append((client, request)) }
        case .decide(let server):
            decide(server)
            at(Int64(5 + dice.random.below(30)), .decide(server: server))
        case .hear(let client, let request, let reply): hear(client, request, reply)
        case .restart(let server): servers[server].restart()
        case .seal(let server):
            await seal(server)
            at(Int64(200 + dice.random.below(400)), .seal(server: server))
        case .setClock(let server):
            servers[server].skew = Int64(dice.random.below(10_000)) - 5_000
            at(Int64(100 + dice.random.below(1_000)), .setClock(server: server))
        }
    }
}

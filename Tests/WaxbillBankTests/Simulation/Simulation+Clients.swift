@testable import WaxbillBank

// What clients do, and where they crash: before a request is kept, before and after it is sent, and between telling the answer
// and forgetting the request.
extension Simulation {
    mutating func ask(_ client: Int) {
        guard clients[client].asked.count < requestsPerClient else { return }
        requests.holds = database.committed.holds.keys.sorted()
        var request = requests.next()
        // Some use a key for a second command.
        if dice.random.oneIn(15), let earlier = clients[client].asked.last {
            request = LedgerRequest(key: earlier.key, requester: earlier.requester, command: request.command)
        }
        let crash = dice.fault(oneIn: 15) ? dice.random.below(3) : nil
        if sabotage == .sendBeforeKeeping { send(request, from: client) }
        if crash == 0 { return self.crash(client) }
        clients[client].asked.append(request)
        clients[client].outbox.append(request)
        if crash == 1 { return self.crash(client) }
        send(request, from: client)
        if crash == 2 { return self.crash(client) }
        at(Int64(dice.random.below(60)), .ask(client: client, life: clients[client].life))
    }

    mutating func send(_ request: LedgerRequest, from client: Int) {
        let life = clients[client].life
        at(Int64(100 + dice.random.below(200)), .resend(client: client, life: life, request))
        let copies = dice.fault(oneIn: 8) ? 0 : dice.fault(oneIn: 6) ? 2 : 1
        for _ in 0..<copies {
            let delay = Int64(1 + dice.random.below(dice.fault(oneIn: 10) ? 400 : 20))
            at(delay, .receive(server: dice.random.below(servers.count), client: client, request))
        }
    }

    mutating func hear(_ client: Int, _ request: LedgerRequest, _ reply: Reply) {
        guard case .answer(let answer) = reply, !clients[client].isDown else { return }
        let crashes = dice.fault(oneIn: 20)
        if sabotage == .forgetBeforeTelling { clients[client].outbox.removeAll { $0 == request } }
        if sabotage != .forgetBeforeTelling || !crashes { clients[client].heard.append((request, answer)) }
        if crashes { return crash(client) }
        clients[client].outbox.removeAll { $0 == request }
    }

    private mutating func crash(_ client: Int) {
        clientCrashes += 1
        clients[client].isDown = true
        clients[client].life += 1
        if sabotage == .loseTheOutbox { clients[client].outbox = [] }
        at(Int64(20 + dice.random.below(300)), .wake(client: client))
    }

    /// It has nothing but its outbox.
    mutating func wake(_ client: Int) {
        clients[client].isDown = false
        for request in clients[client].outbox { send(request, from: client) }
        at(Int64(dice.random.below(60)), .ask(client: client, life: clients[client].life))
    }
}

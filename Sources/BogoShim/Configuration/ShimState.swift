import WaxbillTLS

/// What outlives a connection: the time, the server's ticket keys, the client's last session.
struct ShimState: ~Copyable {
    let clock: ShimClock
    let tickets: TicketProtector
    let table: InMemorySessionStore
    var session: Session?
    /// What the connection before settled, which a resumption of it takes over without saying so again.
    var inherited = InheritedFacts()

    init() {
        let clock = ShimClock()
        self.clock = clock
        tickets = TicketProtector(clock: clock)
        table = InMemorySessionStore(clock: clock)
    }
}

/// What a resumed connection has from the one it resumes.
struct InheritedFacts: Sendable {
    var group: NamedGroup?
    var signatureScheme: SignatureScheme?
    var ocspResponse: [UInt8]?
}

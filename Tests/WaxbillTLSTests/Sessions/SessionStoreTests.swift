import Testing
import WaxbillTLS
import WaxbillTestSupport

@Suite struct SessionStoreTests {
    private let state = Array("a session's state".utf8)

    @Test func ticketsOpenWhatWasSealed() throws {
        let protector = TicketProtector()
        let first = try #require(protector.ticket(for: state, lifetime: 60))
        let second = try #require(protector.ticket(for: state, lifetime: 60))
        #expect(first != second)
        #expect(protector.state(for: first) == state)
        #expect(protector.state(for: second) == state)
    }

    @Test func ticketsAreRefusedWhenAnyByteIsChanged() throws {
        let protector = TicketProtector()
        let ticket = try #require(protector.ticket(for: state, lifetime: 60))
        for index in ticket.indices {
            var changed = ticket
            changed[index] ^= 1
            #expect(protector.state(for: changed) == nil)
            #expect(protector.state(for: Array(ticket[..<index])) == nil)
        }
        #expect(TicketProtector().state(for: ticket) == nil)
    }

    @Test func keysRotateAndAreForgotten() throws {
        let clock = ManualClock()
        let protector = TicketProtector(rotationInterval: 100, clock: clock)
        let first = try #require(protector.ticket(for: state, lifetime: 150))
        clock.advance(seconds: 101)
        let second = try #require(protector.ticket(for: state, lifetime: 150))
        // Another key, by another name; the first still opens while its tickets live.
        #expect(first[..<16] != second[..<16])
        #expect(protector.state(for: first) == state)
        clock.advance(seconds: 50)
        #expect(protector.state(for: first) == nil)
        #expect(protector.state(for: second) == state)
    }

    @Test func theTableGivesEachSessionOnceAndForgets() throws {
        let clock = ManualClock()
        let store = InMemorySessionStore(capacity: 2, clock: clock)
        let tickets = try (0..<3).map { try #require(store.ticket(for: [UInt8($0)], lifetime: 10)) }
        #expect(store.state(for: tickets[0]) == nil)
        #expect(store.state(for: tickets[1]) == [1])
        #expect(store.state(for: tickets[1]) == nil)
        clock.advance(seconds: 10)
        #expect(store.state(for: tickets[2]) == nil)
    }

    /// Unlike tickets, session IDs are good for more than one resumption (RFC 5246, Appendix F.1.4).
    @Test func sessionIDs() async throws {
        let clock = ManualClock()
        let store = InMemorySessionStore(capacity: 2, clock: clock)
        #expect(store.keepsSessionIDs)
        #expect(!TicketProtector().keepsSessionIDs)
        await store.keep([1], sessionID: [7, 7], lifetime: 10)
        #expect(await store.state(forSessionID: [7, 7]) == [1])
        #expect(await store.state(forSessionID: [7, 7]) == [1])
        #expect(store.state(for: [7, 7]) == nil)
        let ticket = try #require(store.ticket(for: [2], lifetime: 5))
        #expect(await store.state(forSessionID: ticket) == nil)
        clock.advance(seconds: 10)
        #expect(await store.state(forSessionID: [7, 7]) == nil)
        // The oldest make room, of either kind.
        for id in 0..<3 as Range<UInt8> { await store.keep([id], sessionID: [id], lifetime: 10) }
        #expect(await store.state(forSessionID: [0]) == nil)
        #expect(await store.state(forSessionID: [1]) == [1])
        #expect(await store.state(forSessionID: [2]) == [2])
    }

    /// A store that knows tickets only says so by its defaults.
    @Test func ticketsOnly() async {
        let store: any ServerSessionStore = TicketProtector()
        await store.keep([1], sessionID: [2], lifetime: 10)
        #expect(await store.state(forSessionID: [2]) == nil)
    }

    @Test(arguments: [true, false]) func sessionsAreResumed(isStateless: Bool) async throws {
        let client = ClientConfiguration(certificateVerifier: StubVerifier())
        var server = ServerConfiguration(identityProvider: StaticIdentities([StubPKI.identity(.p256)]))
        server.sessionStore = isStateless ? TicketProtector() : InMemorySessionStore()
        var first = try InMemoryPair(client, server)
        await first.run()
        #expect(first.clientLog.sessions.count == 2)
        let session = try #require(first.clientLog.sessions.last)
        var second = try InMemoryPair(client, server, session: session)
        await second.run()
        #expect(second.clientLog.error == nil)
        #expect(second.clientLog.summary?.resumed == true)
        #expect(second.serverLog.summary?.resumed == true)
        #expect(second.serverLog.inquiries == ["openTicket", "issueTicket", "issueTicket"])
        #expect(second.clientLog.inquiries == ["verifyCertificate"])
    }
}

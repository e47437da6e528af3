import Testing
import WaxbillTLS

@Suite struct CompositeSessionStoreTests {
    /// Each half does its own part and knows nothing of the other's.
    @Test func halves() async throws {
        let tickets = InMemorySessionStore()
        let sessionIDs = InMemorySessionStore()
        let store = CompositeSessionStore(tickets: tickets, sessionIDs: sessionIDs)
        let ticket = try #require(await store.ticket(for: [1, 2, 3], lifetime: 60))
        await store.keep([4, 5], sessionID: [9], lifetime: 60)

        #expect(await store.state(forSessionID: ticket) == nil)
        #expect(await store.state(for: [9]) == nil)
        #expect(await store.state(for: ticket) == [1, 2, 3])
        #expect(await store.state(forSessionID: [9]) == [4, 5])
        #expect(await sessionIDs.state(forSessionID: [9]) == [4, 5])
        #expect(await tickets.state(forSessionID: [9]) == nil)
    }

    @Test func keepsSessionIDs() {
        let table = InMemorySessionStore()
        #expect(CompositeSessionStore(tickets: TicketProtector(), sessionIDs: table).keepsSessionIDs)
        #expect(!CompositeSessionStore(tickets: table, sessionIDs: TicketProtector()).keepsSessionIDs)
    }
}

/// What waits for the driver. Bytes to write are kept together and come first.
struct EventQueue: Sendable {
    /// Records that wait to be written.
    var outgoing: [UInt8] = []
    private var events: [ConnectionEvent] = []
    private var head = 0

    mutating func append(_ event: ConnectionEvent) { events.append(event) }

    mutating func next() -> ConnectionEvent? {
        if !outgoing.isEmpty { return .write(takeOutgoing()) }
        guard head < events.count else { return nil }
        let event = events[head]
        head += 1
        if head == events.count {
            events = []
            head = 0
        }
        return event
    }

    mutating func takeOutgoing() -> [UInt8] {
        let bytes = outgoing
        outgoing = []
        return bytes
    }
}

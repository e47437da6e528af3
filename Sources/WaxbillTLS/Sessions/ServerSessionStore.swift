/// Keeps a server's sessions between connections: in tickets that only the server can open, or in a table.
///
/// Both ways have one shape: a state goes in, an opaque ticket for the client comes out; later the ticket goes in and
/// the state comes out, or nil. Before TLS 1.3, clients without tickets resume by session ID (RFC 5246,
/// Section 7.4.1.3), which only a store that ``keepsSessionIDs`` can find again.
public protocol ServerSessionStore: Sendable {
    /// The ticket that stands for `state`, 1 to 65,535 bytes, or nil to issue none.
    /// - Parameter lifetime: for how many seconds it will be accepted.
    func ticket(for state: [UInt8], lifetime: UInt32) async -> [UInt8]?
    /// The state that `ticket` stands for, or nil where it is unknown, forged or too old.
    func state(for ticket: [UInt8]) async -> [UInt8]?

    /// Whether the store keeps sessions under session IDs. Unless a store says otherwise, it does not.
    var keepsSessionIDs: Bool { get }
    /// Keeps a state under the session ID that the server has made up, 1 to 32 bytes.
    /// - Parameter lifetime: for how many seconds it will be accepted.
    func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async
    /// The state that was kept under `sessionID`, or nil where it is unknown or too old. May be asked for again.
    func state(forSessionID sessionID: [UInt8]) async -> [UInt8]?
}

extension ServerSessionStore {
    public var keepsSessionIDs: Bool { false }
    public func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async {}
    public func state(forSessionID sessionID: [UInt8]) async -> [UInt8]? { nil }
}

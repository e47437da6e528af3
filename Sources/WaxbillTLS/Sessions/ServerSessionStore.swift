/// Keeps a server's sessions between connections: in tickets that only the server can open, or in a table.
///
/// Both ways have one shape: a state goes in, an opaque ticket for the client comes out; later the ticket goes in and
/// the state comes out, or nil.
public protocol ServerSessionStore: Sendable {
    /// The ticket that stands for `state`, 1 to 65,535 bytes, or nil to issue none.
    /// - Parameter lifetime: for how many seconds it will be accepted.
    func ticket(for state: [UInt8], lifetime: UInt32) async -> [UInt8]?
    /// The state that `ticket` stands for, or nil where it is unknown, forged or too old.
    func state(for ticket: [UInt8]) async -> [UInt8]?
}

import TLSWire

/// What a connection knows of its handshake, whichever role and version.
protocol HandshakeStateMachine: ~Copyable, Sendable {
    /// The state's name, as in the RFC's Appendix A where it has one.
    var stateName: String { get }
    /// What a ChangeCipherSpec would mean now.
    var changeCipherSpecRule: ChangeCipherSpecRule { get }

    /// Begins; a client sends its hello.
    mutating func start(_ output: inout HandshakeOutput) throws(TLSError)
    /// Takes the next message. An error poisons the handshake.
    mutating func receive(_ message: RawHandshakeMessage, _ output: inout HandshakeOutput) throws(TLSError)
    /// Takes a ChangeCipherSpec that was awaited.
    mutating func receiveChangeCipherSpec(_ output: inout HandshakeOutput) throws(TLSError)
    /// Takes the answer to the inquiry that waits.
    mutating func answer(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError)
    /// Renews our sending keys (RFC 9846, Section 4.7.3).
    mutating func updateKeys(requestPeer: Bool, _ output: inout HandshakeOutput) throws(TLSError)
    /// Ends the handshake, or what it has become, and forgets its secrets.
    mutating func fail(_ error: TLSError)
    /// RFC 9846, Section 7.5
    func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8]
}

/// What a ChangeCipherSpec means in a state.
enum ChangeCipherSpecRule: Sendable {
    /// It may not come.
    case forbidden
    /// It is one for compatibility, and dropped (RFC 9846, Section 5).
    case ignored
    /// The peer's records are protected from it on (RFC 5246, Section 7.1).
    case awaited
}

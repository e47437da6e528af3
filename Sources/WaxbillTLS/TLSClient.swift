/// The client's side of a TLS connection: a value that turns bytes into bytes and does no I/O.
///
/// ```swift
/// var client = try TLSClient(configuration, serverName: ServerName("example.com"))
/// while let event = client.nextEvent() { … }    // write the ClientHello
/// try client.receive(bytes)                      // and so on
/// ```
public struct TLSClient: ~Copyable, TLSConnection {
    private var connection: Connection<ClientHandshake>

    /// Starts a handshake: the ClientHello waits among the events.
    /// - Parameters:
    ///   - serverName: the name that the server's certificate has to have.
    ///   - session: a session to resume; one that no longer fits is ignored. Where its server's certificate was verified, it
    ///     is verified again first, and the session is only offered if the certificate is still good; the ClientHello waits for
    ///     that answer.
    ///   - isObserved: whether ``ConnectionEvent/observed(_:)`` events are made.
    /// - Throws: ``TLSError`` (misuse) where the configuration cannot work.
    public init(
        _ configuration: ClientConfiguration, serverName: ServerName, session: Session? = nil, isObserved: Bool = false
    ) throws(TLSError) {
        let handshake = try ClientHandshake(configuration, serverName: serverName, session: session)
        var connection = Connection(
            handshake, role: .client, settings: ConnectionSettings(configuration, isObserved: isObserved))
        try connection.start()
        self.connection = connection
    }

    public var isEstablished: Bool { connection.isEstablished }

    public mutating func receive(
        _ ciphertext: RawSpan, into plaintext: inout OutputRawSpan
    ) throws(TLSError) -> Int {
        try connection.receive(ciphertext, into: &plaintext)
    }

    public mutating func receive(_ ciphertext: RawSpan) throws(TLSError) { try connection.receive(ciphertext) }

    public mutating func receiveEndOfStream() { connection.receiveEndOfStream() }

    public func ciphertextCount(for count: Int) -> Int { connection.ciphertextCount(for: count) }

    public mutating func send(_ plaintext: RawSpan, into ciphertext: inout OutputRawSpan) throws(TLSError) {
        try connection.send(plaintext, into: &ciphertext)
    }

    public mutating func send(_ plaintext: RawSpan) throws(TLSError) { try connection.send(plaintext) }

    public mutating func answer(_ answer: Answer) throws(TLSError) { try connection.answer(answer) }

    public mutating func close() { connection.close() }

    public mutating func updateKeys(requestPeer: Bool) throws(TLSError) {
        try connection.updateKeys(requestPeer: requestPeer)
    }

    public func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        try connection.exportKeyingMaterial(label: label, context: context, length: length)
    }

    public mutating func nextEvent() -> ConnectionEvent? { connection.nextEvent() }
}

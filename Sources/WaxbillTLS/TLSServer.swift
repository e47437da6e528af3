/// The server's side of a TLS connection: a value that turns bytes into bytes and does no I/O.
///
/// ```swift
/// var server = try TLSServer(configuration)
/// try server.receive(bytes)                      // the ClientHello
/// while let event = server.nextEvent() { … }     // answer inquiries, write
/// ```
public struct TLSServer: ~Copyable, TLSConnection {
    private var connection: Connection<ServerHandshake>

    /// Waits for a ClientHello.
    /// - Parameter isObserved: whether ``ConnectionEvent/observed(_:)`` events are made.
    /// - Throws: ``TLSError`` (misuse) where the configuration cannot work.
    public init(_ configuration: ServerConfiguration, isObserved: Bool = false) throws(TLSError) {
        connection = Connection(
            try ServerHandshake(configuration), role: .server,
            settings: ConnectionSettings(configuration, isObserved: isObserved)
        )
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

/// Which handshake message follows (RFC 9846, Section 4, and RFC 5246, Section 7.4).
public struct HandshakeType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `hello_request`
    public static let helloRequest = HandshakeType(rawValue: 0)
    /// `client_hello`
    public static let clientHello = HandshakeType(rawValue: 1)
    /// `server_hello`
    public static let serverHello = HandshakeType(rawValue: 2)
    /// `new_session_ticket`
    public static let newSessionTicket = HandshakeType(rawValue: 4)
    /// `end_of_early_data`
    public static let endOfEarlyData = HandshakeType(rawValue: 5)
    /// `encrypted_extensions`
    public static let encryptedExtensions = HandshakeType(rawValue: 8)
    /// `certificate`
    public static let certificate = HandshakeType(rawValue: 11)
    /// `server_key_exchange`
    public static let serverKeyExchange = HandshakeType(rawValue: 12)
    /// `certificate_request`
    public static let certificateRequest = HandshakeType(rawValue: 13)
    /// `server_hello_done`
    public static let serverHelloDone = HandshakeType(rawValue: 14)
    /// `certificate_verify`
    public static let certificateVerify = HandshakeType(rawValue: 15)
    /// `client_key_exchange`
    public static let clientKeyExchange = HandshakeType(rawValue: 16)
    /// `finished`
    public static let finished = HandshakeType(rawValue: 20)
    /// `certificate_status`
    public static let certificateStatus = HandshakeType(rawValue: 22)
    /// `key_update`
    public static let keyUpdate = HandshakeType(rawValue: 24)
    /// `compressed_certificate`
    public static let compressedCertificate = HandshakeType(rawValue: 25)
    /// Never sent: the transcript's stand-in for the first ClientHello (RFC 9846, Section 4.1).
    public static let messageHash = HandshakeType(rawValue: 254)

    /// IANA's name, such as `client_hello`; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    /// The name of the message's structure, such as `ClientHello`.
    public var messageName: String {
        guard let name = self.registeredName else { return self.nameOrNumber }
        return name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    package static let registeredNames: [UInt8: String] = [
        0: "hello_request", 1: "client_hello", 2: "server_hello", 3: "hello_verify_request", 4: "new_session_ticket",
        5: "end_of_early_data", 6: "hello_retry_request", 8: "encrypted_extensions", 9: "request_connection_id",
        10: "new_connection_id", 11: "certificate", 12: "server_key_exchange", 13: "certificate_request",
        14: "server_hello_done", 15: "certificate_verify", 16: "client_key_exchange",
        17: "client_certificate_request", 20: "finished", 21: "certificate_url", 22: "certificate_status",
        23: "supplemental_data", 24: "key_update", 25: "compressed_certificate", 26: "ekt_key", 254: "message_hash",
    ]
}

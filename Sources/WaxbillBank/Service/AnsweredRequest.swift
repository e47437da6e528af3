/// A request that has been answered, for a log.
public struct AnsweredRequest: Sendable {
    /// When it came, in milliseconds since 1970.
    public let time: Int64
    /// The client's name, if its certificate has one.
    public let identity: String?
    /// Where the client is.
    public let address: String?
    /// The request's method, as the client wrote it (RFC 9110, Section 9).
    public let method: String
    /// The path and the query, as the client wrote them.
    public let target: String
    /// The answer's status.
    public let status: Int
    /// The code of the problem, if it is one (docs/BANK.md).
    public let code: String?
    /// The number of the journal's entry that records the request; nil where it moved nothing and nothing records it.
    public let entry: UInt64?
    /// From the request's head to the last byte of the answer, in seconds.
    public let duration: Double
    /// Why the connection was ended before the answer was complete; nil where it was not.
    public let interruption: String?

    /// The time, as RFC 3339 writes it.
    public var timeText: String { BankTime.format(time) }
}

/// A request that has been answered, for a log.
package struct AnsweredRequest: Sendable {
    /// When it came, in milliseconds since 1970.
    package let time: Int64
    /// The client's name, if its certificate has one.
    package let identity: String?
    /// Where the client is.
    package let address: String?
    /// The request's method, as the client wrote it (RFC 9110, Section 9).
    package let method: String
    /// The path and the query, as the client wrote them.
    package let target: String
    /// The answer's status.
    package let status: Int
    /// The code of the problem, if it is one (docs/BANK.md).
    package let code: String?
    /// The number of the journal's entry that records the request; nil where it moved nothing and nothing records it.
    package let entry: UInt64?
    /// From the request's head to the last byte of the answer, in seconds.
    package let duration: Double
    /// Why the connection was ended before the answer was complete; nil where it was not.
    package let interruption: String?

    /// The time, as RFC 3339 writes it.
    package var timeText: String { BankTime.format(time) }
}

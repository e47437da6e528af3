/// A request that has been answered, for a log.
public struct ServedRequest: Sendable {
    /// When it came, in seconds since 1970.
    public let time: Double
    /// The client's name, if its certificate has one.
    public let identity: String?
    /// Where the client is.
    public let address: String?
    /// The request's method, as the client wrote it (RFC 9110, Section 9).
    public let method: String
    /// The path and what was asked about it, as the client wrote it.
    public let target: String
    /// The answer's status.
    public let status: Int
    /// The code of the problem, if it is one (docs/FILES.md).
    public let code: String?
    /// How many bytes of content came, for an upload, or went.
    public let bytes: Int
    /// From the request's head to the last byte of the answer, in seconds.
    public let duration: Double
    /// Why the connection was ended before the answer was complete; nil where it was not.
    public let interruption: String?
}

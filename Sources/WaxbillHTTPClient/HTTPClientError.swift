/// Why a request has no answer. What a receiver throws about an answer passes through as it is.
package enum HTTPClientError: Error, Sendable {
    /// No TCP connection came about.
    case cannotConnect(any Error)
    /// The connection failed, in the handshake or later: a `TLSError`, `TLSShutdownError`, or what the system said.
    case connectionFailed(any Error, isHandshakeComplete: Bool)
    /// The given seconds went by without anything coming.
    case timedOut(during: String, seconds: Double)
    /// What the server sent is not what HTTP says.
    case malformedAnswer(String)
}

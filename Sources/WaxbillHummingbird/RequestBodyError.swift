/// Why a request's body ended before its end. What came before is good as far as it goes.
public enum RequestBodyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The connection, or the stream, ended.
    case truncated
    /// Too little came in ``HTTPSOptions/bodyTimeout``.
    case tooSlow

    public var description: String {
        switch self {
        case .truncated: "the request's body ended before its announced end"
        case .tooSlow: "the request's body came too slowly"
        }
    }
}

/// A side of a connection.
public enum Role: Sendable, Hashable {
    case client
    case server

    package var peer: Role { self == .client ? .server : .client }
}

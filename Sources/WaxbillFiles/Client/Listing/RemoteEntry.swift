/// A file or folder in a server's listing.
public struct RemoteEntry: Sendable, Hashable, Decodable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, Decodable {
        case file
        case folder
    }

    /// Its path below the folder that was listed. It is what the server says: whoever uses it as a name has to look at it first.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// In bytes; files only.
    public let size: UInt64?
    /// When it changed last, as RFC 3339 has it.
    public let modified: String?
    /// The version; files only.
    public let etag: String?
    /// Whether it is a folder into which one may not look.
    public let denied: Bool?
}

/// A file that was sent, and that the server signed for.
public struct SentFile: Sendable {
    /// Its path at the server.
    public let path: String
    /// Where it is here.
    public let file: String
    /// In bytes.
    public let size: UInt64
    /// How many bytes of it the server had before.
    public let resumedFrom: UInt64
    /// How many bytes of content went over the network.
    public let bytesSent: UInt64
    /// How long it took.
    public let duration: Duration
    /// The subject of the certificate that signed the server's manifest.
    public let signer: String
    /// The Merkle tree's root, in hexadecimal.
    public let root: String
}

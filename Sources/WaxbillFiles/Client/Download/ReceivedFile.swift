import WaxbillProofs

/// A file that was received and verified.
public struct ReceivedFile: Sendable {
    /// Its path at the server.
    public let path: String
    /// Where it is now; nil: it was not kept.
    public let file: String?
    /// In bytes.
    public let size: UInt64
    /// How many bytes of it were there before, and right.
    public let resumedFrom: UInt64
    /// How many bytes of content came over the network.
    public let bytesReceived: UInt64
    /// How long it took.
    public let duration: Duration
    /// The subject of the certificate that signed its manifest.
    public let signer: String
    /// The Merkle tree's root, in hexadecimal.
    public let root: String

    init(_ download: Download, _ content: KnownContent, _ duration: Duration) {
        path = download.remote.text
        file = download.place?.text
        size = content.manifest.size
        resumedFrom = content.present
        bytesReceived = download.meter.moved
        self.duration = duration
        signer = download.client.signerName(of: content.manifest)
        root = content.manifest.root.hexadecimal
    }
}

/// A certificate chain with the means to sign for it.
public struct Identity: Sendable {
    /// DER certificates, the leaf first, each issued by the next. The trust anchor need not be there.
    public let certificateChain: [[UInt8]]
    /// What signs with the private key of the leaf.
    public let signer: any Signer
    /// The DNS names and IP addresses (as text) in the leaf, by which a server picks for SNI; `*.example.com` stands for one label.
    public let names: [String]
    /// The DER distinguished names of the chain's issuers, by which a client picks for `certificate_authorities`.
    public let issuers: [[UInt8]]
    /// An OCSP response about the leaf in DER, which a server shows to clients that ask for it (RFC 6066, Section 8); nil:
    /// none. Whoever keeps it fresh makes another identity.
    public var ocspResponse: [UInt8]?

    /// An identity of parts. `Identity(certificateFile:keyFile:)` of WaxbillX509 reads one from PEM.
    public init(
        certificateChain: [[UInt8]], signer: any Signer, names: [String] = [], issuers: [[UInt8]] = [],
        ocspResponse: [UInt8]? = nil
    ) {
        self.certificateChain = certificateChain
        self.signer = signer
        self.names = names.map { $0.lowercased() }
        self.issuers = issuers
        self.ocspResponse = ocspResponse
    }
}

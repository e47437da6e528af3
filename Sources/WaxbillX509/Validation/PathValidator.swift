import WaxbillTLS

/// Finds a path from a leaf to a trust anchor and validates it (RFC 5280, Section 6), without waiting for anything.
///
/// The certificates between may come in any order, with strangers among them. Every path is tried, best candidates first, within
/// ``ValidationLimits``; what is thrown is the refusal of the path that came furthest.
public struct PathValidator: Sendable {
    /// Where paths may end.
    public let roots: TrustRoots
    private let cache: ParsedCertificateCache

    /// A validator that trusts `roots`.
    public init(roots: TrustRoots) { self.init(roots: roots, cache: ParsedCertificateCache()) }

    init(roots: TrustRoots, cache: ParsedCertificateCache) {
        self.roots = roots
        self.cache = cache
    }

    /// Validates the first certificate of a chain, with the help of the others.
    /// - Parameter chain: DER certificates, the leaf first.
    /// - Throws: ``ValidationRefusal``.
    public func validate(_ chain: [[UInt8]], _ options: ValidationOptions) throws(ValidationRefusal) -> ValidatedPath {
        let presented = try PresentedChain(chain, options.limits, cache)
        var search = PathSearch(roots: roots, presented: presented, options: options)
        return try search.run()
    }
}

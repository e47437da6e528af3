/// Why a certificate authority cannot be made, loaded or used.
public enum AuthorityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A file cannot be read, written or made; ``FileError/alreadyExists`` where one stands in the way.
    case file(FileError)
    /// The authority's certificate and key cannot be used.
    case identity(IdentityError)
    /// The certificate in the directory is not one of an authority.
    case notAnAuthority(path: String, reason: String)
    /// The authority's own certificate has ended.
    case expired(path: String, notAfter: String)
    /// A name that cannot stand in a certificate.
    case invalidName(String, reason: String)
    /// A validity that cannot be.
    case invalidDays(Int)
    /// Dates that make no validity.
    case invalidValidity(String)
    /// A path length that cannot be.
    case invalidPathLength(Int)
    /// Defects that cannot be in one certificate.
    case contradictoryDefects
    /// A defect that this authority cannot make.
    case impossibleDefect(CertificateDefect, reason: String)
    /// A signing request that is not signed.
    case invalidRequest(source: String, reason: String)
    /// A certificate that is not renewed.
    case notRenewable(String)
    /// A key or a certificate could not be made.
    case failed(String)

    public var description: String {
        switch self {
        case .file(let error): error.description
        case .identity(let error): error.description
        case .notAnAuthority(let path, let reason):
            "\(path) is not the certificate of an authority: \(reason); make one with: waxbill ca init --dir DIR"
        case .expired(let path, let notAfter):
            "the authority's certificate \(path) ended at \(notAfter); make a new authority in another directory"
        case .invalidName(let name, let reason): "the name \"\(name.printable)\" cannot be used: \(reason)"
        case .invalidDays(let days): "\(days) days cannot be the validity; give 1 to \(Validity.dayLimit)"
        case .invalidValidity(let reason): reason
        case .invalidPathLength(let length): "\(length) cannot be the path length; give 0 to 16"
        case .contradictoryDefects: "these defects contradict each other: a certificate has one signature"
        case .impossibleDefect(let defect, let reason):
            "a certificate with the defect \(defect.rawValue) cannot be made: \(reason)"
        case .invalidRequest(let source, let reason): "the request \(source) is not signed: \(reason.printable)"
        case .notRenewable(let reason): "the certificate is not renewed: \(reason.printable)"
        case .failed(let what): what
        }
    }
}

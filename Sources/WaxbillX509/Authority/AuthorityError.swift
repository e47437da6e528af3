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
        case .failed(let what): what
        }
    }
}

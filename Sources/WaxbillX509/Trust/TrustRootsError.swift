/// Why there is nothing to trust.
public enum TrustRootsError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(FileError)
    case malformedPEM(source: String, PEMError)
    case noCertificate(source: String)
    case malformedCertificate(source: String, index: Int, reason: String)
    /// None of the system's places holds certificates.
    case noSystemRoots(searched: [String])

    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .malformedPEM(let source, let error): "\(source): \(error)"
        case .noCertificate(let source):
            "\(source) holds no certificate; give a PEM file with CERTIFICATE blocks, or one DER certificate"
        case .malformedCertificate(let source, let index, let reason):
            "certificate \(index + 1) of \(source) cannot be trusted: \(reason)"
        case .noSystemRoots(let searched):
            "the system has no trusted certificates in \(searched.joined(separator: ", ")); install the package "
                + "ca-certificates, set SSL_CERT_FILE, or name a file of certificates"
        }
    }
}

/// Why an authority's index cannot do what was asked.
public enum AuthorityIndexError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The database is damaged, or no database.
    case damaged(path: String, reason: String)
    /// Another process kept the database for too long.
    case busy(path: String)
    /// The database cannot be opened, read or written.
    case unusable(path: String, reason: String)
    /// A newer Waxbill made the database.
    case tooNew(path: String)
    /// No certificate has this serial number.
    case unknownSerial(String)
    /// The certificate was issued by somebody else.
    case notIssuedHere(String)
    /// The certificate was revoked before.
    case alreadyRevoked(serial: String, at: String)
    /// The certificate is not revoked, or for good: only a hold ends.
    case notOnHold(serial: String)
    /// Neither a serial number nor a certificate's file.
    case notACertificate(String)

    public var description: String {
        switch self {
        case .damaged(let path, let reason):
            "the authority's index \(path) is damaged: \(reason); restore it from a copy"
        case .busy(let path): "another process keeps the authority's index \(path) locked; try again"
        case .unusable(let path, let reason): "the authority's index \(path) cannot be used: \(reason)"
        case .tooNew(let path): "a newer version of Waxbill made the authority's index \(path)"
        case .unknownSerial(let serial): "the authority has issued no certificate with the serial number \(serial)"
        case .notIssuedHere(let source): "the certificate \(source) was not issued by this authority"
        case .alreadyRevoked(let serial, let date): "the certificate \(serial) is revoked already, since \(date)"
        case .notOnHold(let serial): "the certificate \(serial) is not on hold"
        case .notACertificate(let text):
            "\"\(text)\" is neither a serial number in hexadecimal nor a certificate's file"
        }
    }
}

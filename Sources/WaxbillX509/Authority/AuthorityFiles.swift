/// The files of an authority, by path.
public struct AuthorityFiles: Sendable, Hashable, Codable {
    /// `ca.pem`: the root.
    public let certificate: String
    /// `ca-key.pem`: the root's key.
    public let key: String
    /// `intermediate.pem`: the certificate that issues, where the root does not.
    public let intermediate: String
    /// `intermediate-key.pem`.
    public let intermediateKey: String

    /// The files of the authority in `directory`, there or not.
    public init(directory: String) {
        certificate = joined(directory, "ca.pem")
        key = joined(directory, "ca-key.pem")
        intermediate = joined(directory, "intermediate.pem")
        intermediateKey = joined(directory, "intermediate-key.pem")
    }
}

/// The files of an issued identity, by path.
public struct IssuedFiles: Sendable, Hashable, Codable {
    /// `cert.pem`: the leaf, then what stands between it and the root.
    public let certificate: String
    /// `key.pem`.
    public let key: String
    /// `ca.pem`: the root.
    public let authority: String

    /// The files of the identity in `directory`, there or not.
    public init(directory: String) {
        certificate = joined(directory, "cert.pem")
        key = joined(directory, "key.pem")
        authority = joined(directory, "ca.pem")
    }
}

/// The path of `name` in `directory`.
package func joined(_ directory: String, _ name: String) -> String {
    directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
}

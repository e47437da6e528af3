import X509

/// What a leaf certificate is for, with the names that stand in it, checked.
public enum LeafSubject: Sendable, Hashable {
    /// A server with these DNS names (a `*` may be the whole left-most label) and IP addresses, at least one.
    case server([ServerSubjectName])
    /// A client with this name.
    case client(ClientSubjectName)

    /// The most names in one certificate.
    private static let nameLimit = 100

    /// Checks the names of a server.
    /// - Throws: ``AuthorityError/invalidName(_:reason:)``.
    public static func server(named names: [String]) throws(AuthorityError) -> LeafSubject {
        guard !names.isEmpty else { throw .invalidName("", reason: "a server needs at least one name") }
        guard names.count <= nameLimit else {
            throw .invalidName(names[nameLimit], reason: "\(nameLimit) names are the most in one certificate")
        }
        var checked: [ServerSubjectName] = []
        for name in names {
            let name = try ServerSubjectName(name)
            if !checked.contains(name) { checked.append(name) }
        }
        return .server(checked)
    }

    /// Checks the name of a client.
    /// - Throws: ``AuthorityError/invalidName(_:reason:)``.
    public static func client(named name: String) throws(AuthorityError) -> LeafSubject {
        .client(try ClientSubjectName(name))
    }

    /// The name that people know it by.
    public var commonName: String {
        switch self {
        case .server(let names): names.first?.text ?? ""
        case .client(let name): name.text
        }
    }

    /// All names as they stand in the certificate.
    public var texts: [String] {
        switch self {
        case .server(let names): names.map(\.text)
        case .client(let name): [name.uri]
        }
    }

    /// A folder's name made of ``commonName``: one path component, never hidden, `.` or `..`.
    public var folderName: String {
        switch self {
        case .server(let names): names.first?.folderName ?? ""
        case .client(let name): name.text
        }
    }

    /// The subjectAltNames (RFC 5280, Section 4.2.1.6).
    var generalNames: [GeneralName] {
        switch self {
        case .server(let names): names.map(\.generalName)
        case .client(let name): [.uniformResourceIdentifier(name.uri)]
        }
    }
}

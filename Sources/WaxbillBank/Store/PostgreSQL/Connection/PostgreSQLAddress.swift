#if PostgreSQL
import CLibPQ

/// Where a database is and who asks: a connection string as libpq reads it, `postgres://…` or `host=… dbname=…`.
struct PostgreSQLAddress: Sendable, CustomStringConvertible {
    /// What libpq is given.
    let connectionString: String
    /// The string without its secrets, for messages.
    let description: String
    /// What messages must not show.
    private let secrets: [String]

    var hasSecrets: Bool { !secrets.isEmpty }

    /// Reads a connection string; throws `invalidAddress`, which does not repeat it: it may hold a password.
    init(_ connectionString: String) throws(PostgreSQLError) {
        var complaint: UnsafeMutablePointer<CChar>?
        let parsed = PQconninfoParse(connectionString, &complaint)
        if let complaint { PQfreemem(complaint) }
        guard let parsed else { throw .invalidAddress }
        defer { PQconninfoFree(parsed) }
        var parts: [String: String] = [:]
        var secrets: [String] = []
        var option = parsed
        while let keyword = option.pointee.keyword {
            defer { option += 1 }
            guard let value = option.pointee.val.map({ String(cString: $0) }), !value.isEmpty else { continue }
            if option.pointee.dispchar.map({ String(cString: $0) }) == "*" {
                secrets.append(value)
            } else {
                parts[String(cString: keyword)] = value
            }
        }
        self.connectionString = connectionString
        self.secrets = secrets
        let user = parts["user"].map { "\($0)@" } ?? ""
        let port = parts["port"].map { ":\($0)" } ?? ""
        description = "postgres://\(user)\(parts["host"] ?? "")\(port)/\(parts["dbname"] ?? "")"
    }

    /// One line of what libpq or the server says, without secrets.
    func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "no reason given" }
        var lines = String(cString: text).split(whereSeparator: \.isNewline).joined(separator: "; ")
        for secret in secrets {
            lines = lines.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "…")
        }
        return lines
    }
}
#endif

import ArgumentParser

/// Where `waxbill connect` goes.
enum ConnectTarget: Sendable, Equatable {
    case endpoint(Endpoint)
    /// The hosts on standard input, one a line.
    case list

    /// HTTPS' port.
    static let defaultPort = 443

    static func parse(_ text: String) throws -> ConnectTarget {
        text == "-" ? .list : .endpoint(try Endpoint.parse(text, defaultPort: defaultPort))
    }

    /// The endpoints one after the other; those of a list are read as they are needed. Empty lines and lines that begin
    /// with `#` are skipped; a line that names no host is a failure among the others.
    var endpoints: AsyncStream<Result<Endpoint, CommandFailure>> {
        switch self {
        case .endpoint(let endpoint):
            AsyncStream { continuation in
                continuation.yield(.success(endpoint))
                continuation.finish()
            }
        case .list:
            AsyncStream { Self.nextListed() }
        }
    }

    private static func nextListed() -> Result<Endpoint, CommandFailure>? {
        while let line = readLine() {
            let name = line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            guard !name.isEmpty, !name.hasPrefix("#") else { continue }
            return Result { try Endpoint.parse(name, defaultPort: defaultPort) }
                .mapError {
                    CommandFailure(.dataError, "standard input: \(($0 as? ValidationError)?.message ?? "\($0)")")
                }
        }
        return nil
    }
}

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
    /// with `#` are skipped.
    var endpoints: AsyncThrowingStream<Endpoint, any Error> {
        switch self {
        case .endpoint(let endpoint):
            AsyncThrowingStream { continuation in
                continuation.yield(endpoint)
                continuation.finish()
            }
        case .list:
            AsyncThrowingStream { try Self.nextListed() }
        }
    }

    private static func nextListed() throws -> Endpoint? {
        while let line = readLine() {
            let name = line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            guard !name.isEmpty, !name.hasPrefix("#") else { continue }
            do {
                return try Endpoint.parse(name, defaultPort: defaultPort)
            } catch let error as ValidationError {
                throw CommandFailure(.dataError, "standard input: \(error.message)")
            }
        }
        return nil
    }
}

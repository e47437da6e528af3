import ArgumentParser
import WaxbillTLS

/// A host and a TCP port.
struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A DNS name or an IP address, IPv6 without brackets.
    let host: String
    let port: Int

    /// `HOST:PORT`, IPv6 addresses in brackets.
    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension Endpoint {
    /// Reads `HOST[:PORT]`; an IPv6 address with a port stands in brackets.
    static func parse(_ text: String, defaultPort: Int) throws -> Endpoint {
        guard !text.contains("/") else {
            throw ValidationError("write HOST or HOST:PORT, without a scheme and a path.")
        }
        let (host, portText) = try split(text)
        guard (try? ServerName(host)) != nil else {
            throw ValidationError("\"\(escaped(host))\" is neither a host name nor an IP address.")
        }
        return Endpoint(host: host, port: try portText.map { try port($0, from: 1) } ?? defaultPort)
    }

    /// Reads `[HOST:]PORT` of something that listens; 0 lets the system pick a port.
    static func parseListening(_ text: String) throws -> Endpoint {
        if let port = UInt16(text) { return Endpoint(host: "127.0.0.1", port: Int(port)) }
        let (host, portText) = try split(text)
        guard let portText else {
            throw ValidationError("\"\(escaped(text))\" has no port: write PORT or HOST:PORT; 0 picks a free port.")
        }
        guard (try? ServerName(host)) != nil else {
            throw ValidationError("\"\(escaped(host))\" is neither a host name nor an IP address.")
        }
        return Endpoint(host: host, port: try port(portText, from: 0))
    }

    private static func split(_ text: String) throws -> (host: String, port: String?) {
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else {
                throw ValidationError("\"\(escaped(text))\" lacks the closing bracket of its IPv6 address.")
            }
            let host = String(text[text.index(after: text.startIndex)..<bracket])
            let rest = text[text.index(after: bracket)...]
            guard host.contains(":"), rest.isEmpty || rest.hasPrefix(":") else {
                throw ValidationError("\"\(escaped(text))\" is not of the form [IPv6]:PORT.")
            }
            return (host, rest.isEmpty ? nil : String(rest.dropFirst()))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        // More than one colon without brackets can only be an IPv6 address.
        guard parts.count == 2 else { return (text, nil) }
        return (String(parts[0]), String(parts[1]))
    }

    private static func port(_ text: String, from lowest: Int) throws -> Int {
        guard text.allSatisfy(\.isASCII), let port = UInt16(text), Int(port) >= lowest else {
            throw ValidationError("\"\(escaped(text))\" is not a port: ports are numbers from \(lowest) to 65535.")
        }
        return Int(port)
    }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The name a client wants its server to prove: a DNS name or an IP address.
public enum ServerName: Sendable, Hashable, CustomStringConvertible {
    /// Lower case, without the final dot; internationalised labels in A-label form (`xn--…`).
    case dnsName(String)
    /// 4 or 16 bytes in network order. Never sent as SNI (RFC 6066, Section 3).
    case ipAddress([UInt8])

    /// Reads a DNS name or an IPv4 or IPv6 address (`[::1]` too).
    /// - Throws: ``TLSError`` (misuse) when `text` is neither.
    public init(_ text: String) throws(TLSError) {
        if let address = Self.parseAddress(text) {
            self = .ipAddress(address)
        } else if let name = Self.parseName(text) {
            self = .dnsName(name)
        } else {
            throw TLSError(.misuse(.invalidServerName(text)))
        }
    }

    /// Reads a DNS name only.
    init(dnsName text: String) throws(TLSError) {
        guard let name = Self.parseName(text) else { throw TLSError(.misuse(.invalidServerName(text))) }
        self = .dnsName(name)
    }

    public var description: String {
        switch self {
        case .dnsName(let name): name
        case .ipAddress(let bytes) where bytes.count == 4: bytes.map(String.init).joined(separator: ".")
        case .ipAddress(let bytes):
            stride(from: 0, to: bytes.count - 1, by: 2)
                .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
        }
    }

    /// What goes into `server_name`, if anything.
    var indication: String? {
        if case .dnsName(let name) = self { name } else { nil }
    }

    private static func parseAddress(_ text: String) -> [UInt8]? {
        var text = text
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            return unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }
        }
        var sixteen = in6_addr()
        if unsafe inet_pton(AF_INET6, text, &sixteen) == 1 {
            return unsafe withUnsafeBytes(of: &sixteen) { unsafe Array($0) }
        }
        return nil
    }

    /// RFC 1123, Section 2.1, with `_` tolerated as resolvers do.
    private static func parseName(_ text: String) -> String? {
        var name = text.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        guard (1...253).contains(name.utf8.count) else { return nil }
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return nil }
            let allowed = label.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
            guard allowed else { return nil }
        }
        return name
    }
}

import ArgumentParser
import WaxbillTLS

/// One value of `--tls`: a version or a range of them.
struct VersionRange: Sendable, Equatable {
    let versions: ClosedRange<ProtocolVersion>

    /// Reads `1.3`, `1.0-1.2` or `1.0..1.2`; refuses versions that the engine does not speak.
    static func parse(_ text: String) throws -> VersionRange {
        let ends = ends(of: text)
        guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last else {
            throw ValidationError("write --tls VERSION or --tls MIN-MAX, for example --tls 1.2 or --tls 1.2-1.3.")
        }
        let minimum = try version(first)
        let maximum = try version(last)
        guard minimum <= maximum else {
            throw ValidationError("\(minimum) is newer than \(maximum): the range is empty.")
        }
        return VersionRange(versions: minimum...maximum)
    }

    /// What several values allow together; nil where there are none.
    static func joined(_ ranges: [VersionRange]) throws -> ClosedRange<ProtocolVersion>? {
        let sorted = ranges.map(\.versions).sorted { $0.lowerBound < $1.lowerBound }
        guard var joined = sorted.first else { return nil }
        for range in sorted.dropFirst() {
            guard range.lowerBound.rawValue <= joined.upperBound.rawValue + 1 else {
                throw ValidationError(
                    "there is a gap between \(joined.upperBound) and \(range.lowerBound): versions are a range.")
            }
            joined = joined.lowerBound...max(joined.upperBound, range.upperBound)
        }
        return joined
    }

    private static func version(_ name: some StringProtocol) throws -> ProtocolVersion {
        guard let version = ProtocolVersion(name: String(name)) else {
            throw ValidationError(
                "there is no TLS version \"\(escaped(String(name)))\"; versions are written 1.0, 1.1, 1.2, 1.3.")
        }
        guard version >= .tls10 else {
            throw ValidationError("waxbill does not speak \(version), which POODLE broke; TLS 1.0 is the oldest.")
        }
        return version
    }

    /// The parts around `-` or `..`.
    private static func ends(of text: String) -> [Substring] {
        if let dots = text.firstRange(of: "..") { return [text[..<dots.lowerBound], text[dots.upperBound...]] }
        return text.split(separator: "-", omittingEmptySubsequences: false)
    }
}

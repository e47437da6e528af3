import ArgumentParser
import WaxbillTLS

/// `MIN[..MAX]` of `--tls`.
struct VersionRange: Sendable, Equatable {
    let versions: ClosedRange<ProtocolVersion>

    /// Reads `1.3` or `1.2..1.3`; refuses versions that the engine does not speak.
    static func parse(_ text: String) throws -> VersionRange {
        let ends = text.components(separatedByDots: ()).map(String.init)
        guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last else {
            throw ValidationError("write --tls MIN or --tls MIN..MAX, for example --tls 1.3.")
        }
        let minimum = try version(first)
        let maximum = try version(last)
        guard minimum <= maximum else {
            throw ValidationError("\(minimum) is newer than \(maximum): the range is empty.")
        }
        guard minimum == .tls13, maximum == .tls13 else {
            throw ValidationError("waxbill speaks TLS 1.3 only so far; use --tls 1.3.")
        }
        return VersionRange(versions: minimum...maximum)
    }

    private static func version(_ name: String) throws -> ProtocolVersion {
        guard let version = ProtocolVersion(name: name) else {
            throw ValidationError("there is no TLS version \"\(name)\"; versions are written 1.0, 1.1, 1.2, 1.3.")
        }
        return version
    }
}

extension String {
    /// The parts around `..`.
    fileprivate func components(separatedByDots: Void) -> [Substring] {
        guard let dots = firstRange(of: "..") else { return [self[...]] }
        return [self[..<dots.lowerBound], self[dots.upperBound...]]
    }
}

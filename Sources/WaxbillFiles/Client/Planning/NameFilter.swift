#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Which files of a folder are wanted: patterns of the shell (`*`, `?`, `[…]`). One without a `/` is compared with names, one with a
/// `/` with the path below the folder. What is in a folder that is excluded is excluded.
public struct NameFilter: Sendable, Hashable {
    /// A file has to match one of them, if there are any.
    public var include: [String]
    /// A file must match none of them, nor may a folder that it is in.
    public var exclude: [String]

    /// A filter; without patterns everything passes.
    public init(include: [String] = [], exclude: [String] = []) {
        self.include = include
        self.exclude = exclude
    }

    /// Whether the file of this path below the folder is wanted.
    func accepts(_ components: [String]) -> Bool {
        guard !include.isEmpty || !exclude.isEmpty else { return true }
        let isExcluded = components.indices.contains { index in
            exclude.contains { matches($0, Array(components[...index])) }
        }
        return !isExcluded && (include.isEmpty || include.contains { matches($0, components) })
    }

    private func matches(_ pattern: String, _ components: [String]) -> Bool {
        let subject = pattern.contains("/") ? components.joined(separator: "/") : components.last ?? ""
        let pattern = pattern.hasPrefix("/") ? String(pattern.dropFirst()) : pattern
        return fnmatch(pattern, subject, 0) == 0
    }
}

/// Credentials that come from files and can be read again while connections use them.
///
/// A handshake uses what is there when it asks; connections that stand are not touched. Files that cannot be used leave the old
/// credentials in use. Looking and reading block for as long as the file system takes.
public protocol ReloadableCredentials: Sendable {
    /// Reads all files again, for example on SIGHUP.
    /// - Returns: what became of each group of files.
    func reload() -> [ReloadReport]

    /// Reads those files again that have changed since they were read, and not since the last look. To be called every second or
    /// so.
    /// - Returns: what became of each group of files about which there is something new to say.
    func reloadIfChanged() -> [ReloadReport]
}

/// What became of files that were read again.
public struct ReloadReport: Sendable, CustomStringConvertible {
    /// The files that were read together.
    public let files: [String]
    /// Why what they held before stays in use; nil: what they hold now is.
    public let failure: (any Error)?

    /// A report as credentials make it.
    public init(files: [String], failure: (any Error)? = nil) {
        self.files = files
        self.failure = failure
    }

    /// The sentence without its full stop.
    public var description: String {
        let names = files.joined(separator: ", ")
        return failure.map { "kept the old content of \(names): \($0)" } ?? "reloaded \(names)"
    }
}

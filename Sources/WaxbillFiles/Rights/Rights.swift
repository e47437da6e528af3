/// What somebody may do below a path (docs/FILES.md, "Identity and rights").
public struct Rights: OptionSet, Sendable, Hashable, CustomStringConvertible {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Read files.
    public static let read = Rights(rawValue: 1)
    /// Write files and make folders.
    public static let write = Rights(rawValue: 2)
    /// List folders.
    public static let list = Rights(rawValue: 4)
    /// Delete files and folders.
    public static let delete = Rights(rawValue: 8)

    /// The letters in the order in which rules are mostly written.
    static let letters: [(letter: Unicode.Scalar, right: Rights)] = [
        ("r", .read), ("w", .write), ("l", .list), ("d", .delete),
    ]

    /// Their letters.
    public var description: String {
        Self.letters.reduce(into: "") { text, entry in
            if contains(entry.right) { text.unicodeScalars.append(entry.letter) }
        }
    }
}

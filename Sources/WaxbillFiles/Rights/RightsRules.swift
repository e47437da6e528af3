import WaxbillX509

/// Who may do what where (docs/FILES.md, "Identity and rights").
///
/// ```swift
/// let rules = try RightsRules("alice=/in:rwld,/:r; *=/public:rl")
/// ```
/// An identity's own rules count, or those of `*` where it has none; of those the one with the longest path, which matches
/// whole components. Names and paths are compared byte by byte.
public struct RightsRules: Sendable, Hashable {
    /// Rights at a path and below it.
    struct Grant: Sendable, Hashable {
        /// The path's components as UTF-8.
        let path: [[UInt8]]
        let rights: Rights
    }

    /// The grants of each name, the longest path first. Names are kept as UTF-8, since equal strings may have different bytes.
    private let grants: [[UInt8]: [Grant]]

    /// Who is not named.
    private static let everybodyElse = Array("*".utf8)

    /// What holds without rules: every verified client reads and lists.
    public static let standard = RightsRules([everybodyElse: [Grant(path: [], rights: [.read, .list])]])

    init(_ grants: [[UInt8]: [Grant]]) {
        self.grants = grants.mapValues { grants in grants.sorted { $0.path.count > $1.path.count } }
    }

    /// Reads rules, between which white space, `;` or line breaks stand. `#` begins a comment, up to the line's end.
    /// - Throws: ``RightsRulesError``, with the place.
    public init(_ text: some StringProtocol) throws(RightsRulesError) {
        var parser = RightsParser(text)
        self.init(try parser.parse())
    }

    /// Reads the rules in a file.
    /// - Throws: `FileError` or ``RightsRulesError``, naming the file.
    public init(file: String) throws {
        let bytes = try FileContents.read(file, sizeLimit: 1 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RightsRulesError(line: 1, column: 1, problem: .notUTF8, file: file)
        }
        do throws(RightsRulesError) {
            try self.init(text)
        } catch {
            throw RightsRulesError(line: error.line, column: error.column, problem: error.problem, file: file)
        }
    }

    /// What a client may do.
    /// - Parameters:
    ///   - identity: its name; nil where its certificate has none.
    ///   - path: the components of the path, below the served folder.
    public func rights(of identity: String?, at path: [String]) -> Rights {
        let own = identity.flatMap { grants[Array($0.utf8)] }
        guard let candidates = own ?? grants[Self.everybodyElse] else { return [] }
        return candidates.first { Self.covers($0.path, path) }?.rights ?? []
    }

    private static func covers(_ prefix: [[UInt8]], _ path: [String]) -> Bool {
        prefix.count <= path.count && zip(prefix, path).allSatisfy { $0.elementsEqual($1.utf8) }
    }
}

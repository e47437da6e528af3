/// A path that may be asked for: components that are names and nothing else (docs/FILES.md).
///
/// Paths are compared byte by byte. (Two strings that look alike are equal in Swift; to a file system they are not.)
struct ServedPath: Sendable {
    /// The names, from the served folder down; none for the folder itself.
    let components: [String]
    /// Whether the path is that of a folder: whether there was a `/` at its end.
    let isFolder: Bool

    /// The served folder itself.
    static let root = ServedPath(trusted: [], isFolder: true)

    /// How long a path may be, in bytes.
    static let longest = 4096
    /// How many components a path may have.
    static let deepest = 64

    private init(trusted components: [String], isFolder: Bool) {
        self.components = components
        self.isFolder = isFolder
    }

    /// The path of a request's target, percent-decoded once; what stands behind a `?` does not belong to it.
    /// - Throws: `bad_path`.
    init(requestTarget: String) throws(FilesError) {
        let encoded = requestTarget.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        // Each byte may be written as three.
        guard encoded.count <= 3 * Self.longest else { throw FilesError(.badPath, "The path is too long") }
        guard encoded.first == UInt8(ascii: "/") else { throw FilesError(.badPath, "A path begins with \"/\"") }
        var names: [String] = []
        let parts = encoded.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for part in parts {
            let bytes = try PercentEncoding.decode(part)
            guard !bytes.contains(UInt8(ascii: "/")) else {
                throw FilesError(.badPath, "A \"/\" inside of a name cannot be asked for")
            }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                throw FilesError(.badPath, "The path is not UTF-8")
            }
            names.append(name)
        }
        try self.init(split: names)
    }

    /// A path as people write it, `/` at its beginning or not, and nothing in it encoded.
    /// - Throws: `bad_path`.
    init(text: String) throws(FilesError) {
        let absolute = text.utf8.first == UInt8(ascii: "/") ? text.utf8.dropFirst() : text.utf8[...]
        let parts = absolute.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        try self.init(split: parts.map { String(decoding: $0, as: UTF8.self) })
    }

    /// The path of these names.
    /// - Throws: `bad_path`.
    init(components: [String], isFolder: Bool) throws(FilesError) {
        guard components.count <= Self.deepest else {
            throw FilesError(.badPath, "A path has at most \(Self.deepest) components")
        }
        var length = 1
        for name in components {
            if let objection = NameRules.objection(to: name) { throw FilesError(.badPath, objection) }
            length += name.utf8.count + 1
        }
        guard length - 1 + (isFolder ? 1 : 0) <= Self.longest || components.isEmpty else {
            throw FilesError(.badPath, "A path has at most \(Self.longest) bytes")
        }
        self.init(trusted: components, isFolder: isFolder || components.isEmpty)
    }

    /// The last of names that were separated by `/` is empty where the path ends with one.
    private init(split names: [String]) throws(FilesError) {
        let isFolder = names.last?.isEmpty ?? true
        try self.init(components: isFolder ? names.dropLast() : names, isFolder: isFolder)
    }

    /// The path of `name` in this folder.
    /// - Throws: `bad_path`.
    func appending(_ name: String, isFolder: Bool = false) throws(FilesError) -> ServedPath {
        try ServedPath(components: components + [name], isFolder: isFolder)
    }

    /// The path of what is `path` as seen from this folder.
    /// - Throws: `bad_path` where both together are too long.
    func appending(_ path: ServedPath) throws(FilesError) -> ServedPath {
        try ServedPath(components: components + path.components, isFolder: path.isFolder)
    }

    /// The folder it is in; nil for the served folder.
    var parent: ServedPath? {
        components.isEmpty ? nil : ServedPath(trusted: components.dropLast(), isFolder: true)
    }

    /// The last component; nil for the served folder.
    var name: String? { components.last }

    /// The same names, as a folder's path or as a file's.
    func asFolder(_ isFolder: Bool) -> ServedPath {
        ServedPath(trusted: components, isFolder: isFolder || components.isEmpty)
    }

    /// The path with `/` at its beginning, and at its end if it is a folder's; nothing in it is encoded.
    var text: String {
        components.isEmpty ? "/" : "/" + components.joined(separator: "/") + (isFolder ? "/" : "")
    }
}

extension ServedPath: Hashable {
    static func == (left: ServedPath, right: ServedPath) -> Bool {
        left.isFolder == right.isFolder && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension ServedPath: CustomStringConvertible {
    /// The path as a request's target has it, percent-encoded.
    var description: String {
        components.isEmpty
            ? "/" : "/" + components.map(PercentEncoding.encode).joined(separator: "/") + (isFolder ? "/" : "")
    }
}

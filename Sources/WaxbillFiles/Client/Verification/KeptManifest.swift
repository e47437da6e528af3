/// Where a client keeps the manifest of a file: `.waxbill/NAME.manifest` beside it.
public enum KeptManifest {
    /// The name in `.waxbill`.
    static func name(for file: String) -> String { ServedFolder.beside(file, suffix: ".manifest") }

    /// The path of the manifest of the file at `path`.
    public static func path(for path: String) -> String {
        let (folder, name): (Substring, Substring) =
            path.lastIndex(of: "/").map { (path[...$0], path[path.index(after: $0)...]) } ?? ("", path[...])
        return "\(folder)\(NameRules.stateFolder)/\(Self.name(for: String(name)))"
    }
}

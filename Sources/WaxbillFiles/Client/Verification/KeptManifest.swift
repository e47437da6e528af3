/// Where a client keeps the manifest of a file: `.waxbill/NAME.manifest` beside it.
enum KeptManifest {
    /// The most bytes that a kept manifest may have.
    static let longest = 256 << 20

    /// The name in `.waxbill`.
    static func name(for file: String) -> String { ServedFolder.beside(file, suffix: ".manifest") }
}

import HTTPTypes

extension HTTPField.Name {
    /// Where a browser's request comes from (Fetch Metadata Request Headers, Section 2.3).
    static let secFetchSite = known("Sec-Fetch-Site")
    /// How many bytes of an upload are there (docs/FILES.md).
    static let uploadOffset = known("Upload-Offset")
    /// Whether the manifest is wanted along with the answer (docs/FILES.md).
    static let wantManifest = known("Want-Manifest")
    /// The manifest along with the answer (docs/FILES.md).
    static let manifest = known("Manifest")

    /// A name that is a token, as all here are.
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}

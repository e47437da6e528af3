/// `supported_versions` of a ClientHello: the versions that the client accepts, the most preferred first
/// (RFC 9846, Section 4.3.1).
package struct SupportedVersions: TLSExtension {
    package static let type = ExtensionType.supportedVersions

    package var versions: [ProtocolVersion]

    package init(versions: [ProtocolVersion]) { self.versions = versions }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.versions = try reader.codePoints("versions", length: .uint8, in: 2...254)
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.versions, length: .uint8) }
}

/// `supported_versions` of a ServerHello or HelloRetryRequest: the version that the server chose
/// (RFC 9846, Section 4.3.1).
package struct SelectedVersion: TLSExtension {
    package static let type = ExtensionType.supportedVersions

    package var selectedVersion: ProtocolVersion

    package init(selectedVersion: ProtocolVersion) { self.selectedVersion = selectedVersion }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.selectedVersion = try reader.codePoint("selected_version")
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.selectedVersion) }
}

/// `oid_filters` of a CertificateRequest: extensions that the client's certificate has to have (RFC 9846, Section 4.3.5).
package struct OIDFilters: TLSExtension {
    package static let type = ExtensionType.oidFilters

    /// An X.509 extension and the values that it has to have, both in DER.
    package struct OIDFilter: Hashable, Sendable {
        package var certificateExtensionOID: [UInt8]
        package var certificateExtensionValues: [UInt8]

        package init(certificateExtensionOID: [UInt8], certificateExtensionValues: [UInt8]) {
            self.certificateExtensionOID = certificateExtensionOID
            self.certificateExtensionValues = certificateExtensionValues
        }
    }

    package var filters: [OIDFilter]

    package init(filters: [OIDFilter]) { self.filters = filters }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.filters = []
        var list = try reader.list("filters", length: .uint16)
        while !list.isAtEnd {
            let oid = try list.vector("certificate_extension_oid", length: .uint8, in: 1...255)
            let values = try list.vector("certificate_extension_values", length: .uint16)
            self.filters.append(OIDFilter(certificateExtensionOID: oid, certificateExtensionValues: values))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for filter in self.filters {
                list.writeVector(filter.certificateExtensionOID, length: .uint8)
                list.writeVector(filter.certificateExtensionValues, length: .uint16)
            }
        }
    }
}

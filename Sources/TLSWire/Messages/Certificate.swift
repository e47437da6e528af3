/// The sender's certificate with those that lead to an authority (RFC 9846, Section 4.5.1).
package struct Certificate: HandshakeBody {
    package static let handshakeType = HandshakeType.certificate
    package static let name: StaticString = "Certificate"

    /// As in the CertificateRequest; empty in a server's.
    package var certificateRequestContext: [UInt8]

    /// The sender's certificate first; empty if a client has none.
    package var certificateList: [CertificateEntry]

    package init(certificateRequestContext: [UInt8] = [], certificateList: [CertificateEntry]) {
        self.certificateRequestContext = certificateRequestContext
        self.certificateList = certificateList
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.certificateRequestContext = try reader.vector("certificate_request_context", length: .uint8)
        self.certificateList = []
        var list = try reader.list("certificate_list", length: .uint24)
        while !list.isAtEnd { self.certificateList.append(try CertificateEntry(from: &list)) }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.certificateRequestContext, length: .uint8)
        writer.writeVector(length: .uint24) { list in
            for entry in self.certificateList { entry.encode(to: &list) }
        }
    }

    package var encodedCapacity: Int {
        self.certificateList.reduce(4 + self.certificateRequestContext.count) { $0 + $1.encodedCapacity }
    }
}

/// A certificate and what is said about it (RFC 9846, Section 4.5.1).
package struct CertificateEntry: WireCodable, Hashable, Sendable {
    /// The certificate in DER (`cert_data`).
    package var certificateData: [UInt8]
    package var extensions: ExtensionBlock

    package init(certificateData: [UInt8], extensions: ExtensionBlock = ExtensionBlock()) {
        self.certificateData = certificateData
        self.extensions = extensions
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.certificateData = try reader.vector("cert_data", length: .uint24, in: 1...0xff_ffff)
        self.extensions = try ExtensionBlock(from: &reader, path: "Certificate.certificate_list.extensions")
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.certificateData, length: .uint24)
        self.extensions.encode(to: &writer)
    }

    fileprivate var encodedCapacity: Int { 3 + self.certificateData.count + self.extensions.encodedCount }
}

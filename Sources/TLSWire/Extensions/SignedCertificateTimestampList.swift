/// `signed_certificate_timestamp` of a certificate's entry: promises of logs to publish it (RFC 6962, Section 3.3).
package struct SignedCertificateTimestampList: TLSExtension {
    package static let type = ExtensionType.signedCertificateTimestamp

    package var sctList: [[UInt8]]

    package init(sctList: [[UInt8]]) { self.sctList = sctList }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.sctList = []
        var list = try reader.list("sct_list", length: .uint16, in: 1...0xffff)
        while !list.isAtEnd {
            self.sctList.append(try list.vector("SerializedSCT", length: .uint16, in: 1...0xffff))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for sct in self.sctList { list.writeVector(sct, length: .uint16) }
        }
    }
}

/// `signed_certificate_timestamp` of a ClientHello or CertificateRequest: the sender wants the promises (RFC 6962,
/// Section 3.3.1).
package struct SignedCertificateTimestampRequest: EmptyExtension {
    package static let type = ExtensionType.signedCertificateTimestamp

    package init() {}
}

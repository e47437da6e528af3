/// `status_request` of a ClientHello: the client wants a statement about the certificate's revocation
/// (`CertificateStatusRequest`; RFC 6066, Section 8).
package enum StatusRequest: TLSExtension {
    package static let type = ExtensionType.statusRequest

    /// An OCSP response, of one of these responders (any, where there are none), with these extensions (DER).
    case ocsp(responderIDList: [[UInt8]], requestExtensions: [UInt8])

    /// A status of a type that we do not know, with the rest of the extension; to be ignored.
    case unknown(CertificateStatusType, request: [UInt8])

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        let statusType: CertificateStatusType = try reader.codePoint("status_type")
        guard statusType == .ocsp else {
            self = .unknown(statusType, request: reader.remainder())
            return
        }
        var responderIDList: [[UInt8]] = []
        var list = try reader.list("responder_id_list", length: .uint16)
        while !list.isAtEnd {
            responderIDList.append(try list.vector("ResponderID", length: .uint16, in: 1...0xffff))
        }
        let requestExtensions = try reader.vector("request_extensions", length: .uint16)
        self = .ocsp(responderIDList: responderIDList, requestExtensions: requestExtensions)
    }

    package func encode(to writer: inout WireWriter) {
        switch self {
        case .ocsp(let responderIDList, let requestExtensions):
            writer.write(CertificateStatusType.ocsp)
            writer.writeVector(length: .uint16) { list in
                for responderID in responderIDList { list.writeVector(responderID, length: .uint16) }
            }
            writer.writeVector(requestExtensions, length: .uint16)
        case .unknown(let statusType, let request):
            writer.write(statusType)
            writer.write(request)
        }
    }
}

/// `status_request` of a CertificateRequest: the server wants an OCSP response with the client's certificate
/// (RFC 9846, Section 4.5.1.1).
package struct StatusRequestCertificateRequest: EmptyExtension {
    package static let type = ExtensionType.statusRequest

    package init() {}
}

/// `status_request` of a ServerHello: a CertificateStatus may follow the Certificate (RFC 6066, Section 8).
package struct StatusRequestAcknowledgement: EmptyExtension {
    package static let type = ExtensionType.statusRequest

    package init() {}
}

import TLSWire

extension RecordHeader {
    private static let httpMethods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT"]

    /// The method of the HTTP request whose first bytes this is, for clients that have forgotten TLS.
    var httpMethod: String? {
        let bytes = encoded
        return Self.httpMethods.first { method in
            "\(method) /".utf8.prefix(Self.byteCount).enumerated().allSatisfy { bytes[$0.offset] == $0.element }
        }
    }
}

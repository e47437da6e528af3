import X509

extension ClientSubjectName {
    /// The name in a client's certificate: that of the one `waxbill:NAME` among its URIs.
    /// - Parameter der: the certificate, which the caller has verified.
    /// - Returns: nil where there is none, where there are more, and where it is not a name that ``LeafSubject/client(named:)``
    ///   takes.
    public init?(certificate der: [UInt8]) {
        let fields = CertificateFields(der: der)
        guard let names = fields.flatMap({ SubjectAlternativeNames(in: $0) }) else { return nil }
        var encoded: Substring.UTF8View?
        for case .uniformResourceIdentifier(let uri) in names where uri.utf8.starts(with: Self.scheme.utf8) {
            // A certificate is not to be two clients.
            guard encoded == nil else { return nil }
            encoded = uri.utf8.dropFirst(Self.scheme.utf8.count)
        }
        guard let text = encoded.flatMap({ Self.decoded($0) }), let name = try? ClientSubjectName(text) else {
            return nil
        }
        self = name
    }

    /// What stands in front of the name.
    static var scheme: String { "waxbill:" }

    /// Undoes percent-encoding (RFC 3986, Section 2.1); nil where it is malformed, or no UTF-8 comes out.
    private static func decoded(_ encoded: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = encoded[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let (high, low) = (rest.popFirst().flatMap(digit), rest.popFirst().flatMap(digit))
            guard let high, let low else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}

/// A path with its query.
struct RequestTarget: CustomStringConvertible {
    let path: String
    private var query = ""

    init(_ path: String) { self.path = path }

    /// The same with an item more in the query; without, where there is no value.
    func with(_ name: String, _ value: (some CustomStringConvertible)?) -> RequestTarget {
        guard let value else { return self }
        var target = self
        target.query += (query.isEmpty ? "?" : "&") + name + "=" + Self.encoded(value.description)
        return target
    }

    var description: String { path + query }

    /// What is not unreserved (RFC 3986, Section 2.3) is percent-encoded.
    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._~".unicodeScalars.contains(scalar)
            {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

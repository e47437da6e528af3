/// The subject's commonName as the Baseline Requirements (Section 7.1.4.3) have it: one of the names in
/// subjectAltName, character for character, and written in the one usual way if it is an address.
///
/// It is judged by the names of its own kind: a domain beside addresses alone says nothing that could be mistaken for
/// one of them. The domain of a wildcard name counts as that name.
enum CommonNameForm {
    static func breach(_ form: CertificateForm) -> String? {
        let commonNames = form.commonNames
        guard let commonName = commonNames.first, let names = form.alternativeNames else { return nil }
        if commonNames.count > 1 { return "has several common names" }
        let text = "\"\(String(decoding: commonName, as: UTF8.self).printable)\""
        if isAddress(commonName) {
            return names.contains {
                $0.kind == .ip && IPAddressText.text($0.contents).map { commonName.elementsEqual($0.utf8) } ?? false
            }
                ? nil : "has the common name \(text), which is no address in its subjectAltName"
        }
        let domains = names.filter { $0.kind == .dns }.map(\.contents)
        guard !domains.isEmpty else { return nil }
        return domains.contains { $0 == commonName || $0.starts(with: "*.".utf8) && $0.dropFirst(2) == commonName }
            ? nil : "has the common name \(text), which is no name in its subjectAltName"
    }

    /// Whether it is, or would be taken by some for, an IP address: it has a colon, or its last label is a number.
    private static func isAddress(_ name: ArraySlice<UInt8>) -> Bool {
        if name.contains(UInt8(ascii: ":")) { return true }
        let label = name.reversed().prefix { $0 != UInt8(ascii: ".") }.reversed().asciiLowercased
        if label.starts(with: "0x".utf8) {
            return label.dropFirst(2).allSatisfy { $0.isASCIIDigit || (0x61...0x66).contains($0) }
        }
        return !label.isEmpty && label.allSatisfy(\.isASCIIDigit)
    }
}

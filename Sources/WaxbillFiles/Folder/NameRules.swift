/// What a name of a file or folder may be, wherever it comes from: a request, a listing or a disk (docs/FILES.md).
enum NameRules {
    /// How long a name may be, in bytes.
    static let longest = 255
    /// The name of the folder where a server or a client keeps what is its own.
    static let stateFolder = ".waxbill"

    /// What is wrong with a name; nil: nothing.
    static func objection(to name: String) -> String? {
        var length = 0
        var isPlain = true
        for byte in name.utf8 {
            length += 1
            if byte == UInt8(ascii: "/") { return "A name has no \"/\" in it" }
            if byte < 0x20 || byte == 0x7F { return "A name has no control characters" }
            if byte >= 0x80 { isPlain = false }
        }
        if length == 0 { return "A name is not empty" }
        if length > longest { return "A name has at most \(longest) bytes" }
        // U+0080 to U+009F, which some terminals obey.
        if !isPlain, name.unicodeScalars.contains(where: { $0.value >= 0x80 && $0.value < 0xA0 }) {
            return "A name has no control characters"
        }
        guard name.utf8.first == UInt8(ascii: ".") || !isPlain else { return nil }
        if name.utf8.elementsEqual(".".utf8) || name.utf8.elementsEqual("..".utf8) {
            return "\".\" and \"..\" are not names"
        }
        return isReserved(name) ? "\"\(stateFolder)\" is reserved" : nil
    }

    /// Whether a file system could take the name for `.waxbill`: some ignore case, and characters that are not seen.
    static func isReserved(_ name: String) -> Bool {
        let seen = name.unicodeScalars.lazy.filter { !$0.properties.isDefaultIgnorableCodePoint }
        return seen.elementsEqual(stateFolder.unicodeScalars) { scalar, expected in
            scalar == expected || scalar.properties.lowercaseMapping.unicodeScalars.elementsEqual([expected])
        }
    }
}

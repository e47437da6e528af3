extension CertificateForm {
    /// The names in subjectAltName, in their order (RFC 5280, Section 4.2.1.6); nil where there is no such extension,
    /// or it is malformed.
    var alternativeNames: [(kind: NameKind, contents: ArraySlice<UInt8>)]? {
        guard let element = element(standard: 17) else { return nil }
        var outer = cursor(element)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { return nil }
        var names: [(kind: NameKind, contents: ArraySlice<UInt8>)] = []
        while !list.isAtEnd {
            guard let name = list.next(), let kind = NameKind(tag: name.tag) else { return nil }
            names.append((kind, der[name.contents]))
        }
        return names
    }

    /// The contents of the subject's commonName attributes.
    var commonNames: [ArraySlice<UInt8>] {
        var names: [ArraySlice<UInt8>] = []
        var sets = subjectNames
        while var set = sets.enter(.derSet) {
            while var attribute = set.enter(.derSequence) {
                guard let type = attribute.next(.derObjectIdentifier), let value = attribute.next() else { break }
                // 2.5.4.3
                if der[type.contents].elementsEqual([0x55, 0x04, 0x03]) { names.append(der[value.contents]) }
            }
        }
        return names
    }
}

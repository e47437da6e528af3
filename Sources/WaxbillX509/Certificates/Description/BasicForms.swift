/// How extensions of simple form are read.
enum BasicForms {
    /// RFC 5280, Section 4.2.1.9.
    @Sendable static func basicConstraints(_ value: inout DERCursor) -> [String]? {
        guard var fields = value.enter(.derSequence) else { return nil }
        var facts = ["CA:FALSE"]
        if fields.nextTag == .derBoolean {
            guard let isAuthority = fields.nextBoolean() else { return nil }
            if isAuthority { facts = ["CA:TRUE"] }
        }
        if !fields.isAtEnd {
            guard let length = fields.nextSmallInteger() else { return nil }
            facts.append("pathlen:\(length)")
        }
        return fields.isAtEnd ? facts : nil
    }

    /// RFC 5280, Section 4.2.1.3.
    @Sendable static func keyUsage(_ value: inout DERCursor) -> [String]? {
        value.nextFlags().map { flags in flags.map { keyUsages.indices.contains($0) ? keyUsages[$0] : "bit \($0)" } }
    }

    /// RFC 5280, Section 4.2.1.12.
    @Sendable static func extendedKeyUsage(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return list.all { $0.nextDottedIdentifier() }?.map { ExtensionNames.usages[$0] ?? $0 }
    }

    /// RFC 5280, Section 4.2.1.6.
    @Sendable static func names(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return GeneralNameText.list(&list)
    }

    @Sendable static func number(_ value: inout DERCursor) -> [String]? {
        value.nextIntegerText().map { ["0x" + $0] }
    }

    @Sendable static func null(_ value: inout DERCursor) -> [String]? {
        guard let contents = value.nextContents(.derNull), contents.isEmpty else { return nil }
        return []
    }

    @Sendable static func string(_ value: inout DERCursor) -> [String]? {
        NameAttributes.string(&value).map { [$0] }
    }

    @Sendable static func time(_ value: inout DERCursor) -> [String]? {
        value.nextContents(.derGeneralizedTime).map { [String(decoding: $0, as: UTF8.self).printable] }
    }

    /// One DER element that is not looked into.
    @Sendable static func opaque(_ value: inout DERCursor) -> [String]? {
        value.next().map { [HexText.text(value.bytes[$0.whole])] }
    }

    private static let keyUsages = [
        "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
        "cRLSign", "encipherOnly", "decipherOnly",
    ]
}

/// How the key identifiers are read.
enum IdentifierForms {
    /// RFC 5280, Section 4.2.1.2.
    @Sendable static func subjectKey(_ value: inout DERCursor) -> [String]? {
        value.nextContents(.derOctetString).map { [HexText.text($0)] }
    }

    /// RFC 5280, Section 4.2.1.1.
    @Sendable static func authorityKey(_ value: inout DERCursor) -> [String]? {
        guard var fields = value.enter(.derSequence) else { return nil }
        var facts: [String] = []
        if fields.nextTag == .derContextPrimitive(0) {
            guard let identifier = fields.nextContents(.derContextPrimitive(0)) else { return nil }
            facts.append("keyid:" + HexText.text(identifier))
        }
        if fields.nextTag == .derContext(1) {
            guard var names = fields.enter(.derContext(1)), let texts = GeneralNameText.list(&names) else { return nil }
            facts += texts
        }
        if fields.nextTag == .derContextPrimitive(2) {
            guard let serial = fields.nextIntegerText(.derContextPrimitive(2)) else { return nil }
            facts.append("serial:" + serial)
        }
        return fields.isAtEnd ? facts : nil
    }
}

/// How name constraints are read.
enum NameConstraintForms {
    /// RFC 5280, Section 4.2.1.10.
    @Sendable static func nameConstraints(_ value: inout DERCursor) -> [String]? {
        guard var fields = value.enter(.derSequence) else { return nil }
        var facts: [String] = []
        for (tag, kind) in [(UInt8.derContext(0), "permitted"), (.derContext(1), "excluded")]
        where fields.nextTag == tag {
            guard var subtrees = fields.enter(tag), let bases = subtrees.all(subtree) else { return nil }
            facts += bases.map { "\(kind) \($0)" }
        }
        return fields.isAtEnd ? facts : nil
    }

    private static func subtree(_ list: inout DERCursor) -> String? {
        guard var fields = list.enter(.derSequence), var base = GeneralNameText.nextConstraint(&fields) else {
            return nil
        }
        for (tag, name) in [(UInt8.derContextPrimitive(0), "minimum"), (.derContextPrimitive(1), "maximum")]
        where fields.nextTag == tag {
            guard let number = fields.nextSmallInteger(tag) else { return nil }
            base += " \(name) \(number)"
        }
        return fields.isAtEnd ? base : nil
    }
}

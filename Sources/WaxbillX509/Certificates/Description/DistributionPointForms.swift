/// How the extensions that say where to look things up are read.
enum DistributionPointForms {
    /// RFC 5280, Sections 4.2.1.13 and 4.2.1.15.
    @Sendable static func points(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return list.all { list in
            guard var fields = list.enter(.derSequence) else { return nil }
            var facts: [String] = []
            if fields.nextTag == .derContext(0) {
                guard let name = pointName(&fields) else { return nil }
                facts.append(name)
            }
            if fields.nextTag == .derContextPrimitive(1) {
                guard let reasons = reasons(&fields, .derContextPrimitive(1)) else { return nil }
                facts.append(reasons)
            }
            if fields.nextTag == .derContext(2) {
                guard var issuer = fields.enter(.derContext(2)), let names = GeneralNameText.list(&issuer) else {
                    return nil
                }
                facts.append("issuer \(names.joined(separator: " "))")
            }
            return fields.isAtEnd ? facts.joined(separator: "; ") : nil
        }
    }

    /// RFC 5280, Section 5.2.5.
    @Sendable static func issuing(_ value: inout DERCursor) -> [String]? {
        guard var fields = value.enter(.derSequence) else { return nil }
        var facts: [String] = []
        if fields.nextTag == .derContext(0) {
            guard let name = pointName(&fields) else { return nil }
            facts.append(name)
        }
        let flags: [UInt8: String] = [
            1: "onlyContainsUserCerts", 2: "onlyContainsCACerts", 4: "indirectCRL", 5: "onlyContainsAttributeCerts",
        ]
        while let tag = fields.nextTag {
            if tag == .derContextPrimitive(3) {
                guard let reasons = reasons(&fields, tag) else { return nil }
                facts.append(reasons)
            } else {
                guard tag & 0xE0 == 0x80, let name = flags[tag & 0x1F], let flag = fields.nextContents(tag) else {
                    return nil
                }
                facts.append(flag.first == 0 ? "\(name):FALSE" : name)
            }
        }
        return facts
    }

    /// RFC 5280, Section 4.2.2.
    @Sendable static func access(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return list.all { list in
            guard var fields = list.enter(.derSequence), let method = fields.nextDottedIdentifier(),
                let location = GeneralNameText.next(&fields), fields.isAtEnd
            else { return nil }
            return "\(ExtensionNames.accessMethods[method] ?? method) \(location)"
        }
    }

    /// RFC 5280, Section 5.3.1.
    @Sendable static func reasonCode(_ value: inout DERCursor) -> [String]? {
        guard let code = value.nextSmallInteger(.derEnumerated) else { return nil }
        return [codes[code] ?? "\(code)"]
    }

    private static func pointName(_ fields: inout DERCursor) -> String? {
        guard var name = fields.enter(.derContext(0)) else { return nil }
        if var full = name.enter(.derContext(0)) {
            guard name.isAtEnd else { return nil }
            return GeneralNameText.list(&full)?.joined(separator: " ")
        }
        guard let relative = name.nextContents(.derContext(1)), name.isAtEnd else { return nil }
        return "relative name \(HexText.text(relative))"
    }

    private static func reasons(_ fields: inout DERCursor, _ tag: UInt8) -> String? {
        guard let flags = fields.nextFlags(tag) else { return nil }
        let names = flags.map { reasons.indices.contains($0) ? reasons[$0] : "bit \($0)" }
        return "reasons \(names.joined(separator: ", "))"
    }

    private static let reasons = [
        "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation",
        "certificateHold", "privilegeWithdrawn", "aACompromise",
    ]

    private static let codes: [Int: String] = [
        0: "unspecified", 1: "keyCompromise", 2: "cACompromise", 3: "affiliationChanged", 4: "superseded",
        5: "cessationOfOperation", 6: "certificateHold", 8: "removeFromCRL", 9: "privilegeWithdrawn",
        10: "aACompromise",
    ]
}

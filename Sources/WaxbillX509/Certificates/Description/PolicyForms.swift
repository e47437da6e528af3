/// How the extensions about policies are read.
enum PolicyForms {
    /// RFC 5280, Section 4.2.1.4.
    @Sendable static func policies(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return list.all { list in
            guard var fields = list.enter(.derSequence), let policy = fields.nextDottedIdentifier() else { return nil }
            var text = named(policy)
            if !fields.isAtEnd {
                guard var qualifiers = fields.enter(.derSequence), let texts = qualifiers.all(qualifier) else {
                    return nil
                }
                text += texts.map { "; \($0)" }.joined()
            }
            return fields.isAtEnd ? text : nil
        }
    }

    /// RFC 5280, Section 4.2.1.5.
    @Sendable static func mappings(_ value: inout DERCursor) -> [String]? {
        guard var list = value.enter(.derSequence) else { return nil }
        return list.all { list in
            guard var fields = list.enter(.derSequence), let issuers = fields.nextDottedIdentifier(),
                let subjects = fields.nextDottedIdentifier(), fields.isAtEnd
            else { return nil }
            return "\(named(issuers)) = \(named(subjects))"
        }
    }

    /// RFC 5280, Section 4.2.1.11.
    @Sendable static func constraints(_ value: inout DERCursor) -> [String]? {
        guard var fields = value.enter(.derSequence) else { return nil }
        var facts: [String] = []
        let numbers = [
            (UInt8.derContextPrimitive(0), "requireExplicitPolicy"), (.derContextPrimitive(1), "inhibitPolicyMapping"),
        ]
        for (tag, name) in numbers where fields.nextTag == tag {
            guard let count = fields.nextSmallInteger(tag) else { return nil }
            facts.append("\(name):\(count)")
        }
        return fields.isAtEnd ? facts : nil
    }

    /// RFC 5280, Section 4.2.1.14.
    @Sendable static func inhibitAny(_ value: inout DERCursor) -> [String]? {
        value.nextSmallInteger().map { ["skipCerts:\($0)"] }
    }

    private static func named(_ policy: String) -> String {
        ExtensionNames.policies[policy].map { "\(policy) (\($0))" } ?? policy
    }

    private static func qualifier(_ list: inout DERCursor) -> String? {
        guard var fields = list.enter(.derSequence), let kind = fields.nextDottedIdentifier() else { return nil }
        switch kind {
        case "1.3.6.1.5.5.7.2.1": return NameAttributes.string(&fields).map { "CPS \($0)" }
        case "1.3.6.1.5.5.7.2.2": return userNotice(&fields).map { "notice \($0)" }
        default: return "qualifier \(kind)"
        }
    }

    private static func userNotice(_ fields: inout DERCursor) -> String? {
        guard var notice = fields.enter(.derSequence) else { return nil }
        var texts: [String] = []
        if var reference = notice.enter(.derSequence) {
            guard let organization = NameAttributes.string(&reference), var numbers = reference.enter(.derSequence),
                let notices = numbers.all({ $0.nextIntegerText() })
            else { return nil }
            texts.append("\"\(organization)\" \(notices.joined(separator: ", "))")
        }
        if !notice.isAtEnd {
            guard let text = NameAttributes.string(&notice) else { return nil }
            texts.append("\"\(text)\"")
        }
        return notice.isAtEnd ? texts.joined(separator: " ") : nil
    }
}

/// A decoded nameConstraints extension (RFC 5280, Section 4.2.1.10).
struct NameConstraintSubtrees: Sendable {
    private var permitted = Subtrees()
    private var excluded = Subtrees()

    /// Bases by kind.
    fileprivate struct Subtrees: Sendable {
        /// Lower-case domains; the empty one has all names in it.
        var domains: [[UInt8]] = []
        var blocks: [AddressBlock] = []
        var mailboxes: [MailboxSubtree] = []
        var hosts: [HostSubtree] = []
        var directories: [CanonicalName] = []
        /// The kinds of bases that cannot be told names by: malformed, or of a kind that nobody processes. As RFC
        /// 5280 asks for, certificates with a name of such a kind are refused.
        var unusable: Set<NameKind> = []
        /// What it costs to compare one name with all bases of a kind; only kinds that have a base are here.
        var costs: [NameKind: Int] = [:]
    }

    /// - Parameter value: the value of the extension.
    /// - Throws: ``RuleViolation`` where it is malformed, or has a minimum or maximum, which RFC 5280 does not allow.
    init(derEncoded value: ArraySlice<UInt8>) throws(RuleViolation) {
        var outer = DERCursor(Array(value))
        // RFC 5280, Section 4.2.1.10: one of both lists at least, and none of them empty.
        guard var lists = outer.enter(.derSequence), outer.isAtEnd, !lists.isAtEnd else { throw Self.malformed }
        if let list = lists.enter(.derContext(0)) { permitted = try Self.subtrees(list) }
        if let list = lists.enter(.derContext(1)) { excluded = try Self.subtrees(list) }
        guard lists.isAtEnd else { throw Self.malformed }
    }

    private static var malformed: RuleViolation {
        RuleViolation(.malformedExtension, "has a malformed nameConstraints extension")
    }

    private static func subtrees(_ list: DERCursor) throws(RuleViolation) -> Subtrees {
        var list = list
        var subtrees = Subtrees()
        guard !list.isAtEnd else { throw malformed }
        while !list.isAtEnd {
            guard var fields = list.enter(.derSequence), let base = fields.next(), let kind = NameKind(tag: base.tag)
            else {
                throw malformed
            }
            try checkDistances(&fields)
            try subtrees.append(kind, fields.bytes[base.contents])
        }
        return subtrees
    }

    /// RFC 5280, Section 4.2.1.10: the minimum is zero and there is no maximum.
    private static func checkDistances(_ fields: inout DERCursor) throws(RuleViolation) {
        if let minimum = fields.next(0x80), !fields.bytes[minimum.contents].elementsEqual([0]) {
            throw RuleViolation(.nameConstraints, "has name constraints with a minimum distance")
        }
        if fields.next(0x81) != nil {
            throw RuleViolation(.nameConstraints, "has name constraints with a maximum distance")
        }
        guard fields.isAtEnd else { throw malformed }
    }
}

extension NameConstraintSubtrees.Subtrees {
    fileprivate mutating func append(_ kind: NameKind, _ contents: ArraySlice<UInt8>) throws(RuleViolation) {
        costs[kind, default: 0] += 1 + contents.count / 64
        switch kind {
        case .dns: add(Self.domain(contents), kind, to: \.domains)
        case .ip: add(AddressBlock(contents), kind, to: \.blocks)
        case .email: add(MailboxSubtree(contents), kind, to: \.mailboxes)
        case .uri: add(HostSubtree(contents), kind, to: \.hosts)
        case .directory: directories.append(try CanonicalName(derEncoded: contents))
        case .other, .x400, .ediParty, .registeredID: unusable.insert(kind)
        }
    }

    private mutating func add<Base>(_ base: Base?, _ kind: NameKind, to list: WritableKeyPath<Self, [Base]>) {
        if let base {
            self[keyPath: list].append(base)
        } else {
            unusable.insert(kind)
        }
    }

    /// The base of a dNSName constraint: a name with neither wildcard nor leading dot, which RFC 5280 has for URIs
    /// only.
    private static func domain(_ contents: ArraySlice<UInt8>) -> [UInt8]? {
        guard contents.isEmpty || DNSNameSyntax.isValid(contents, allowsUnderscore: true) else { return nil }
        return contents.asciiLowercased
    }
}

extension NameConstraintSubtrees {
    /// Checks the names of one certificate below the one that has these constraints
    /// (RFC 5280, Section 6.1.3 (b) and (c)).
    ///
    /// Leaving out self-issued intermediates is the caller's part.
    /// - Throws: ``RuleViolation``: a name is outside of the permitted or inside the excluded subtrees, or cannot be
    ///   told; or the budget is spent, of which each pair of a name and a base of its kind costs one, and more for
    ///   long bases.
    func check(_ names: CertificateNames, _ budget: inout WorkBudget) throws(RuleViolation) {
        try checkKinds(names)
        try check(names.dnsNames, permitted.domains, excluded.domains, &budget)
        try check(names.addresses, permitted.blocks, excluded.blocks, &budget)
        if constrains(.uri) {
            if let uri = names.uris.first(where: { !$0.hasHostName }) {
                throw RuleViolation(.nameConstraints, "has the URI \"\(uri.text)\", without a host name to constrain")
            }
            try check(names.uris, permitted.hosts, excluded.hosts, &budget)
        }
        if constrains(.email) {
            guard let mailboxes = names.constrainedMailboxes() else {
                throw RuleViolation(
                    .nameConstraints, "has a malformed mail address in its subject, which is constrained")
            }
            try check(mailboxes, permitted.mailboxes, excluded.mailboxes, &budget)
        }
        if constrains(.directory) {
            try check(names.constrainedDirectoryNames, permitted.directories, excluded.directories, &budget)
        }
    }

    private func cost(_ kind: NameKind) -> Int { permitted.costs[kind, default: 0] + excluded.costs[kind, default: 0] }

    private func constrains(_ kind: NameKind) -> Bool {
        cost(kind) > 0
    }

    /// What fails without a comparison: names that are malformed, and bases that are or that nobody knows.
    private func checkKinds(_ names: CertificateNames) throws(RuleViolation) {
        for kind in names.malformedKinds where constrains(kind) {
            throw RuleViolation(.nameConstraints, "has a malformed \(kind.rawValue), whose kind is constrained")
        }
        for kind in permitted.unusable.union(excluded.unusable) where names.hasConstrainedName(kind) {
            throw RuleViolation(
                .nameConstraints, "has a name that is constrained by a \(kind.rawValue) that nobody can apply")
        }
    }

    private func check<Name: ConstrainedName>(
        _ names: [Name], _ permitted: [Name.Base], _ excluded: [Name.Base], _ budget: inout WorkBudget
    ) throws(RuleViolation) {
        let cost = cost(Name.kind)
        guard cost > 0 else { return }
        for name in names {
            try budget.spendNameComparisons(cost)
            // RFC 5280, Section 6.1.4 (g): what is excluded stays so, permitted or not.
            guard !excluded.contains(where: name.overlaps) else { throw Self.violation(name, "is excluded by") }
            guard permitted.isEmpty || permitted.contains(where: name.isWithin) else {
                throw Self.violation(name, "is not permitted by")
            }
        }
    }

    private static func violation<Name: ConstrainedName>(_ name: Name, _ how: StaticString) -> RuleViolation {
        let text = name.text.isEmpty ? "" : " \"\(name.text.printable)\""
        return RuleViolation(
            .nameConstraints, "has the \(Name.kind.rawValue)\(text), which \(how) the constraints above")
    }
}

extension CertificateNames {
    /// Whether there is a name that constraints of this kind are about.
    fileprivate func hasConstrainedName(_ kind: NameKind) -> Bool {
        switch kind {
        case .dns: !dnsNames.isEmpty
        case .ip: !addresses.isEmpty
        case .uri: !uris.isEmpty
        case .directory: !constrainedDirectoryNames.isEmpty
        case .email: constrainedMailboxes().map { !$0.isEmpty } ?? true
        case .other, .x400, .ediParty, .registeredID: otherKinds.contains(kind)
        }
    }
}

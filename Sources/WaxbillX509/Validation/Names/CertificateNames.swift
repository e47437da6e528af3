/// The names of a certificate: its subjectAltName, and its subject as far as constraints go. The common name is no name
/// (RFC 9525, Section 2).
struct CertificateNames: Sendable {
    /// The subject.
    let subject: CanonicalName
    private(set) var dnsNames: [PresentedDNSName] = []
    private(set) var addresses: [PresentedAddress] = []
    private(set) var mailboxes: [Mailbox] = []
    private(set) var uris: [UniformResourceName] = []
    /// Of subjectAltName only.
    private(set) var directoryNames: [CanonicalName] = []
    /// The kinds of names that are never asked for.
    private(set) var otherKinds: Set<NameKind> = []
    /// The kinds of which there is a name that is not what it should be. It stands for nothing, and is within no
    /// constraint.
    private(set) var malformedKinds: Set<NameKind> = []
    private let subjectDER: ArraySlice<UInt8>

    /// - Parameters:
    ///   - subject: DER Name.
    ///   - subjectAlternativeName: the value of the extension; nil where there is none.
    /// - Throws: ``RuleViolation`` where the DER is not that of names; a name of the right type that is malformed
    ///   in itself (`a..b`) only matches nothing.
    init(subject: ArraySlice<UInt8>, subjectAlternativeName: ArraySlice<UInt8>?) throws(RuleViolation) {
        try self.init(
            subject: try CanonicalName(derEncoded: subject), subject, subjectAlternativeName: subjectAlternativeName)
    }

    /// The same, with the subject read already.
    init(
        subject: CanonicalName, _ subjectDER: ArraySlice<UInt8>, subjectAlternativeName: ArraySlice<UInt8>?
    ) throws(RuleViolation) {
        self.subject = subject
        self.subjectDER = subjectDER
        guard let value = subjectAlternativeName else { return }
        var outer = DERCursor(Array(value))
        // RFC 5280, Section 4.2.1.6: at least one name.
        guard var names = outer.enter(.derSequence), outer.isAtEnd, !names.isAtEnd else { throw Self.malformed }
        while !names.isAtEnd {
            guard let name = names.next(), let kind = NameKind(tag: name.tag) else { throw Self.malformed }
            try append(kind, names.bytes[name.contents])
        }
    }

    private static var malformed: RuleViolation {
        RuleViolation(.malformedExtension, "has a malformed subjectAltName extension")
    }

    private mutating func append(_ kind: NameKind, _ contents: ArraySlice<UInt8>) throws(RuleViolation) {
        switch kind {
        case .dns: add(PresentedDNSName(contents), to: \.dnsNames)
        case .ip: add(PresentedAddress(contents), to: \.addresses)
        case .email: add(Mailbox(contents), to: \.mailboxes)
        case .uri: add(UniformResourceName(contents), to: \.uris)
        case .directory: directoryNames.append(try CanonicalName(derEncoded: contents))
        case .other:
            guard Self.isOtherName(contents) else { throw Self.malformed }
            otherKinds.insert(kind)
        case .x400, .ediParty, .registeredID: otherKinds.insert(kind)
        }
    }

    private mutating func add<Name: ConstrainedName>(_ name: Name?, to list: WritableKeyPath<Self, [Name]>) {
        if let name {
            self[keyPath: list].append(name)
        } else {
            malformedKinds.insert(Name.kind)
        }
    }

    /// SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }, without its tag.
    private static func isOtherName(_ contents: ArraySlice<UInt8>) -> Bool {
        var fields = DERCursor(Array(contents))
        guard fields.next(.derObjectIdentifier) != nil, var value = fields.enter(.derContext(0)), fields.isAtEnd else {
            return false
        }
        return value.next() != nil && value.isAtEnd
    }
}

extension CertificateNames {
    /// Whether it has a name, by which a certificate could be asked for or not.
    var isEmpty: Bool {
        dnsNames.isEmpty && addresses.isEmpty && mailboxes.isEmpty && uris.isEmpty && directoryNames.isEmpty
            && otherKinds.isEmpty && malformedKinds.isEmpty
    }

    /// Whether one of the names in subjectAltName is, or stands for, the one asked for (RFC 9525, Section 6).
    func contains(_ reference: ReferenceName) -> Bool {
        switch reference {
        case .dns(let name):
            let name = name[...].utf8
            guard DNSNameSyntax.isValid(name, allowsUnderscore: true) else { return false }
            return dnsNames.contains { $0.matches(name) }
        // RFC 9525, Section 6.5: byte for byte.
        case .ip(let bytes): return addresses.contains { $0.bytes == bytes }
        case .email(let address):
            guard let mailbox = Mailbox(ArraySlice(address.utf8)) else { return false }
            return mailboxes.contains(mailbox)
        case .uri(let text):
            guard let uri = UniformResourceName(ArraySlice(text.utf8)) else { return false }
            return uris.contains(uri)
        }
    }

    /// The well-formed names by which it can be asked for, as text.
    var texts: [String] {
        dnsNames.map(\.text) + addresses.map(\.text) + mailboxes.map(\.text) + uris.map(\.text)
    }

    /// The names that directoryName constraints are about: the subject where it is not empty, and those in
    /// subjectAltName (RFC 5280, Section 4.2.1.10).
    var constrainedDirectoryNames: [CanonicalName] {
        subject.isEmpty ? directoryNames : [subject] + directoryNames
    }

    /// The addresses that rfc822Name constraints are about: those in subjectAltName, or where there is none the
    /// emailAddress attributes of the subject (RFC 5280, Section 4.2.1.10). Nil where one of the latter is malformed.
    func constrainedMailboxes() -> [Mailbox]? {
        guard mailboxes.isEmpty, !malformedKinds.contains(.email) else { return mailboxes }
        var found: [Mailbox] = []
        var outer = DERCursor(Array(subjectDER))
        guard var sets = outer.enter(.derSequence) else { return nil }
        while var set = sets.enter(.derSet) {
            while var attribute = set.enter(.derSequence) {
                guard let type = attribute.next(.derObjectIdentifier), let value = attribute.next() else { return nil }
                guard attribute.bytes[type.contents].elementsEqual(Self.emailAddress) else { continue }
                guard let mailbox = Mailbox(attribute.bytes[value.contents]) else { return nil }
                found.append(mailbox)
            }
        }
        return found
    }

    /// 1.2.840.113549.1.9.1
    private static let emailAddress: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01]
}

extension CanonicalName: ConstrainedName {
    static var kind: NameKind { .directory }

    /// Constraints tell names by their canonical form; for people the certificate's subject says more.
    var text: String { "" }
}

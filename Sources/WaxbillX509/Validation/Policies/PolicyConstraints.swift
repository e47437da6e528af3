/// The extension policyConstraints (RFC 5280, Section 4.2.1.11).
struct PolicyConstraints {
    let requireExplicitPolicy: Int?
    let inhibitPolicyMapping: Int?

    /// - Parameter value: `SEQUENCE { [0] SkipCerts OPTIONAL, [1] SkipCerts OPTIONAL }`, never empty.
    init(_ value: ArraySlice<UInt8>) throws(RuleViolation) {
        var outer = DERCursor(Array(value))
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, !fields.isAtEnd else { throw Self.malformed }
        requireExplicitPolicy = try Self.field(0, of: &fields)
        inhibitPolicyMapping = try Self.field(1, of: &fields)
        guard fields.isAtEnd else { throw Self.malformed }
    }

    private static func field(_ number: UInt8, of fields: inout DERCursor) throws(RuleViolation) -> Int? {
        guard let element = fields.next(0x80 | number) else { return nil }
        guard let count = SkipCertificates.count(fields.bytes[element.contents]) else { throw malformed }
        return count
    }

    private static let malformed = RuleViolation(.malformedExtension, "has a malformed policyConstraints extension")
}

/// `SkipCerts ::= INTEGER (0..MAX)`: how many more certificates may stand in the path before something holds.
enum SkipCertificates {
    /// The extension inhibitAnyPolicy (RFC 5280, Section 4.2.1.14).
    static func inhibitAnyPolicy(_ value: ArraySlice<UInt8>) throws(RuleViolation) -> Int {
        var outer = DERCursor(Array(value))
        guard let element = outer.next(.derInteger), outer.isAtEnd, let count = count(outer.bytes[element.contents])
        else {
            throw RuleViolation(.malformedExtension, "has a malformed inhibitAnyPolicy extension")
        }
        return count
    }

    /// The contents of an INTEGER; nil where it is negative or not in its shortest form. No path is so long that it
    /// matters by how much a number exceeds four bytes.
    static func count(_ contents: ArraySlice<UInt8>) -> Int? {
        guard let first = contents.first, first < 0x80 else { return nil }
        if first == 0, let second = contents.dropFirst().first, second < 0x80 { return nil }
        guard contents.count <= 4 else { return Int(Int32.max) }
        return contents.reduce(0) { $0 << 8 | Int($1) }
    }
}

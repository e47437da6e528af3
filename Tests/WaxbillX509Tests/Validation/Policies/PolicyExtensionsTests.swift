import Testing

@testable import WaxbillX509

@Suite("The extensions about policies")
struct PolicyExtensionsTests {
    private static let policy: [UInt8] = [0x06, 0x03, 0x2A, 0x03, 0x04]

    @Test("Nothing where there are none")
    func absent() throws {
        let extensions = try PolicyExtensions { _ in nil }
        #expect(extensions.policies == nil)
        #expect(extensions.mappings.isEmpty)
        #expect(extensions.requireExplicitPolicy == nil && extensions.inhibitPolicyMapping == nil)
        #expect(extensions.inhibitAnyPolicy == nil)
    }

    @Test("Policies with a CPS pointer are read, and only known qualifiers count as known", arguments: [true, false])
    func qualifiers(_ isKnown: Bool) throws {
        let kind: [UInt8] = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x02, isKnown ? 0x01 : 0x09]
        let qualifier = DERText.sequence([kind, [0x16, 0x01, 0x61]])
        let value = DERText.sequence([DERText.sequence([Self.policy, DERText.sequence([qualifier])])])
        let extensions = try PolicyExtensions { $0 == .certificatePolicies ? value[...] : nil }
        #expect(extensions.policies == [try #require(PolicyIdentifier(dotted: "1.2.3.4"))])
        #expect(extensions.hasUnknownQualifiers != isKnown)
    }

    @Test(
        "Malformed certificatePolicies are refused",
        arguments: [
            [], [0x05, 0x00], DERText.sequence([]), DERText.sequence([DERText.sequence([])]),
            DERText.sequence([policy]),
            DERText.sequence([DERText.sequence([policy, []])]) + [0x00],
            DERText.sequence([DERText.sequence([policy]), DERText.sequence([policy])]),
            DERText.sequence([DERText.sequence([[0x06, 0x00]])]),
            DERText.sequence([DERText.sequence([[0x06, 0x02, 0x2A, 0x83]])]),
            DERText.sequence([DERText.sequence([[0x06, 0x03, 0x2A, 0x80, 0x01]])]),
            DERText.sequence([DERText.sequence([policy, DERText.sequence([])])]),
            DERText.sequence([DERText.sequence([policy, policy])]),
            DERText.sequence([DERText.sequence([policy, DERText.sequence([DERText.sequence([policy])])])]),
        ] as [[UInt8]])
    func malformedPolicies(_ value: [UInt8]) {
        #expect(refusedRule { $0 == .certificatePolicies ? value[...] : nil } == .malformedExtension)
    }

    @Test(
        "Malformed policyMappings are refused",
        arguments: [
            [], DERText.sequence([]), DERText.sequence([DERText.sequence([policy])]),
            DERText.sequence([DERText.sequence([policy, policy, policy])]), DERText.sequence([policy, policy]),
        ] as [[UInt8]])
    func malformedMappings(_ value: [UInt8]) {
        #expect(refusedRule { $0 == .policyMappings ? value[...] : nil } == .malformedExtension)
    }

    @Test(
        "Malformed policyConstraints are refused",
        arguments: [
            [], [0x30, 0x00], [0x30, 0x02, 0x80, 0x00], [0x30, 0x03, 0x80, 0x01, 0xFF],
            [0x30, 0x04, 0x80, 0x02, 0x00, 0x01],
            [0x30, 0x06, 0x81, 0x01, 0x00, 0x80, 0x01, 0x00], [0x30, 0x03, 0x02, 0x01, 0x00],
            [0x30, 0x03, 0xA0, 0x01, 0x00],
        ] as [[UInt8]])
    func malformedConstraints(_ value: [UInt8]) {
        #expect(refusedRule { $0 == .policyConstraints ? value[...] : nil } == .malformedExtension)
    }

    @Test(
        "A malformed inhibitAnyPolicy is refused",
        arguments: [[], [0x02, 0x00], [0x02, 0x01, 0x80], [0x02, 0x02, 0x00, 0x00], [0x02, 0x01, 0x00, 0x00]]
            as [[UInt8]])
    func malformedInhibitAnyPolicy(_ value: [UInt8]) {
        #expect(refusedRule { $0 == .inhibitAnyPolicy ? value[...] : nil } == .malformedExtension)
    }

    @Test("Numbers are read, however large")
    func numbers() throws {
        let constraints: [UInt8] = [0x30, 0x0E, 0x80, 0x02, 0x00, 0x80, 0x81, 0x08] + Array(repeating: 0x7F, count: 8)
        let extensions = try PolicyExtensions { $0 == .policyConstraints ? constraints[...] : nil }
        #expect(extensions.requireExplicitPolicy == 128)
        #expect(extensions.inhibitPolicyMapping == Int(Int32.max))
    }

    @Test(
        "An identifier is the same from text and from DER",
        arguments: ["2.5.29.32.0", "1.2.840.113549", "0.39", "2.999.1", "2.25.329800735698586629295641978511506172918"])
    func identifiers(_ dotted: String) throws {
        #expect(try #require(PolicyIdentifier(dotted: dotted)).dotted == dotted)
    }

    @Test("What is no object identifier is none", arguments: ["", "1", "3.1", "1.40", "1..2", "1.-2", "1.a", "1.+2"])
    func noIdentifiers(_ text: String) {
        #expect(PolicyIdentifier(dotted: text) == nil)
    }

    private func refusedRule(_ value: (UInt8) -> ArraySlice<UInt8>?) -> ValidationRule? {
        do throws(RuleViolation) {
            _ = try PolicyExtensions(value)
            return nil
        } catch {
            return error.rule
        }
    }
}

import Testing

@testable import WaxbillX509

/// A path, written as what its certificates say about policies, and what comes of it.
struct PolicyScenario: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let certificates: [String]
    let parameters: PolicyParameters
    /// The user-constrained-policy-set; nil: the path is refused.
    let good: Set<String>?

    /// - Parameters:
    ///   - path: certificates with " / " between, each of words: `p=1,2` policies (`*`: any), `map=1>2` mappings, `explicit=0` and
    ///     `mapping=0` policyConstraints, `any=0` inhibitAnyPolicy, `self` self-issued.
    ///   - good: policies with commas between.
    init(
        _ name: String, _ path: String, initial: String? = nil, explicit: Bool = false, inhibitMapping: Bool = false,
        inhibitAny: Bool = false, good: String?
    ) {
        testDescription = name
        certificates = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        parameters = PolicyParameters(
            initialPolicies: initial.map(Self.dotted), requireExplicitPolicy: explicit,
            inhibitPolicyMapping: inhibitMapping, inhibitAnyPolicy: inhibitAny)
        self.good = good.map(Self.dotted)
    }

    /// Decodes and processes the certificates.
    func run(_ limits: ValidationLimits = ValidationLimits()) throws(RuleViolation) -> Set<String> {
        var budget = WorkBudget(limits)
        var processor = PolicyProcessor(parameters, pathLength: certificates.count)
        for (index, certificate) in certificates.enumerated() {
            let extensions = PolicyExtensionValues(certificate)
            try processor.process(
                try PolicyExtensions { extensions.values[$0] }, isSelfIssued: extensions.isSelfIssued,
                isLast: index == certificates.count - 1, &budget)
        }
        return try processor.finish(&budget)
    }

    private static func dotted(_ policies: String) -> Set<String> {
        Set(
            policies.split(separator: ",").map {
                $0 == "*" ? PolicyParameters.anyPolicy : "2.16.840.1.101.3.2.1.48.\($0)"
            })
    }
}

/// The DER of a certificate's policy extensions.
struct PolicyExtensionValues {
    private(set) var values: [UInt8: ArraySlice<UInt8>] = [:]
    let isSelfIssued: Bool

    /// - Parameter words: see ``PolicyScenario``.
    init(_ words: String) {
        let words = words.split(separator: " ")
        isSelfIssued = words.contains("self")
        var constraints: [UInt8] = []
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard let value = parts.last, parts.count == 2 else { continue }
            let items = value.split(separator: ",")
            switch parts[0] {
            case "p":
                values[.certificatePolicies] = DERText.sequence(items.map { DERText.sequence([Self.policy($0)]) })[...]
            case "map":
                let pairs = items.map { pair in DERText.sequence(pair.split(separator: ">").map(Self.policy)) }
                values[.policyMappings] = DERText.sequence(pairs)[...]
            case "explicit": constraints += DERText.element(0x80, [UInt8(value) ?? 0])
            case "mapping": constraints += DERText.element(0x81, [UInt8(value) ?? 0])
            case "any": values[.inhibitAnyPolicy] = DERText.element(0x02, [UInt8(value) ?? 0])[...]
            default: break
            }
        }
        if !constraints.isEmpty { values[.policyConstraints] = DERText.element(0x30, constraints)[...] }
    }

    /// `*`, or the last two arcs' worth of a policy: a number below 16384.
    static func policy(_ name: Substring) -> [UInt8] {
        if name == "*" { return [0x06, 0x04, 0x55, 0x1D, 0x20, 0x00] }
        let number = UInt16(name) ?? 0
        let arc = number < 128 ? [UInt8(number)] : [UInt8(number >> 7) | 0x80, UInt8(number & 0x7F)]
        return DERText.element(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x02, 0x01, 0x30] + arc)
    }
}

/// DER, put together.
enum DERText {
    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        switch contents.count {
        case ..<0x80: [tag, UInt8(contents.count)] + contents
        case ..<0x100: [tag, 0x81, UInt8(contents.count)] + contents
        case ..<0x10000: [tag, 0x82, UInt8(contents.count >> 8), UInt8(contents.count & 0xFF)] + contents
        default:
            [
                tag, 0x83, UInt8(contents.count >> 16), UInt8(contents.count >> 8 & 0xFF),
                UInt8(contents.count & 0xFF),
            ] + contents
        }
    }

    static func sequence(_ elements: [[UInt8]]) -> [UInt8] { element(0x30, Array(elements.joined())) }
}

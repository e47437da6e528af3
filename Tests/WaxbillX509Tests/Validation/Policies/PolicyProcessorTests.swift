import Testing

@testable import WaxbillX509

@Suite("Certificate policies along a path")
struct PolicyProcessorTests {
    static let scenarios =
        PolicyScenario.certificatePolicies + PolicyScenario.requireExplicitPolicy + PolicyScenario.policyMappings
        + PolicyScenario.inhibitPolicyMapping + PolicyScenario.inhibitAnyPolicy

    @Test("A scenario of PKITS", arguments: scenarios)
    func pkits(_ scenario: PolicyScenario) {
        check(scenario)
    }

    @Test(
        "A scenario that PKITS does not have",
        arguments: [
            .init("the leaf itself requires a policy", "p=1 / p=2 explicit=0", good: nil),
            .init("a leaf that requires one later does not matter", "p=1 / p=2 explicit=1", good: ""),
            .init("no policy in the middle, and none required", "p=1 /  / p=1", good: ""),
            .init("no policy in the middle", "p=1 /  / p=1", explicit: true, good: nil),
            .init("no policies are good enough", "p=1 / p=1", initial: "", explicit: true, good: nil),
            .init("no policies are good enough, and none required", "p=1 / p=1", initial: "", good: ""),
            .init("any among the initial policies", "p=1 / p=1", initial: "2,*", explicit: true, good: "1"),
            .init("any all the way for two initial ones", "p=* / p=*", initial: "1,2", explicit: true, good: "1,2"),
            .init("any that nobody expects", "p=1,2 / p=* / p=*", explicit: true, good: "1,2"),
            .init("mapped together", "p=1,2 map=1>3,2>3 / p=3", explicit: true, good: "1,2"),
            .init("mapped together, one asked for", "p=1,2 map=1>3,2>3 / p=3", initial: "2", explicit: true, good: "2"),
            .init("mapped crosswise", "p=1,2 map=1>2,2>1 / p=2", explicit: true, good: "1"),
            .init("a mapping that is said twice", "p=1 map=1>2,1>2 / p=2", explicit: true, good: "1"),
            .init("the leaf's mapping is no matter", "p=1 / p=1 map=1>2", explicit: true, good: "1"),
            .init("mapped while any stands in", "p=* map=1>2 / p=* / p=2", explicit: true, good: "1"),
            .init("inhibited mapping removes all", "p=1 map=1>2 / p=1", inhibitMapping: true, good: ""),
            .init("any of a self-issued leaf", "p=1 / p=* self", explicit: true, inhibitAny: true, good: nil),
        ] as [PolicyScenario])
    func others(_ scenario: PolicyScenario) {
        check(scenario)
    }

    @Test("Mappings of every policy to every other cost no more than their number")
    func explosion() throws {
        let policies = (1...40).map(String.init)
        let mappings = policies.flatMap { policy in policies.map { "\(policy)>\($0)" } }.joined(separator: ",")
        let certificate = "p=\(policies.joined(separator: ",")) map=\(mappings)"
        let scenario = PolicyScenario(
            "mesh", Array(repeating: certificate, count: 8).joined(separator: "/"), explicit: true,
            good: policies.joined(separator: ","))
        #expect(try scenario.run() == scenario.good)
    }

    @Test("The work is bounded")
    func budget() {
        let scenario = PolicyScenario("long", "p=1,2,3 / p=1,2,3", good: nil)
        var limits = ValidationLimits()
        limits.nameComparisons = 5
        #expect(throws: RuleViolation(.work, "needs more comparisons of names than are allowed")) {
            try scenario.run(limits)
        }
    }

    private func check(_ scenario: PolicyScenario) {
        do throws(RuleViolation) {
            let policies = try scenario.run()
            #expect(scenario.good == policies)
        } catch {
            #expect(scenario.good == nil, "\(error)")
            #expect(error.rule == .policies)
        }
    }
}

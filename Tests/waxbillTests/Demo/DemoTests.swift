import Foundation
import Testing

@testable import waxbill

@Suite struct DemoTests {
    @Test func everyStepDoesWhatItShould() async throws {
        let ending = try await Program.runWaxbill(["demo"])
        #expect(ending.status == 0, "\(ending.output)\(ending.error)")
        let lines = ending.output.split(separator: "\n")
        #expect(lines.count == DemoStep.all.count)
        #expect(lines.allSatisfy { $0.hasPrefix("✓") })
        for alert in ["unknown_ca", "certificate_required", "bad_record_mac"] {
            #expect(ending.output.contains("alert \(alert)"))
        }
    }

    @Test func reportsAsJSON() async throws {
        let ending = try await Program.runWaxbill(["demo", "--json"])
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(report["schema"] as? Int == 1)
        #expect(report["ok"] as? Bool == true)
        let steps = try #require(report["steps"] as? [[String: Any]])
        #expect(steps.map { $0["step"] as? String } == DemoStep.all.map(\.name))
    }

    @Test func keepsItsFilesWhereAsked() async throws {
        let scratch = try Scratch()
        let folder = scratch.file("demo")
        #expect(try await Program.runWaxbill(["demo", "--dir", folder]).status == 0)
        #expect(FileManager.default.fileExists(atPath: "\(folder)/ca.pem"))
        // Nothing is overwritten.
        #expect(try await Program.runWaxbill(["demo", "--dir", folder]).status == 73)
    }
}

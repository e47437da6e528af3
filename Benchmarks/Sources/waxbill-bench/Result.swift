#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The medians of one measurement.
struct Result {
    let measurement: Measurement
    let medians: [LibraryName: Double]

    /// Waxbill's figure divided by swift-nio-ssl's.
    var ratio: Double? {
        guard let waxbill = medians[.waxbill], let nioSSL = medians[.nioSSL], nioSSL > 0 else { return nil }
        return waxbill / nioSSL
    }

    /// Whether the goal is reached; nil where there is none, or nothing to compare with.
    var isGoalReached: Bool? {
        guard let ratio, let goal = measurement.goal else { return nil }
        return goal.isFloor ? ratio >= goal.ratio : ratio <= goal.ratio
    }

    func printRow(isFirst: Bool) {
        if isFirst { Self.printRow("", "waxbill", "nio-ssl", "ratio", "goal") }
        let goal = measurement.goal.map { "\($0.isFloor ? "≥" : "≤") \(fixed($0.ratio, 2))" } ?? ""
        let mark = isGoalReached.map { $0 ? "reached" : "MISSED" } ?? ""
        Self.printRow(
            measurement.title, figure(.waxbill), figure(.nioSSL), ratio.map { fixed($0, 2) } ?? "–",
            [goal, mark].filter { !$0.isEmpty }.joined(separator: " ")
        )
    }

    private static func printRow(_ title: String, _ columns: String...) {
        print(
            pad(title, 33, left: true) + columns.dropLast().map { pad($0, 14) }.joined() + "  " + (columns.last ?? ""))
    }

    private func figure(_ library: LibraryName) -> String {
        guard let median = medians[library] else { return "–" }
        let digits = median >= 1000 ? 0 : median >= 100 ? 1 : 2
        return measurement.unit.isEmpty ? fixed(median, digits) : "\(fixed(median, digits)) \(measurement.unit)"
    }

    static func printJSON(_ results: [Result]) throws {
        struct Row: Encodable {
            let name: String
            let title: String
            let unit: String
            let waxbill: Double?
            let nioSSL: Double?
            let ratio: Double?
            let goal: Double?
            let goalReached: Bool?
        }
        struct Report: Encodable {
            let schema = 1
            let results: [Row]
        }
        let rows = results.map { result in
            Row(
                name: result.measurement.rawValue, title: result.measurement.title, unit: result.measurement.unit,
                waxbill: result.medians[.waxbill], nioSSL: result.medians[.nioSSL], ratio: result.ratio,
                goal: result.measurement.goal?.ratio, goalReached: result.isGoalReached
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(Report(results: rows)), as: UTF8.self))
    }
}

private func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + padding : padding + text
}

private func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let number = (value * scale).rounded() / scale
    let text = "\(number)"
    guard digits > 0 else { return String(text.prefix { $0 != "." }) }
    let fraction = text.drop { $0 != "." }.count - 1
    return text + String(repeating: "0", count: max(0, digits - fraction))
}

import Foundation

/// Lines of columns.
package enum Table {
    package static func printRow(_ title: String, _ columns: [String]) {
        print(pad(title, 42, left: true) + columns.map { pad($0, 14) }.joined())
        fflush(nil)
    }

    package static func mebibytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1_048_576, 1) + " MiB" }

    package static func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

    fileprivate static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
        let padding = String(repeating: " ", count: Swift.max(0, width - text.count))
        return left ? text + padding : padding + text
    }
}

/// What a figure has to reach: at least, or at most.
package struct Goal {
    package let title: String
    package let value: Double
    package let limit: Double
    package let isFloor: Bool
    package var digits = 2

    package static func atLeast(_ limit: Double, _ title: String, _ value: Double) -> Goal {
        Goal(title: title, value: value, limit: limit, isFloor: true)
    }

    package static func atMost(_ limit: Double, _ title: String, _ value: Double) -> Goal {
        Goal(title: title, value: value, limit: limit, isFloor: false)
    }

    private var isReached: Bool { isFloor ? value >= limit : value <= limit }

    package static func print(_ goals: [Goal]) {
        guard !goals.isEmpty else { return }
        Swift.print(Table.pad("goals", 70, left: true))
        for goal in goals {
            Swift.print(
                Table.pad(goal.title, 62, left: true) + Table.pad(Table.fixed(goal.value, goal.digits), 10) + "  "
                    + (goal.isFloor ? "≥ " : "≤ ") + Table.fixed(goal.limit, goal.digits)
                    + (goal.isReached ? " reached" : " MISSED"))
        }
    }
}

/// Rows of text under each other.
enum TextColumns {
    /// A cell that is wider than this holds up its own row only.
    private static let widest = 24

    /// Lines in which the columns stand apart by two spaces, each as wide as its widest cell, and nothing follows the last cell.
    /// - Parameter right: the columns whose cells end, and do not begin, under each other.
    static func lines(_ rows: [[String]], right: Set<Int> = []) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], min(cell.count, widest))
            }
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return right.contains(column) ? space + cell : cell + space
            }
            let line = cells.joined(separator: "  ")
            return String(line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
        }
    }
}

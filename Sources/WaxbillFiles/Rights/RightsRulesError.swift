/// What is wrong with rules, and where.
public struct RightsRulesError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of mistakes.
    public enum Problem: Sendable, Hashable {
        case notUTF8
        case noRules
        case missingEqualsSign
        case missingName
        case invalidName
        case duplicateName(String)
        case pathNotAbsolute
        case missingColon
        case invalidPath
        case duplicatePath
        case unknownRight(String)
        case duplicateRight(String)
    }

    /// The line of the mistake, counted from 1.
    public let line: Int
    /// The column of the mistake, in Unicode scalars, counted from 1.
    public let column: Int
    /// What is wrong there.
    public let problem: Problem
    /// The file that holds the rules, if one does.
    public let file: String?

    init(line: Int, column: Int, problem: Problem, file: String? = nil) {
        self.line = line
        self.column = column
        self.problem = problem
        self.file = file
    }

    /// A sentence without its full stop.
    public var description: String {
        "\(file ?? "the rights"), line \(line), column \(column): \(problem.sentence)"
    }
}

extension RightsRulesError.Problem {
    fileprivate var sentence: String {
        switch self {
        case .notUTF8: "this is not UTF-8"
        case .noRules: "there is no rule; write NAME=PATH:RIGHTS, for example alice=/in:rwld,/:r"
        case .missingEqualsSign: "a rule is written NAME=PATH:RIGHTS, and here the '=' is missing"
        case .missingName: "there is no name before '='; '*' means everybody else"
        case .invalidName: "this is no name; '%' and two hexadecimal digits stand for a character, as %20 for a space"
        case .duplicateName(let name): "\(name) has rules already; put the paths together, with ',' between"
        case .pathNotAbsolute: "a path begins with '/'"
        case .missingColon: "':' and the rights are missing after the path"
        case .invalidPath:
            "this is no path; write '%' and two hexadecimal digits for white space, ',', ';' and '%', and no '.', '..', "
                + "'.waxbill' or empty component"
        case .duplicatePath: "this path has been there already"
        case .unknownRight(let letter): "there is no right '\(letter)'; the rights are r, w, l and d"
        case .duplicateRight(let letter): "'\(letter)' has been there already"
        }
    }
}

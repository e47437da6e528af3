import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillFiles

/// Rules of rights (docs/FILES.md, "Identity and rights").
@Suite struct RightsRulesTests {
    private static let all: Rights = [.read, .write, .list, .delete]

    private func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    @Test(arguments: [
        ("alice", "/in", "rwld"), ("alice", "/in/a/b", "rwld"), ("alice", "/inn", "r"), ("alice", "/", "r"),
        ("alice", "/in2/in", "r"), ("bob", "/in", ""), ("bob", "/public", "rl"), ("bob", "/public/a", "rl"),
        ("bob", "/", ""), ("carol", "/public", ""), (nil, "/public/x", "rl"), (nil, "/in", ""), ("Alice", "/in", ""),
    ])
    func theExample(identity: String?, path: String, expected: String) throws {
        let rules = try RightsRules(
            """
            # who may do what
            alice=/in:rwld,/:r   # Alice
            carol=/x:r;*=/public:rl
            """)
        let rights = rules.rights(of: identity, at: components(path))
        #expect(Set(rights.description) == Set(expected))
    }

    @Test func withoutRules() {
        #expect(RightsRules.standard.rights(of: nil, at: ["a", "b"]) == [.read, .list])
        #expect(RightsRules.standard.rights(of: "alice", at: []) == [.read, .list])
    }

    @Test func longestPathCounts() throws {
        let rules = try RightsRules("*=/:r,/a/b/c:,/a:rw,/a/b:d")
        for (path, rights) in [("/x", "r"), ("/a", "rw"), ("/a/x", "rw"), ("/a/b", "d"), ("/a/b/c/d", "")] {
            #expect(rules.rights(of: nil, at: components(path)).description == rights, "\(path)")
        }
    }

    /// Strings that are equal to Swift have different bytes.
    @Test func bytesAreCompared() throws {
        let rules = try RightsRules("caf\u{E9}=/\u{E9}:r")
        #expect(rules.rights(of: "caf\u{E9}", at: ["\u{E9}"]) == .read)
        #expect(rules.rights(of: "cafe\u{301}", at: ["\u{E9}"]) == [])
        #expect(rules.rights(of: "caf\u{E9}", at: ["e\u{301}"]) == [])
    }

    @Test func encodedPaths() throws {
        #expect(try RightsRules("Ada%20L=/:r").rights(of: "Ada L", at: []) == .read)
        let rules = try RightsRules("alice=/a%20b/c%2Cd%3B%25:r,/e:f:w,/g/:l")
        #expect(rules.rights(of: "alice", at: ["a b", "c,d;%", "x"]) == .read)
        #expect(rules.rights(of: "alice", at: ["e:f"]) == .write)
        #expect(rules.rights(of: "alice", at: ["g", "h"]) == .list)
    }

    @Test(arguments: [
        ("", 1, 1, RightsRulesError.Problem.noRules), (" # nothing\n ;", 1, 1, .noRules),
        ("alice", 1, 1, .missingEqualsSign), ("a=/:r bob/:r", 1, 7, .missingEqualsSign),
        ("a=/:r\n  =/:r", 2, 3, .missingName), ("a=in:r", 1, 3, .pathNotAbsolute), ("a=", 1, 3, .pathNotAbsolute),
        ("a=/:r,", 1, 7, .pathNotAbsolute), ("a=/:r,,/b:r", 1, 7, .pathNotAbsolute), ("a=/in", 1, 6, .missingColon),
        ("a=/in,/:r", 1, 6, .missingColon), ("a=/:r\nb=/:rx", 2, 6, .unknownRight("x")),
        ("a=/:R", 1, 5, .unknownRight("R")), ("a=/:rwr", 1, 7, .duplicateRight("r")),
        ("a=/x:r,/x/:w", 1, 8, .duplicatePath), ("a=/:r a=/b:r", 1, 7, .duplicateName("a")),
        ("%=/:r", 1, 1, .invalidName), ("a%ff=/:r", 1, 1, .invalidName), ("a=/../b:r", 1, 3, .invalidPath),
        ("a=/b//c:r", 1, 3, .invalidPath), ("a=//:r", 1, 3, .invalidPath),
        ("a=/.waxbill:r", 1, 3, .invalidPath), ("a=/%zz:r", 1, 3, .invalidPath), ("a=/%00:r", 1, 3, .invalidPath),
        ("a=/%ff:r", 1, 3, .invalidPath), ("a=/%2F:r", 1, 3, .invalidPath), ("é=/:r;ü=x", 1, 9, .pathNotAbsolute),
    ])
    func mistakes(text: String, line: Int, column: Int, problem: RightsRulesError.Problem) {
        let error = #expect(throws: RightsRulesError.self) { try RightsRules(text) }
        #expect(error == RightsRulesError(line: line, column: column, problem: problem), "\(text)")
        #expect(error?.description.contains("line \(line), column \(column): ") == true)
    }

    @Test func files() throws {
        let scratch = try TemporaryDirectory()
        let good = try scratch.write("alice=/:rwld\n", to: "good")
        #expect(try RightsRules(file: good).rights(of: "alice", at: []) == Self.all)
        let bad = try scratch.write("alice=/:rwld\nbob\n", to: "bad")
        let error = #expect(throws: RightsRulesError.self) { try RightsRules(file: bad) }
        #expect(error?.description.hasPrefix("\(bad), line 2, column 1: ") == true)
    }

    // MARK: Against a reference

    /// Decides as docs/FILES.md says, in the simplest way.
    private struct Reference {
        let rules: [(name: String, path: [String], rights: Rights)]

        func rights(of identity: String?, at path: [String]) -> Rights {
            let named = rules.filter { $0.name == identity }
            let candidates = (named.isEmpty ? rules.filter { $0.name == "*" } : named).filter {
                path.starts(with: $0.path)
            }
            return candidates.max { $0.path.count < $1.path.count }?.rights ?? []
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func againstAReference(seed: UInt64) throws {
        var random = TestRandom(state: seed)
        let names = ["*", "a", "b", "c"]
        func path() -> [String] {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                ["x", "y", "xy"].randomElement(using: &random) ?? "x"
            }
        }
        var rules: [(name: String, path: [String], rights: Rights)] = []
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let rule = (
                names.randomElement(using: &random) ?? "*", path(),
                Rights(rawValue: .random(in: 0...15, using: &random))
            )
            if !rules.contains(where: { $0.name == rule.0 && $0.path == rule.1 }) { rules.append(rule) }
        }
        let text = Dictionary(grouping: rules, by: \.name).map { name, rules in
            "\(name)=" + rules.map { "/\($0.path.joined(separator: "/")):\($0.rights)" }.joined(separator: ",")
        }.joined(separator: [" ", "\n", ";", " ; # more\n"].randomElement(using: &random) ?? " ")
        let parsed = try RightsRules(text)
        for _ in 0..<200 {
            let identity = [nil, "a", "b", "c", "d"].randomElement(using: &random) ?? nil
            let path = path() + path()
            #expect(
                parsed.rights(of: identity, at: path) == Reference(rules: rules).rights(of: identity, at: path),
                "\(text): \(identity ?? "nobody") at \(path)")
        }
    }
}

/// Numbers that are the same in each run (SplitMix64).
struct TestRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

import Foundation
import Testing

@testable import waxbill

@Suite struct EscapingTests {
    @Test(arguments: [
        ("plain text, größer", "plain text, größer"),
        ("a\u{1b}[31mred", "a\\u{1b}[31mred"),
        ("line\nfeed\r\ttab", "line\\nfeed\\r\\ttab"),
        ("back\\slash, \\u{1b}", "back\\slash, \\u{1b}"),
        ("\u{7f}\u{9b}31m", "\\u{7f}\\u{9b}31m"),
        ("right\u{202e}to left", "right\\u{202e}to left"),
        ("line\u{2028}separator", "line\\u{2028}separator"),
        ("zero\u{200b}width", "zero\\u{200b}width"),
        ("nul\0", "nul\\u{0}"),
    ])
    func escapesWhatATerminalObeys(text: String, shown: String) {
        #expect(escaped(text) == shown)
    }

    @Test func cutsLongText() {
        #expect(escaped(String(repeating: "a", count: 2000)).count == 1001)
        #expect(escaped("abc", limit: 3) == "abc")
    }

    @Test func writesJSONThatNoTerminalObeys() throws {
        let text = "a\u{9b}31m\u{202e}\u{e0001}\nb"
        let json = JSONOutput.printable(String(decoding: try JSONEncoder().encode([text]), as: UTF8.self))
        #expect(json == #"["a\u009b31m\u202e\udb40\udc01\nb"]"#)
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [text])
    }

    @Test func repairsWhatIsNotUTF8() { #expect(escaped([0x61, 0xff, 0x1b]) == "a\u{fffd}\\u{1b}") }
}

@Suite struct ColorChoiceTests {
    @Test(arguments: [
        (ColorChoice.always, ["NO_COLOR": "1"], true),
        (.never, ["CLICOLOR_FORCE": "1"], false),
        (.auto, ["CLICOLOR_FORCE": "1"], true),
        (.auto, ["CLICOLOR_FORCE": "0"], false),
        (.auto, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
        (.auto, ["CLICOLOR_FORCE": "1", "NO_COLOR": ""], true),
        (.auto, [:], false),
    ])
    func obeysTheEnvironment(choice: ColorChoice, environment: [String: String], colored: Bool) {
        // Descriptor -1 is no terminal.
        #expect(choice.isEnabled(descriptor: -1, environment: environment) == colored)
    }
}

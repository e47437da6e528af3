#!/usr/bin/env python3
"""Tests of the gates themselves, on source that is meant to fool them. `make lint` runs this first."""

import sys
import unittest

import attacks
import citations
import documentation
import forbidden
import layers
from swift_source import SourceError, functions, mask


def lengths(text: str):
    return {function.name: function.length for function in functions(mask(text)[0])}


def complaints(text: str, engine: bool = True):
    return [line for line, _ in forbidden.findings(text, engine)]


class Masking(unittest.TestCase):
    def test_comments_nest(self):
        self.assertEqual(mask("a /* { /* } */ { */ b")[0].split(), ["a", "b"])

    def test_strings_of_every_kind(self):
        for literal in ['"{"', '"\\"{"', '#"\\"{"#', '##"a"#{"##', '"""\n{ "quoted" "" {\n"""', '#"""\n{"""\n"""#', '""', '"\\\\"']:
            code = mask(f"let a = {literal}; b")[0]
            self.assertNotIn("{", code, literal)
            self.assertTrue(code.endswith("; b"), literal)

    def test_interpolation_stays_code(self):
        code = mask('let a = "x { \\(f("{", [1].map { $0 })) }" + b')[0]
        self.assertEqual((code.count("{"), code.count("}")), (1, 1))
        self.assertIn("+ b", code)

    def test_raw_strings_interpolate_only_with_hashes(self):
        self.assertNotIn("print", mask('#"\\(print(1))"#')[0])
        self.assertIn("print", mask('#"\\#(print(1))"#')[0])

    def test_lines_stay_where_they_are(self):
        text = 'a\n/* \n\n */ b "c" \n"""\n d\n """\ne'
        self.assertEqual([i for i, c in enumerate(text) if c == "\n"], [i for i, c in enumerate(mask(text)[0]) if c == "\n"])

    def test_regexes_and_divisions(self):
        self.assertNotIn("{", mask("let r = /a{2}/ ; x")[0])
        self.assertNotIn("{", mask("let r = #/a{/#")[0])
        self.assertIn("{", mask("let x = a / b; if y { c / d }")[0])
        self.assertIn("{", mask("f(/, { 1 }, /)")[0])

    def test_comment_openers_in_strings(self):
        self.assertIn("b", mask('let a = "https://x/*"; b')[0])

    def test_what_is_never_closed_is_said(self):
        for text in ["/* a", 'let a = "x\n', '"""\n a']:
            with self.assertRaises(SourceError):
                mask(text)


class Functions(unittest.TestCase):
    def test_counts_from_func_to_brace(self):
        self.assertEqual(lengths("/// Says.\n@inlinable\npublic func f(\n  a: Int\n) {\n  a\n}\n"), {"f": 5})

    def test_braces_in_default_arguments_and_clauses(self):
        self.assertEqual(lengths("func f(_ g: () -> Int = { 3 }) -> [Int]\nwhere A: B\n{\n}\nfunc h() {}"), {"f": 4, "h": 1})

    def test_requirements_have_no_body(self):
        text = "protocol P {\n  func a() throws(E)\n  var b: Int { get }\n  init(c: Int)\n  subscript(d: Int) -> Int { get }\n}\nfunc e() {\n}"
        self.assertEqual(lengths(text), {"b": 1, "subscript": 1, "e": 2})

    def test_stored_properties_have_no_body(self):
        text = "struct S {\n  var a: Int = { 3 }()\n  var b: Int\n  var c: [Int] = [1].map {\n $0\n }\n  var d: Int {\n    1\n  }\n}"
        self.assertEqual(lengths(text), {"d": 3})

    def test_calls_are_not_declarations(self):
        self.assertEqual(lengths("func f() {\n self.init(a) { }\n S.init { }\n let `func` = 1\n x.deinit\n}"), {"f": 6})

    def test_initialisers_operators_and_deinit(self):
        text = "struct S { init?(a: Int) {\n}\n init<T>(_ t: T) {}\n deinit {\n\n}\n static func == (a: S, b: S) -> Bool {\n true }\n}"
        self.assertEqual(sorted(lengths(text).items()), [("==", 2), ("deinit", 3), ("init", 1)])

    def test_braces_of_both_branches_of_a_condition(self):
        text = "#if A\nfunc f() {\n#else\nfunc f(a: Int) {\n#endif\n  1\n}\nfunc g() {\n}"
        self.assertEqual(lengths(text), {"f": 4, "g": 2})

    def test_braces_in_text_do_not_count(self):
        self.assertEqual(lengths('func f() {\n  "}" // }\n  /* } */\n  \'a\'\n}\nfunc g() {}'), {"f": 5, "g": 1})

    def test_consuming_and_typed_throws(self):
        text = "consuming func receive(_ m: M, _ o: inout O) throws(TLSError) -> Next {\n a\n}"
        self.assertEqual(lengths(text), {"receive": 3})

    def test_unbalanced_braces_are_said(self):
        for text in ["func f() {", "}"]:
            with self.assertRaises(SourceError):
                lengths(text)


class Forbidden(unittest.TestCase):
    def test_engine_words(self):
        for text in ["try! f()", "a as! B", "fatalError()", "preconditionFailure(x)", "print(1)", "Swift.print(1)", "debugPrint(1)"]:
            self.assertEqual(complaints(text), [1], text)

    def test_not_in_text(self):
        self.assertEqual(complaints('// try! f()\n"print(1)"\n/* fatalError() */\nfingerprint(1)\nlog.print(1)\ntry? f()\nif try !g() {}'), [])

    def test_in_an_interpolation(self):
        self.assertEqual(complaints('let a = """\n \\(try! f())\n """'), [2])

    def test_only_the_engine(self):
        self.assertEqual(complaints("print(1)", engine=False), [])

    def test_notes_left_behind(self):
        self.assertEqual(complaints("a\n// TO" + "DO: b", engine=False), [2])


class Layers(unittest.TestCase):
    def test_imports_of_every_form(self):
        text = "import A\n@testable import B\n@_exported public import C\ninternal import struct D.E\n// import F\n@preconcurrency import G"
        self.assertEqual(list(layers.imports(text)), [(1, "A"), (2, "B"), (3, "C"), (4, "D"), (6, "G")])

    def test_the_arrow(self):
        self.assertIsNone(layers.why_not("WaxbillTLS", "TLSWire"))
        self.assertIn("other way", layers.why_not("TLSWire", "WaxbillTLS"))
        self.assertIn("other way", layers.why_not("WaxbillTLS", "WaxbillNIO"))
        self.assertIn("may not use", layers.why_not("WaxbillTLS", "Crypto"))
        self.assertIn("for tests", layers.why_not("waxbill", "WaxbillTestSupport"))


class Documentation(unittest.TestCase):
    def found(self, text: str, code_points: bool = False):
        return [name for _, name in documentation.findings(text, code_points)]

    def test_public_declarations(self):
        text = "public struct A {\n  public var b: Int\n  public init(c: Int) {}\n  var d: Int\n  package func e() {}\n}\npackage enum F {}"
        self.assertEqual(self.found(text), ["A", "b", "init", "F"])

    def test_documented(self):
        text = "/// Says.\n@frozen\npublic struct A {\n  /// Says\n  /// more.\n  @inlinable public var b: Int\n}\n/** Says\n so. */\npublic enum C {}"
        self.assertEqual(self.found(text), [])

    def test_a_plain_comment_is_no_documentation(self):
        self.assertEqual(self.found("// Says.\npublic struct A {}\n\n/// Elsewhere.\n\npublic struct B {}"), ["A", "B"])

    def test_what_protocols_document(self):
        text = 'public var description: String { "" }\npublic init(rawValue: Int) {}\npublic static func == (a: A) {}\npublic init() {}'
        self.assertEqual(self.found(text), [])

    def test_what_our_own_protocols_document(self):
        protocol = "/// A thing.\npublic protocol Thing {\n  /// Says.\n  var a: Int { get }\n  /// Does.\n  func b()\n}\nvar c = 1"
        requirements = documentation.requirements(protocol)
        self.assertEqual(requirements, {"a", "b"})
        found = documentation.findings("public var a: Int { 1 }\npublic func c() {}", inherited=requirements)
        self.assertEqual([name for _, name in found], ["c"])

    def test_code_points(self):
        self.assertEqual(self.found("public static let a = A()", code_points=True), [])
        self.assertEqual(self.found("public static let a = A()"), ["a"])


class Citations(unittest.TestCase):
    def test_sections_of_both_numberings(self):
        good = ["RFC 9846, Section 4.1", "RFC 9846, Section 4.3.11.2", "RFC 9846,\n/// Section 4.7.3", "RFC 8446, Section 5.2", "RFC 8448, Section 4.9"]
        bad = ["RFC 9846, Section 4.1.2", "RFC 9846, Section 4.2.11", "RFC 9846,\n/// Section 4.4.4", "RFC 8446, Section 4.2.8", "RFC 9846, Section 4.8"]
        self.assertEqual([text for text in good + bad if list(citations.findings("// " + text))], bad)


class Attacks(unittest.TestCase):
    def test_names_that_do_not_exist(self):
        text = "`Good.swift`: `ATests.one`, `ATests12.two`.\n`Bad.swift`, `ATests.two`\n`BTests.one`, `x.y`"
        found = attacks.findings(text, {"ATests": {"one"}, "ATests12": {"two"}}, {"Good.swift"})
        self.assertEqual([line for line, _ in found], [2, 2, 3])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--quiet"])

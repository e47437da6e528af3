#!/usr/bin/env python3
"""docs/ATTACKS.md names tests and files that exist: `Suite.function` is a test in a file of a suite of this name, `File.swift` a file."""

import re
import sys

from swift_source import ROOT

NAMED_TEST = re.compile(r"`(\w+Tests\w*)\.(\w+)`")
NAMED_FILE = re.compile(r"`([\w+]+\.(?:swift|c|h))`")


def findings(text: str, tests: dict, names: set):
    """(line, what is wrong) for each test or file that does not exist.

    tests: the functions of each suite, by its name. names: the names of all source files.
    """
    for number, line in enumerate(text.splitlines(), 1):
        for suite, function in NAMED_TEST.findall(line):
            if function not in tests.get(suite, ()):
                yield number, f"there is no test {suite}.{function}"
        for name in NAMED_FILE.findall(line):
            if name not in names:
                yield number, f"there is no file {name}"


def suites():
    """The test functions of each suite, its extensions' among them."""
    found = {}
    for path in (ROOT / "Tests").rglob("*.swift"):
        text = path.read_text(encoding="utf-8")
        functions = set(re.findall(r"\bfunc (\w+)", text))
        for suite in set(re.findall(r"\b(?:struct|class|enum|extension) (\w+Tests\w*)\b", text)):
            found.setdefault(suite, set()).update(functions)
    return found


def main() -> int:
    page = ROOT / "docs" / "ATTACKS.md"
    names = {path.name for path in (ROOT / "Sources").rglob("*.*")}
    failed = False
    for line, what in findings(page.read_text(encoding="utf-8"), suites(), names):
        print(f"{page.relative_to(ROOT)}:{line}: {what}")
        failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

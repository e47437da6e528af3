#!/usr/bin/env python3
"""What the engine may not say, and what nobody may leave behind.

Bytes from the network reach every line of the engine targets, so nothing there may trap, and nothing prints.
Force unwraps are refused by the formatter's rules (NeverForceUnwrap, NeverUseForceTry) in every target.
"""

import re
import sys

from swift_source import ENGINE, ROOT, SourceError, files, mask

IN_ENGINE = [
    (r"\btry!", "`try!` traps on an error; use `do`/`catch` or rethrow"),
    (r"\bas!", "`as!` traps on a mismatch; use `as?` or a typed enum"),
    (r"(?<![\w.])(?:Swift\s*\.\s*)?fatalError\b", "`fatalError` ends the process; throw TLSError with fault `internal`"),
    (r"(?<![\w.])(?:Swift\s*\.\s*)?preconditionFailure\b", "`preconditionFailure` ends the process; throw TLSError with fault `internal`"),
    (r"(?<![\w.])(?:Swift\s*\.\s*)?(?:debugPrint|print)\s*\(", "the engine does not print; emit an event to the observer"),
]
IN_COMMENTS = [(r"\b(?:TODO|FIXME|XXX)\b", "leave no note behind; do it or open an issue")]


def findings(text: str, engine: bool):
    """(line, what is wrong) for one file's text."""
    code, comments = mask(text)
    if engine:
        for pattern, advice in IN_ENGINE:
            for match in re.finditer(pattern, code):
                yield code.count("\n", 0, match.start()) + 1, advice
    for line, comment in comments:
        for pattern, advice in IN_COMMENTS:
            for match in re.finditer(pattern, comment):
                yield line + comment.count("\n", 0, match.start()), advice


def main() -> int:
    failed = False
    for path in files(ROOT, "Sources", "Tests"):
        name = path.relative_to(ROOT)
        engine = name.parts[0] == "Sources" and name.parts[1] in ENGINE
        try:
            for line, advice in sorted(findings(path.read_text(encoding="utf-8"), engine)):
                print(f"{name}:{line}: {advice}")
                failed = True
        except SourceError as error:
            print(f"{name}:{error.line}: {error.what}; if the compiler takes it, teach scripts/lint/swift_source.py")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

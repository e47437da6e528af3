#!/usr/bin/env python3
"""No file in Sources/ over 400 lines, no function over 60.

A function is counted from the line of its `func` (or `init`, `deinit`, `subscript`, computed `var`) to the line of its
closing brace. Attributes and comments before it do not count.
"""

import sys

from swift_source import ROOT, SourceError, files, functions, mask

FILE_LIMIT = 400
FUNCTION_LIMIT = 60


def main() -> int:
    failures = []
    for path in files(ROOT, "Sources"):
        name = path.relative_to(ROOT)
        text = path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        if lines > FILE_LIMIT:
            failures.append(
                f"{name}:{FILE_LIMIT + 1}: file has {lines} lines, {FILE_LIMIT} allowed; move one concept into a file of its own"
            )
        try:
            code, _ = mask(text)
            for function in functions(code):
                if function.length > FUNCTION_LIMIT:
                    failures.append(
                        f"{name}:{function.first_line}: {function.name} has {function.length} lines, "
                        f"{FUNCTION_LIMIT} allowed; name its parts and make them functions"
                    )
        except SourceError as error:
            failures.append(f"{name}:{error.line}: {error.what}; if the compiler takes it, teach scripts/lint/swift_source.py")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

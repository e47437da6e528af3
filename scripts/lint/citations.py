#!/usr/bin/env python3
"""Citations of the TLS 1.3 RFC name sections that exist, with RFC 9846's numbers and not RFC 8446's.

The two agree outside section 4. There, RFC 8446's 4.4.1 became 4.1, every other 4.N became 4.(N+1), and the rest of
RFC 8446's 4.4 moved up by one. An old number that still exists cannot be told from a new one; most do not exist.
"""

import re
import sys

from swift_source import ROOT, files

# How many subsections each section of RFC 9846's section 4 has.
SUBSECTIONS = {"4.1": 0, "4.2": 4, "4.3": 11, "4.4": 2, "4.5": 3, "4.6": 0, "4.7": 3}
CITATION = re.compile(r"RFC (8446|9846),?(?:\s|///?)+Sections? (4\.\d+)(?:\.(\d+))?")


def findings(text: str):
    """(line, what is wrong) for each citation that cannot be right."""
    for match in CITATION.finditer(text):
        rfc, section, subsection = match[1], match[2], int(match[3] or 0)
        line = text.count("\n", 0, match.start()) + 1
        if rfc == "8446":
            yield line, "cite RFC 9846, which numbers section 4 differently: 4.4.1 became 4.1, every other 4.N became 4.(N+1)"
        elif section not in SUBSECTIONS or subsection > SUBSECTIONS[section]:
            yield line, f"RFC 9846 has no Section {match[2]}{'.' + match[3] if match[3] else ''}; is it RFC 8446's number?"


def main() -> int:
    failed = False
    for path in files(ROOT, "Sources", "Tests"):
        for line, advice in findings(path.read_text(encoding="utf-8")):
            print(f"{path.relative_to(ROOT)}:{line}: {advice}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

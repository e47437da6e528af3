#!/usr/bin/env python3
"""Every public declaration, and every type with package access, says what it means.

Exempt are `WaxbillTestSupport`, which is no product, what a protocol already documents (the standard library's, SwiftNIO's handlers, or a public one of ours), an
initialiser without parameters, and the code points of the IANA registries, whose names are their meaning. (The
formatter's own rule for this knows none of these exceptions.)
"""

import re
import sys

from swift_source import ROOT, SourceError, files, mask

DECLARATION = re.compile(
    r"^[ \t]*(?P<modifiers>(?:@\w+(?:\([^)\n]*\))?[ \t]+|(?:public|package|open|static|final|indirect|mutating|consuming|borrowing"
    r"|nonisolated|nonmutating|convenience|required|override|class(?=[ \t]+(?:func|var))|unsafe"
    r"|(?:private|fileprivate|package|internal)\(set\))[ \t]+)+)"
    r"(?P<kind>struct|class|enum|actor|protocol|func|init|var|let|subscript|typealias|case|associatedtype)\b"
    r"[ \t]*(?P<name>[\w`]+|[^\w\s({]+|)",
    re.MULTILINE,
)
TYPES = {"struct", "class", "enum", "actor", "protocol"}
DOCUMENTED_BY_PROTOCOL = {
    "description", "debugDescription", "errorDescription", "rawValue", "hashValue", "hash", "id", "next", "makeIterator",
    "encode", "==", "<", "RawValue", "Element", "Iterator",
}  # fmt: skip
DOCUMENTED_BY_NIO = {
    "InboundIn", "InboundOut", "OutboundIn", "OutboundOut", "handlerAdded", "handlerRemoved", "channelRegistered",
    "channelUnregistered", "channelActive", "channelInactive", "channelRead", "channelReadComplete",
    "channelWritabilityChanged", "userInboundEventTriggered", "errorCaught", "register", "bind", "connect", "write",
    "flush", "read", "close", "triggerUserOutboundEvent",
}  # fmt: skip


def requirements(text: str):
    """The names that public protocols in a file's text require of those that conform."""
    code, _ = mask(text)
    names = set()
    for protocol in re.finditer(r"\bpublic\s+protocol\b[^{]*\{", code):
        depth, at = 1, protocol.end()
        while depth and at < len(code):
            depth += {"{": 1, "}": -1}.get(code[at], 0)
            at += 1
        names |= set(re.findall(r"\b(?:func|var|associatedtype)\s+(\w+)", code[protocol.end() : at]))
    return names


def findings(text: str, code_points: bool = False, inherited: set = frozenset()):
    """(line, name) of each declaration that should have a documentation comment and has none."""
    lines = text.splitlines()
    code, comments = mask(text)
    documented = {
        line + comment.count("\n") for line, comment in comments if comment.startswith(("///", "/**"))
    }
    for match in DECLARATION.finditer(code):
        modifiers, kind, name = match["modifiers"].split(), match["kind"], match["name"].rstrip("?!")
        if not ("public" in modifiers or "open" in modifiers or ("package" in modifiers and kind in TYPES)):
            continue
        if kind not in TYPES and name in DOCUMENTED_BY_PROTOCOL | DOCUMENTED_BY_NIO | inherited:
            continue
        if kind == "init" and re.match(r"\s*\(\s*(rawValue\b|\))", code[match.end() :]):
            continue
        if code_points and kind == "let" and "static" in modifiers:
            continue
        line = code.count("\n", 0, match.start("modifiers")) + 1
        above = line - 1
        while above > 0 and re.match(r"\s*(@\w|#if|#else|//(?!/))", lines[above - 1]):
            above -= 1
        if above not in documented:
            yield line, name or kind


def main() -> int:
    failed = False
    inherited = set().union(*(requirements(path.read_text(encoding="utf-8")) for path in files(ROOT, "Sources")))
    for path in files(ROOT, "Sources"):
        name = path.relative_to(ROOT)
        if name.parts[1] == "WaxbillTestSupport":
            continue
        try:
            for line, declaration in findings(path.read_text(encoding="utf-8"), "CodePoints" in name.parts, inherited):
                print(f"{name}:{line}: `{declaration}` has no documentation; say what it means, its unit, what it throws, and the section")
                failed = True
        except SourceError as error:
            print(f"{name}:{error.line}: {error.what}; if the compiler takes it, teach scripts/lint/swift_source.py")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

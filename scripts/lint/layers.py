#!/usr/bin/env python3
"""The arrow of dependencies: wire <- crypto <- engine <- certificates <- doors <- services <- command line.

Checked twice: in the manifest (a target may depend only on targets of lower layers, and on the outside modules listed
here), and in every `import` (only what the manifest gives the target; no Foundation in the engine).
"""

import json
import re
import subprocess
import sys

from swift_source import ENGINE, ROOT, files, mask

# Targets by layer, lowest first. A target may use the layers before its own, never its own or a later one.
LAYERS = [
    ("wire", {"TLSWire", "CTLSCrypto", "CLibPQ"}),
    ("crypto", {"TLSCrypto"}),
    ("engine", {"WaxbillTLS"}),
    ("certificates", {"WaxbillX509"}),
    ("doors", {"WaxbillNIO"}),
    ("doors of frameworks", {"WaxbillHummingbird", "WaxbillHTTPClient"}),
    ("proofs", {"WaxbillProofs"}),
    ("services", {"WaxbillAuthority", "WaxbillFiles", "WaxbillBank"}),
    ("tools of the tests", {"WaxbillTestSupport"}),
    ("command line", {"waxbill", "BogoShim", "LedgerLoader"}),
]
# What the lower layers may take from outside. The later layers may take what the manifest names.
OUTSIDE = {
    "TLSWire": set(),
    "CTLSCrypto": {"Crypto", "CryptoExtras"},
    "TLSCrypto": {"Crypto", "CryptoExtras"},
    "WaxbillTLS": set(),
    "WaxbillX509": {"X509", "SwiftASN1", "Crypto", "CryptoExtras"},
    "WaxbillAuthority": {"GRDB"},
    "WaxbillHummingbird": {
        "HTTPTypes", "HummingbirdCore", "Logging", "NIOCore", "NIOHTTP1", "NIOTLS", "NIOHTTP2", "NIOHTTPTypes",
        "NIOHTTPTypesHTTP1", "NIOHTTPTypesHTTP2",
    },
    "WaxbillProofs": {"Crypto"},
    "WaxbillFiles": {
        "Crypto", "HTTPTypes", "HummingbirdCore", "Logging", "Mustache", "NIOCore", "NIOHTTP1", "NIOPosix",
        "ServiceLifecycle",
    },
    "WaxbillHTTPClient": {"NIOCore", "NIOHTTP1", "NIOPosix"},
    "WaxbillBank": {
        "CoreMetrics", "Crypto", "GRDB", "GRDBSQLite", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "Metrics", "Mustache",
        "NIOCore", "NIOHTTP1", "NIOPosix", "ServiceLifecycle",
    },
    "CLibPQ": set(),
    "WaxbillNIO": {"NIOCore", "NIOPosix", "NIOTLS", "NIOConcurrencyHelpers"},
}
# Modules that come with the toolchain: those that any target may import, and those that the engine may not.
TOOLCHAIN = {"Swift", "Synchronization", "Builtin"}
SYSTEM = {"Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Musl", "Darwin", "Android", "RegexBuilder"}
# The engine asks the C library for random bytes, for wiping memory and for the time. TLSWire asks for nothing.
C_LIBRARY = {"Glibc", "Musl", "Darwin", "Android"}

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)]*\))?[ \t]+)*(?:(?:public|package|internal|private|fileprivate)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|func|protocol|let|var|typealias)[ \t]+)?(\w+)",
    re.MULTILINE,
)

RANK = {target: rank for rank, (_, targets) in enumerate(LAYERS) for target in targets}


def imports(text: str):
    """(line, module) of each import in a file's text."""
    code, _ = mask(text)
    for match in IMPORT.finditer(code):
        yield code.count("\n", 0, match.start(1)) + 1, match[1]


def manifest():
    """The targets of Package.swift: name to (kind, names of what it depends on)."""
    dump = subprocess.run(
        ["swift", "package", "dump-package"], cwd=ROOT, check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    for target in json.loads(dump.stdout)["targets"]:
        names = set()
        for dependency in target["dependencies"]:
            for kind in ("byName", "target", "product"):
                if kind in dependency:
                    names.add(dependency[kind][0])
        yield target["name"], target["type"], names


def why_not(target: str, module: str):
    """Why a target may not use a module at all; nothing when it may."""
    if module in RANK:
        if RANK[module] >= RANK[target]:
            return f"{target} ({LAYERS[RANK[target]][0]}) may not use {module} ({LAYERS[RANK[module]][0]}): the arrow points the other way"
        if module == "WaxbillTestSupport":
            return f"{target} may not use {module}: it is for tests"
        return None
    if target in OUTSIDE and module not in OUTSIDE[target]:
        return f"{target} may not use {module}; what it may take from outside is listed in scripts/lint/layers.py"
    return None


def check_manifest(targets):
    text = (ROOT / "Package.swift").read_text(encoding="utf-8")
    for name, kind, dependencies in targets:
        if kind == "test":
            continue
        found = re.search(rf'name: "{re.escape(name)}"(?=[^)]*(?:dependencies|swiftSettings|\n\s*\)))', text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        if name not in RANK:
            yield f"Package.swift:{line}: target {name} has no layer; give it one in scripts/lint/layers.py"
            continue
        for dependency in sorted(dependencies):
            reason = why_not(name, dependency)
            if reason:
                yield f"Package.swift:{line}: {reason}"


def check_imports(targets):
    for name, kind, dependencies in targets:
        if kind == "test" or name not in RANK:
            continue
        allowed = dependencies | TOOLCHAIN | {name}
        if name not in ENGINE:
            allowed |= SYSTEM
        elif name != "TLSWire":
            allowed |= C_LIBRARY
        for path in files(ROOT, f"Sources/{name}"):
            for line, module in imports(path.read_text(encoding="utf-8")):
                where = f"{path.relative_to(ROOT)}:{line}"
                if module in allowed:
                    continue
                if module in SYSTEM:
                    yield f"{where}: the engine does not import {module}"
                else:
                    reason = why_not(name, module) or f"{name} does not declare {module} in Package.swift"
                    yield f"{where}: {reason}"


def main() -> int:
    targets = list(manifest())
    failures = list(check_manifest(targets)) + list(check_imports(targets))
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

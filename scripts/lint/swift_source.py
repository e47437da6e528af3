"""Reads Swift source far enough for the gates: what is code, what is comment or string, and where functions end.

It is no parser. `mask` blanks comments, strings and regex literals (the code inside an interpolation stays), so that
the gates can look at words and braces without being fooled by text. `functions` pairs declarations with bodies.
"""

import re
from dataclasses import dataclass
from pathlib import Path

# What may stand before a `/` that opens a regex literal; anything else makes it a division.
_BEFORE_REGEX = set("=(,:[!&|?{};")
_WORDS_BEFORE_REGEX = ("return", "in", "case", "try", "await")


class SourceError(Exception):
    """The file cannot be read as Swift: something that was opened is never closed."""

    def __init__(self, what: str, line: int):
        super().__init__(what)
        self.what = what
        self.line = line


@dataclass(frozen=True)
class Function:
    name: str
    first_line: int
    last_line: int

    @property
    def length(self) -> int:
        return self.last_line - self.first_line + 1


class _Masker:
    def __init__(self, text: str):
        self.text = text
        self.code = list(text)
        self.comments = []  # (line, text)
        self.at = 0

    def run(self):
        self._code(closing=None)
        return "".join(self.code), self.comments

    # What is blanked keeps its newlines, so that offsets and line numbers stay true.
    def _blank(self, start: int, end: int):
        for index in range(start, min(end, len(self.code))):
            if self.code[index] != "\n":
                self.code[index] = " "

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def _code(self, closing):
        """Reads code up to the end, or up to the `)` that closes an interpolation."""
        depth = 0
        start = self.at
        while self.at < len(self.text):
            text, at = self.text, self.at
            if text.startswith("//", at):
                self._line_comment()
            elif text.startswith("/*", at):
                self._block_comment()
            elif match := re.compile(r'(#*)("""|")').match(text, at):
                self._string(len(match[1]), match[2])
            elif match := re.compile(r"(#+)/").match(text, at):
                self._extended_regex(match[1])
            elif text[at] == "/" and self._opens_regex():
                self._bare_regex()
            elif text[at] == "`":
                end = text.find("`", at + 1)
                self.at = end + 1 if end > 0 else len(text)
            else:
                if closing and text[at] == "(":
                    depth += 1
                elif closing and text[at] == ")":
                    if depth == 0:
                        self.at += 1
                        return
                    depth -= 1
                self.at += 1
        if closing:
            raise SourceError("interpolation never closed", self._line(start))

    def _line_comment(self):
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        self.comments.append((self._line(self.at), self.text[self.at : end]))
        self._blank(self.at, end)
        self.at = end

    def _block_comment(self):
        start, depth = self.at, 0
        while self.at < len(self.text):
            if self.text.startswith("/*", self.at):
                depth += 1
                self.at += 2
            elif self.text.startswith("*/", self.at):
                depth -= 1
                self.at += 2
                if depth == 0:
                    self.comments.append((self._line(start), self.text[start : self.at]))
                    self._blank(start, self.at)
                    return
            else:
                self.at += 1
        raise SourceError("comment never closed", self._line(start))

    def _string(self, hashes: int, quote: str):
        start = self.at
        escape = "\\" + "#" * hashes
        close = quote + "#" * hashes
        self.at += hashes + len(quote)
        blank_from = start
        while self.at < len(self.text):
            if self.text.startswith(close, self.at):
                self.at += len(close)
                self._blank(blank_from, self.at)
                return
            if self.text.startswith(escape + "(", self.at):
                self.at += len(escape) + 1
                self._blank(blank_from, self.at)
                self._code(closing=")")
                blank_from = self.at - 1
            elif self.text.startswith(escape, self.at):
                self.at += len(escape) + 1
            elif quote == '"' and self.text[self.at] == "\n":
                break
            else:
                self.at += 1
        raise SourceError("string never closed", self._line(start))

    def _extended_regex(self, hashes: str):
        start = self.at
        end = self.text.find("/" + hashes, start + len(hashes) + 1)
        if end < 0:
            raise SourceError("regex never closed", self._line(start))
        self.at = end + 1 + len(hashes)
        self._blank(start, self.at)

    def _opens_regex(self) -> bool:
        following = self.text[self.at + 1 : self.at + 2]
        if following in ("", " ", "\t", "\n", "=", ")", ","):
            return False
        before = "".join(self.code[: self.at][-200:]).rstrip(" \t")
        if not before or before.endswith("\n"):
            return self._regex_end() > 0
        word = re.search(r"\w+$", before)
        if word:
            return word[0] in _WORDS_BEFORE_REGEX and self._regex_end() > 0
        return before[-1] in _BEFORE_REGEX and self._regex_end() > 0

    def _regex_end(self) -> int:
        at = self.at + 1
        while at < len(self.text) and self.text[at] != "\n":
            if self.text[at] == "\\":
                at += 1
            elif self.text[at] == "/":
                return at + 1
            at += 1
        return -1

    def _bare_regex(self):
        end = self._regex_end()
        self._blank(self.at, end)
        self.at = end


def mask(text: str):
    """The source with comments, strings and regexes blanked, and the comments as (line, text)."""
    return _Masker(text).run()


_DECLARATION = re.compile(
    r"(?<![.\w`])(?:"
    r"func\s+(?P<func>[^\s(<]+|[<>=!&|+\-*/^~%]+)"
    r"|(?P<init>init)\s*[?!]?\s*[(<]"
    r"|(?P<deinit>deinit)\b"
    r"|(?P<subscript>subscript)\s*[(<]"
    r"|var\s+(?P<var>[\w`]+)\s*:"
    r")"
)
_NEXT_DECLARATION = re.compile(
    r"\s*(?:@\w|#(?:if|else|elseif|endif)\b"
    r"|(?:public|package|internal|private|fileprivate|open|static|class|final|mutating|nonmutating|consuming|borrowing"
    r"|override|convenience|required|indirect|lazy|weak|unowned|nonisolated|func|var|let|init|deinit|subscript"
    r"|typealias|associatedtype|struct|enum|actor|protocol|extension|import|case)\b)"
)


def functions(code: str):
    """Functions, initialisers, subscripts and computed properties of masked source, with first and last line."""
    pairs = _brace_pairs(code)
    for match in _DECLARATION.finditer(code):
        name = next(text for text in match.groups() if text)
        after = match.end() - 1 if match.group().endswith(("(", "<")) and not match["func"] else match.end()
        opening = _body(code, after, is_property=match["var"] is not None)
        if opening in pairs:
            yield Function(name, _line(code, match.start()), _line(code, pairs[opening]))


def _line(code: str, at: int) -> int:
    return code.count("\n", 0, at) + 1


def _body(code: str, at: int, is_property: bool):
    """The offset of the brace that opens the body; nothing for a requirement or a stored property."""
    depth = 0
    while at < len(code):
        character = code[at]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0:
            if character == "{":
                return at
            if character in "};":
                return None
            if is_property and character == "=":
                return None
            if character == "\n" and (is_property and not _continues(code, at) or _NEXT_DECLARATION.match(code, at)):
                return None
        at += 1
    return None


def _continues(code: str, at: int) -> bool:
    """Whether a property's declaration goes on after this line's end: its type or its brace stands on the next."""
    return code[:at].rstrip().endswith((":", "->", "&")) or code[at:].lstrip().startswith("{")


def _brace_pairs(code: str):
    """Offsets of `{` to those of their `}`. Each branch of an `#if` starts from the braces open before it."""
    pairs, stack, conditions = {}, [], []
    for match in re.finditer(r"[{}]|^[ \t]*#(if|elseif|else|endif)\b", code, re.MULTILINE):
        token = match[1] or match[0]
        if token == "{":
            stack.append(match.start())
        elif token == "}":
            if not stack:
                raise SourceError("`}` closes nothing", _line(code, match.start()))
            pairs[stack.pop()] = match.start()
        elif token == "if":
            conditions.append(list(stack))
        elif token in ("else", "elseif") and conditions:
            stack = list(conditions[-1])
        elif token == "endif" and conditions:
            conditions.pop()
    if stack:
        raise SourceError("`{` never closed", _line(code, stack[-1]))
    return pairs


def files(root: Path, *folders: str):
    """Every Swift file below the folders, in order."""
    for folder in folders:
        yield from sorted((root / folder).rglob("*.swift"))


ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE = ("TLSWire", "TLSCrypto", "WaxbillTLS")

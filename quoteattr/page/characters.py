"""The characters of a paragraph as they are read.

Odd spaces become plain ones, soft hyphens and zero-width characters go, combining characters are composed; marks that
a keyboard made of two strokes become the one that they stand for (``,,`` ``''`` ``<<`` ``>>``), and what Markdown puts
about words to set them off goes too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import regex

_ODD = regex.compile(r"[^\S ]|[\p{Cc}\p{Cf}\p{Cs}]|.\p{M}+", regex.DOTALL)
GONE = regex.compile(r"\p{Cf}")  # soft hyphen, zero-width space and joiners, byte order mark, direction marks
_TYPED = regex.compile(
    r"""(?<![,\d]),,(?![,\d\s])|(?<!')''(?!')|(?<!‘)‘‘(?!‘)|(?<!’)’’(?!’)|(?<!‚)‚‚(?!‚)|(?<!´)´´(?!´)|(?<!`)``(?!`)
    |(?<!<)<<(?!<)|(?<!>)>>(?!>)|(?<!‹)‹‹(?!‹)|(?<!›)››(?!›)|[`´′‛″＂‟❝❞〝〞‐‑‒]|−(?!\d)""",
    regex.VERBOSE,
)
_MEANT = {
    ",,": "„", "‚‚": "„", "``": "“", "‘‘": "“", "‟": "“", "❝": "“", "〝": "“",
    "''": "”", "’’": "”", "´´": "”", "❞": "”", "〞": "”", "″": '"', "＂": '"',
    "<<": "«", "‹‹": "«", ">>": "»", "››": "»",
    "`": "‘", "‛": "‘", "´": "’", "′": "’", "‐": "-", "‑": "-", "‒": "–", "−": "–",
}  # fmt: skip
_MARKUP = regex.compile(r"[*_\[]")
_EMPHASIS = regex.compile(
    r"""(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]{1,600}?)(?<=[^\s*])(\1)(?![\w*])
    |(?<![\w_\\])(_{1,2})(?=[^\s_])([^_]{1,600}?)(?<=[^\s_])(\4)(?![\w_])""",
    regex.VERBOSE,
)
_LINK = regex.compile(
    r"""(!?\[)[^][]{1,300}(\]\((?:https?:|www\.|mailto:|[/#]|[\w-]{1,60}\.\w)[^()\s]{0,600}(?:\s"[^"\n]{0,200}")?\))""",
)

_GLUED_DASH = regex.compile(r"(?:^|(?<=[.!?…:]\s))[-–—](?=\p{Lu}[\p{L}\s])")  # -Jeg kommer
_TURN = regex.compile(r"[-–—―]")
_CLOSING_DASH = regex.compile(r"(?<=[?!…]\s)[-–—―]\s(?=\p{Ll})")  # — Er alt vel? — spurgte hun

Piece = tuple[str, int, int]  # what is read, where it stands in the source, and where it ends there


def pieces(source: str, lines: Sequence[tuple[int, int]]) -> Iterator[list[Piece]]:
    """The lines of a paragraph as they are read, each in pieces that stand for one stretch of the source.

    >>> [["".join(text for text, _, _ in line)] for line in pieces("**Dal:** ,,Ja,'' og nej", [(0, 23)])]
    [['Dal: „Ja,” og nej']]
    """
    markup = _markup(source, lines[0][0], lines[-1][1])
    for start, end in lines:
        line = source[start:end]
        plain = line.isprintable() and unicodedata.is_normalized("NFC", line)
        if plain and not markup and _TYPED.search(line) is None and _GLUED_DASH.search(line) is None:
            yield [(line, start, end)]
        else:
            yield list(_line(source, start, end, markup))


def _markup(source: str, start: int, end: int) -> Mapping[int, int]:
    """The starts and ends of what Markdown adds to a paragraph, and of the dashes that close its turn."""
    dashes = (
        dict(match.span() for match in _CLOSING_DASH.finditer(source, start, end)) if _TURN.match(source, start) else {}
    )
    if _MARKUP.search(source, start, end) is None:
        return dashes
    found = dashes
    for match in _LINK.finditer(source, start, end):
        found.update([match.span(1), match.span(2)])
    for match in _EMPHASIS.finditer(source, start, end):
        found.update(match.span(group) for group in (1, 3, 4, 6) if match.group(group) is not None)
    return found


def _line(source: str, start: int, end: int, markup: Mapping[int, int]) -> Iterator[Piece]:
    changes = [(match.start(), match.end(), _odd(match.group())) for match in _ODD.finditer(source, start, end)]
    changes += [(match.start(), match.end(), _MEANT[match.group()]) for match in _TYPED.finditer(source, start, end)]
    changes += [(first, last, "") for first, last in markup.items() if start <= first and last <= end]
    dashes = _GLUED_DASH.finditer(source[start:end])
    changes += [(start + dash.end(), start + dash.end(), " ") for dash in dashes]
    for first, last, text in sorted(changes):
        if first < start:
            continue  # within what is changed already
        if start < first:
            yield source[start:first], start, first
        if text:
            yield text, first, last
        start = last
    if start < end:
        yield source[start:end], start, end


def _odd(found: str) -> str:
    """What is read for an odd character."""
    if GONE.fullmatch(found):
        return ""
    if len(found) == 1:
        return " " if found.isspace() or ord(found) < 160 else "\ufffd"
    composed = unicodedata.normalize("NFC", found)
    return composed if len(composed) == 1 else found

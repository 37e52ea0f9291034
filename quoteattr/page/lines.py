"""The lines of a text, without the signs that open them: ``## Overskrift``, ``> citat``, ``* punkt``."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from attrs import frozen

from quoteattr.page.blocks import Kind
from quoteattr.page.characters import GONE

LONGEST = 10_000  # code points of a paragraph: a text that has lost its line breaks is read as several
_LINE = regex.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_STOP = regex.compile(r"[.!?…][\"”“»«'’]?\s+")
_RULE = regex.compile(r"[-–—*_=~#·•\s]{3,}")  # a line that parts two others
_QUOTED = regex.compile(r"(?:>\s?)*>\s(?!.*<<)")
_HEADING = regex.compile(r"#{1,6}\s+(?=\S)")
_BULLET = regex.compile(
    r"[*•·▪■●○‣▸►▶→✓✔]\s+(?=\S)|\[[ xX]\]\s+|[-–—+]\s+(?=(\*{1,2}|_{1,2})[^*_]{1,60}(?::\1|\1:))"
)  # - **Dal:** Ja


@frozen
class Line:
    """A line of the source without the space around it.

    ``indent`` is the space before it, ``lead`` the sign that opened it; ``glue`` stands between it and the line before.
    """

    start: int
    end: int
    indent: int = 0
    lead: int = 0
    glue: str = " "
    kind: Kind = Kind.PARAGRAPH


def lines_of(text: str) -> list[Line]:
    """The lines that hold something visible.

    >>> text = "## Broen lukker\\n\\n* til sommer\\n---"
    >>> [(text[line.start : line.end], line.kind.value) for line in lines_of(text)]
    [('Broen lukker', 'heading'), ('til sommer', 'item')]
    """
    found = []
    for match in _LINE.finditer(text):
        for start, end in _pieces(text, *match.span()):
            line = text[start:end].lstrip()
            left = end - len(line)
            line = line.rstrip()
            visible = line and (line.isprintable() or GONE.sub("", line).strip())
            if visible and not _RULE.fullmatch(line):
                found.append(_line(text, left, left + len(line), left - start))
    return found


def _line(text: str, start: int, end: int, indent: int) -> Line:
    """A line without its sign, which tells what kind it is."""
    left, kind = start, Kind.PARAGRAPH
    for sign, known in ((_QUOTED, kind), (_HEADING, Kind.HEADING), (_BULLET, Kind.ITEM)):
        match = sign.match(text, start, end)
        if match is not None:
            start, kind = match.end(), known
    return Line(start, end, indent, start - left, kind=kind)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line, cut behind a sentence, else behind a word, where it is longer than a paragraph may be."""
    while end - start > LONGEST:
        limit = start + LONGEST
        stops = [match.end() for match in _SENTENCE_STOP.finditer(text, start, limit)]
        stop = stops[-1] if stops else text.rfind(" ", start, limit) + 1
        stop = stop if stop > start else limit
        yield start, stop
        start = stop
    yield start, end

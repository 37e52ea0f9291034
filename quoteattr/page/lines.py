"""The lines of a text, without what stands before or behind their words but belongs to the page.

## Overskrift, > citat, * punkt        the sign goes, the line is known for what it is
23.52 OPDATERING: Ilden er slukket     time and label are lines of their own
KORSVIG: Broen er lukket, siger hun    so is a place
… siger hun. /ritzau/                  and whoever wrote or sent it
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from attrs import frozen

from quoteattr.page.blocks import BEHIND, Kind
from quoteattr.page.characters import GONE

LONGEST = 10_000  # code points of a paragraph: a text that has lost its line breaks is read as several
_LINE = regex.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_STOP = regex.compile(r"[.!?…][\"”“»«'’]?\s+")
_RULE = regex.compile(r"[-–—*_=~#·•\s]{3,}")  # a line that parts two others
_QUOTED = regex.compile(r"(?:>\s?)*>\s(?!.*<<)")
_HEADING = regex.compile(r"#{1,6}\s+(?=\S)")
_BULLET = regex.compile(r"[*•·▪■●○‣▸►▶→✓✔]\s+(?=\S)|\[[ xX]\]\s+")
_OPENS = r"(?=[-–—]?\s?[»«\"”“„]?\p{Lu})"  # a sentence, in marks or behind a dash
_STAMP = regex.compile(
    rf"(?:[Kk]l\.?\s?)?(?:[01]?\d|2[0-3])[.:][0-5]\d(?::[0-5]\d)?\s?[:–-]?\s+{_OPENS}|\[\d{{1,2}}:\d\d(?::\d\d)?\]\s*(?=\S)"
)
_LABEL = regex.compile(
    rf"""(?:opdatering|opdateret|breaking|update|seneste\ nyt|live|fakta|faktaboks|annonce)(?:\s\d\d?[.:]\d\d)?
    \s?[:>»|]\s*(?-i:{_OPENS})|(?:læs|se|hør)\ (?:også|mere|artiklen)\s?[:>»|–-]?\s+(?-i:{_OPENS})""",
    regex.VERBOSE | regex.IGNORECASE,
)
_CAPITALS = r"\p{Lu}[\p{Lu}.-]+(?:\s\p{Lu}[\p{Lu}.-]*){0,3}"
_SENT = r"\s?\((?:Ritzau|RITZAU|RB|AFP|AP|Reuters|TT|NTB|DPA|TV\s?2)[^()]{0,20}\)"
_PLACE = regex.compile(
    rf"(?=[\p{{Lu}}.\s-]{{4}}){_CAPITALS}(?:{_SENT})?\s?[:–—-][-–—]?\s*{_OPENS}|[\p{{Lu}}][\p{{L}}\s]{{2,30}}{_SENT}\s?[:.–—-]?\s*{_OPENS}"
)
_GLUED_PLACE = regex.compile(r"\p{Lu}{4,}(?=\p{Lu}\p{Ll})")  # ODENSEFynske patienter
_PLACE_LINES = 6  # from the top: a place stands where the text begins
_TOLD = 60  # code points behind a place: no headline (DANSK INDUSTRI: Vi har ikke råd)
_FRONTS = 3  # of one line


@frozen
class Line:
    """A line of the source, or a part of one, without the space around it.

    ``indent`` is the space before the whole line, ``lead`` what stands behind that and before this part; ``glue``
    stands between it and the line before.
    """

    start: int
    end: int
    indent: int = 0
    lead: int = 0
    glue: str = " "
    kind: Kind = Kind.PARAGRAPH


def lines_of(text: str) -> list[Line]:
    """The lines that hold something visible.

    >>> text = "23.52 OPDATERING: Ilden er slukket. /ritzau/"
    >>> [text[line.start : line.end] for line in lines_of(text)]
    ['23.52', 'OPDATERING:', 'Ilden er slukket.', '/ritzau/']
    """
    found: list[Line] = []
    for match in _LINE.finditer(text):
        for start, end in _pieces(text, *match.span()):
            line = text[start:end].lstrip()
            left = end - len(line)
            line = line.rstrip()
            if line and (line.isprintable() or GONE.sub("", line).strip()):
                found += _parts(text, left, left + len(line), left - start, len(found))
    return found


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


def _parts(text: str, start: int, end: int, indent: int, number: int) -> Iterator[Line]:
    """A line and what stands before and behind its words."""
    if _RULE.fullmatch(text, start, end):
        return
    left = start
    quoted = _QUOTED.match(text, start, end)
    start = quoted.end() if quoted else start
    kind = Kind.PARAGRAPH
    for sign, known in ((_HEADING, Kind.HEADING), (_BULLET, Kind.ITEM)):
        match = sign.match(text, start, end)
        if match is not None:
            start, kind = match.end(), known
    for _ in range(_FRONTS):
        front = _front(text, start, end, number)
        if front == start:
            break
        yield Line(start, _trimmed(text, start, front), indent, start - left, kind=Kind.FURNITURE)
        start = front
    behind = BEHIND.search(text, max(start, end - 160), end)
    stop = behind.start() if behind and behind.start() > start else end
    yield Line(start, _trimmed(text, start, stop), indent, start - left, kind=kind)
    if behind and stop < end:
        start = behind.start("who")
        kind = Kind.FURNITURE if text[start] in "/(" else Kind.WRITER
        yield Line(start, end, indent, start - left, kind=kind)


def _front(text: str, start: int, end: int, number: int) -> int:
    """Where the words of a line start behind the time, label or place that opens it."""
    for front in (_STAMP, _LABEL):
        match = front.match(text, start, end)
        if match is not None:
            return match.end()
    if number < _PLACE_LINES:
        place = _PLACE.match(text, start, end)
        if place is not None and end - place.end() >= _TOLD and text[end - 1] in '.!?…"”“»«':
            return place.end()
        glued = _GLUED_PLACE.match(text, start, end)
        if glued is not None and end - glued.end() >= _TOLD:
            return glued.end()
    return start


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end

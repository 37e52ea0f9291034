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
_BULLET = regex.compile(
    r"[*•·▪■●○‣▸►▶→✓✔]\s+(?=\S)|\[[ xX]\]\s+|[-–—+]\s+(?=(\*{1,2}|_{1,2})[^*_]{1,60}(?::\1|\1:))"
)  # - **Dal:** Ja
_OPENS = r"(?=[-–—]?\s?[»«\"”“„]?\p{Lu})"  # a sentence, in marks or behind a dash
_TIME = r"(?:[Kk]l\.?\s?)?(?:[01]?\d|2[0-3])[.:][0-5]\d(?::[0-5]\d)?"
_STAMP = regex.compile(rf"{_TIME}\s?:?\s+{_OPENS}|\[\d{{1,2}}:\d\d(?::\d\d)?\]\s*(?=\S)")
_DASHED_STAMP = regex.compile(rf"{_TIME}\s?[-–—]\s+{_OPENS}")
_STAMPED_LINES = regex.compile(rf"(?m)^[ \t]*{_TIME}(?P<dash>\s?[-–—])?\s")
_LABEL = regex.compile(
    rf"""(?:opdatering|opdateret|breaking|update|seneste\ nyt|live|fakta|faktaboks|annonce)
    (?:\s(?:kl\.?\s|klokken\s)?\d\d?[.:]\d\d)?\s?[:>»|]\s*(?-i:{_OPENS})
    |(?:læs|se|hør)\ (?:også|mere|artiklen)\s?[:>»|–-]?\s+(?-i:{_OPENS})""",
    regex.VERBOSE | regex.IGNORECASE,
)
_CAPITALS = r"\p{Lu}[\p{Lu}.-]+(?:\s\p{Lu}[\p{Lu}.-]*){0,3}"
_SENT = r"\s?\((?:Ritzau|RITZAU|RB|AFP|AP|Reuters|TT|NTB|DPA|TV\s?2)[^()]{0,20}\)"
_PLACE = regex.compile(
    rf"(?=[\p{{Lu}}.\s-]{{4}}){_CAPITALS}(?:{_SENT})?(?:\s?[:.]|\s[–—-])\s*{_OPENS}|[\p{{Lu}}][\p{{L}}\s]{{2,30}}{_SENT}\s?[:.–—-]?\s*{_OPENS}"
)
_GLUED_PLACE = regex.compile(r"\p{Lu}{4,}(?=\p{Lu}\p{Ll})")  # ODENSEFynske patienter
_PLACE_LINES = 6  # from the top: a place stands where the text begins
_TOLD = 60  # code points behind a place: no headline (DANSK INDUSTRI: Vi har ikke råd)
_LEADS_IN = regex.compile(r"[^.!?…:]{2,80}:\s*(?=[-–—]\s?\p{Lu})")  # Formand Ib Dal: - Vi kommer
_FRONTS = 3  # of one line
_BEHIND = 160  # code points of what stands behind


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
    ['23.52', 'OPDATERING', 'Ilden er slukket.', '/ritzau/']
    """
    return _Page(text).lines


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


class _Page:
    """A text whose lines are being told apart."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        dashes = [match["dash"] is not None for match in _STAMPED_LINES.finditer(text)]
        always = len(dashes) > 1 and all(dashes)  # 21.40 - Politiet er fremme: else it is a turn of speech
        self.stamp = _DASHED_STAMP if always else _STAMP
        for match in _LINE.finditer(text):
            for start, end in _pieces(text, *match.span()):
                line = text[start:end].lstrip()
                left = end - len(line)
                line = line.rstrip()
                if line and (line.isprintable() or GONE.sub("", line).strip()):
                    self._add(left, left + len(line), left - start)

    def _add(self, start: int, end: int, indent: int) -> None:
        """Add a line in its parts: its words, and what stands before and behind them."""
        if _RULE.fullmatch(self.text, start, end):
            return
        left, kind = start, Kind.PARAGRAPH
        for sign, known in ((_QUOTED, kind), (_HEADING, Kind.HEADING), (_BULLET, Kind.ITEM)):
            match = sign.match(self.text, start, end)
            if match is not None:
                start, kind = match.end(), known
        for _ in range(_FRONTS):
            front = self._front(start, end)
            if front == start:
                break
            words = self.text[start:front].rstrip(" \t\u00a0:.|>»–—-")
            self._put(start, start + len(words), indent, start - left, Kind.FURNITURE)
            start = front
        leading = _LEADS_IN.match(self.text, start, end)
        if leading is not None:
            self._put(start, leading.end(), indent, start - left, kind)
            start = leading.end()
        behind = BEHIND.search(self.text, max(start, end - _BEHIND), end)
        if behind is None or behind.start() <= start:
            self._put(start, end, indent, start - left, kind)
            return
        self._put(start, behind.start(), indent, start - left, kind)
        for group, what in (("sender", Kind.FURNITURE), ("writer", Kind.WRITER), ("credit", Kind.BYLINE)):
            if behind[group] is not None:
                start = behind.start(group)
                self._put(start, end, indent, start - left, what)

    def _put(self, start: int, end: int, indent: int, lead: int, kind: Kind) -> None:
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        self.lines.append(Line(start, end, indent, lead, kind=kind))

    def _front(self, start: int, end: int) -> int:
        """Where the words of a line start behind the time, label or place that opens it."""
        for front in (self.stamp, _LABEL):
            match = front.match(self.text, start, end)
            if match is not None:
                return match.end()
        if len(self.lines) < _PLACE_LINES:
            place = _PLACE.match(self.text, start, end) if self.text[end - 1] in '.!?…"”“»«' else None
            place = place or _GLUED_PLACE.match(self.text, start, end)
            if place is not None and end - place.end() >= _TOLD:
                return place.end()
        return start

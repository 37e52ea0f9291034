"""What stands before or behind the words of a paragraph but belongs to the page: paragraphs of their own.

23.52 OPDATERING: Ilden er slukket     time and label
KORSVIG: Broen er lukket, siger hun    a place
Formand Ib Dal: - Vi kommer            who is led in to
… siger hun. /ritzau/                  whoever sent, wrote or said it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import evolve

from quoteattr.page.blocks import BEHIND, Kind
from quoteattr.page.lines import Line

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
_PLACE_PARAGRAPHS = 6  # from the top: a place stands where the text begins
_TOLD = 60  # code points behind a place: no headline (DANSK INDUSTRI: Vi har ikke råd)
_LEADS_IN = regex.compile(r"[^.!?…:]{2,80}:\s*(?=[-–—]\s?\p{Lu})")  # Formand Ib Dal: - Vi kommer
_FRONTS = 3  # of one paragraph
_BEHIND_KINDS = (("sender", Kind.FURNITURE), ("credit", Kind.BYLINE), ("writer", Kind.WRITER))
_BEHIND = 160  # code points of what stands behind


class Edges:
    """Cuts the paragraphs of one text, which are to come in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.number = 0  # of the paragraph
        dashes = [match["dash"] is not None for match in _STAMPED_LINES.finditer(text)]
        always = len(dashes) > 1 and all(dashes)  # 21.40 - Politiet er fremme: else it is a turn of speech
        self.stamp = _DASHED_STAMP if always else _STAMP

    def cut(self, lines: Sequence[Line]) -> Iterator[list[Line]]:
        """The parts of a paragraph that lies on these lines.

        >>> text = "23.52 OPDATERING: Ilden er slukket. /ritzau/"
        >>> parts = Edges(text).cut([Line(0, len(text))])
        >>> [text[line.start : line.end] for part in parts for line in part]
        ['23.52', 'OPDATERING', 'Ilden er slukket.', '/ritzau/']
        """
        start, end, kind = lines[0].start, lines[-1].end, lines[0].kind
        for _ in range(_FRONTS):
            front = self._front(start, lines[0].end, end)
            if front == start:
                break
            words = self.text[start:front].rstrip(" \t\u00a0:.|>»–—-")
            yield self._part(lines, start, start + len(words), Kind.FURNITURE)
            start = front
        leading = _LEADS_IN.match(self.text, start, lines[0].end)
        if leading is not None:
            yield self._part(lines, start, leading.end(), kind)
            start = leading.end()
        behind = BEHIND.search(self.text, max(start, end - _BEHIND), end)
        if behind is None or behind.start() <= start:
            yield self._part(lines, start, end, kind)
        else:
            yield self._part(lines, start, behind.start(), kind)
            for group, known in _BEHIND_KINDS:
                if behind[group] is not None:
                    yield self._part(lines, behind.start(group), end, known)
        self.number += 1

    def _part(self, lines: Sequence[Line], start: int, end: int, kind: Kind) -> list[Line]:
        """What of the lines is between two places."""
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        within = (line for line in lines if line.start < end and start < line.end)
        return [evolve(line, start=max(start, line.start), end=min(end, line.end), kind=kind) for line in within]

    def _front(self, start: int, line_end: int, end: int) -> int:
        """Where the words of a paragraph start behind the time, label or place that opens it."""
        for front in (self.stamp, _LABEL):
            match = front.match(self.text, start, line_end)
            if match is not None:
                return match.end()
        if self.number < _PLACE_PARAGRAPHS:
            place = _PLACE.match(self.text, start, line_end) if self.text[end - 1] in '.!?…"”“»«' else None
            place = place or _GLUED_PLACE.match(self.text, start, line_end)
            if place is not None and end - place.end() >= _TOLD:
                return place.end()
        return start

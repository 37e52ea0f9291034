"""What it costs to take a quotation mark for opening, for closing, or for none, by the characters beside it.

Nothing where it stands as it should, one or two where a space is missing or stands on the wrong side, nine where it
cannot be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex
from attrs import define

MARK = regex.compile(r"""["”“„»«›‹'’‘‚]""")
SENTENCE_END = ".!?…"
SINGLE = "single"
_FAMILY = dict.fromkeys('"”“„', "double") | dict.fromkeys("»«›‹", "angle") | dict.fromkeys("'’‘‚", SINGLE)
_OPENING_ONLY = "„‚"
_BEFORE_OPEN = "([{-–—/:"
_AFTER_CLOSE = regex.compile(r"[\s\p{P}]|\Z")
_NO_START = ",.;:!?)"
_LAST_WORD = regex.compile(r"\p{L}+\Z")
_LONGEST_WORD = 30
_ELIDED = frozenset(  # forms of speech that end in an apostrophe: ska', ku', ta'
    "a be bli da de fa gi go ha hel hva hvo ka ku la li me mi mo na ne no næ o ro sa si ska sku sta ta te ti tro u ve"
    " væ vær å".split()
)
IMPOSSIBLE = 9.0
_BLOCK_START = 8.0  # to close where a paragraph begins
_FORGOTTEN, _NEVER_OPENED = 3.0, 5.5  # to close what nobody opened: where speech may end, and elsewhere
_DIRECTED = 1.0  # against the way in which the text uses the glyph elsewhere
_SHORTEST = 10  # code points of speech whose opening mark is missing


@define
class Mark:
    """A quotation mark of a paragraph, and what it costs to take it for what."""

    place: int
    glyph: str
    family: str
    opens: float
    closes: float
    none: float  # an apostrophe, a sign for feet or inches, a slip
    alone: float  # besides ``closes``, where its opening mark is missing
    first: bool  # a paragraph begins with it
    behind_stop: bool  # a sentence ends before it


def marks_of(text: str, blocks: Sequence[tuple[int, int]]) -> list[list[Mark]]:
    """The marks of every paragraph, in order."""
    found = [_marks(text, start, end) for start, end in blocks]
    _direct([mark for marks in found for mark in marks])
    return found


def _marks(text: str, start: int, end: int) -> list[Mark]:
    marks: list[Mark] = []
    for match in MARK.finditer(text, start, end):
        place, glyph = match.start(), match.group()
        before = text[place - 1] if place > start else ""
        after = text[place + 1] if place + 1 < end else ""
        visible = visible_before(text, place) if place > start else ""
        last = marks[-1].place if marks else None
        marks.append(
            Mark(
                place,
                glyph,
                _FAMILY[glyph],
                opens=_opening(before, after, visible),
                closes=_closing(before, after, visible) + (3.0 if glyph in _OPENING_ONLY else 0.0),
                none=_no_mark(before, after, visible, glyph, text[place + 2 : place + 3]),
                alone=_alone(text, (start, end), place, last),
                first=place == start,
                behind_stop=not visible or visible in SENTENCE_END + ":",
            )
        )
        if marks[-1].family == SINGLE:
            _weigh_single(marks[-1], text, before, after)
    return marks


def _opening(before: str, after: str, visible: str) -> float:
    if not after:
        return IMPOSSIBLE
    if after.isspace():
        return 1.0 if not before or before.isspace() else 3.0
    if after in _NO_START:
        return IMPOSSIBLE
    if not before or before.isspace() or before in _BEFORE_OPEN or MARK.match(before):
        return 1.2 if visible == "," and after.islower() else 0.0
    if before in SENTENCE_END:
        return 1.0
    if before in ",;":
        return 1.5
    return 4.0 if before.isdigit() else 2.5


def _closing(before: str, after: str, visible: str) -> float:
    if not before:
        return _BLOCK_START
    if before.isspace():
        if not after or after.isspace():
            return 0.5 if not after and visible in SENTENCE_END else 1.0
        if not after.isalnum() and not MARK.match(after):
            return 0.7
        return 2.0 if visible in SENTENCE_END + "," else 3.0
    if before in "([{–—/:":
        return 3.0
    if _AFTER_CLOSE.match(after):
        return 0.0
    return 1.0 if before in SENTENCE_END else 0.7 if before == "," else 2.5


def _no_mark(before: str, after: str, visible: str, glyph: str, behind: str) -> float:
    if not before and after.isspace():
        return 1.0  # » Ny bro åbner: a bullet
    if glyph in (before, after):  # ""Ja,"" siger hun: the outer ones
        return 0.7 if (before or after) == glyph or before.isspace() or not after.isalnum() else 1.2
    if before.isdigit():
        return 1.0  # en 27" skærm
    if before.isspace() and (after.isspace() or (not after and visible not in SENTENCE_END)):
        return 2.0
    if (visible == "," and after.islower()) or after == "," or (before and before in SENTENCE_END + ","):
        return 6.5  # "Det er sent, "siger hun
    return 4.0 if before.isalnum() and after.isspace() and behind.islower() else 5.0


def _weigh_single(mark: Mark, text: str, before: str, after: str) -> None:
    """An apostrophe is a mark only where a word starts and a partner follows, or where that partner is due."""
    mark.alone = _BLOCK_START
    if before.isalnum() and after.isalnum():
        mark.none, mark.opens, mark.closes = 0.0, IMPOSSIBLE, IMPOSSIBLE  # ta'r, EU's
    elif before.isalnum():
        _weigh_word_end(mark, text, before)
    elif after.isalnum():
        mark.none = 0.3 if after.isdigit() else 2.0  # i '68
    else:
        mark.none = 1.0 if not before or before.isspace() else 2.5


def _weigh_word_end(mark: Mark, text: str, before: str) -> None:
    word = _LAST_WORD.search(text, max(0, mark.place - _LONGEST_WORD), mark.place)
    following = text[mark.place + 1 : mark.place + 3]
    owner = before in "sxz" and following[:1] == " " and following[1:].isalpha()
    if owner or (word is not None and word.group().lower() in _ELIDED):
        mark.none = 0.3  # Lars' bil, vi ska' gå
        mark.closes += 1.5
    elif before in "sxz" or before.isdigit():
        mark.none = 0.5  # det er Lars'; 6' høj
    else:
        mark.none = 2.0


def _alone(text: str, block: tuple[int, int], place: int, last: int | None) -> float:
    """What it costs besides that nothing opened what a mark closes: less where it may close speech."""
    before, after = visible_before(text, place), text[place + 1 : place + 2]
    if last is None:
        spoken = before in SENTENCE_END + "," or (after == "," and before.isalpha())
        return _FORGOTTEN if spoken and place - block[0] > _SHORTEST else _NEVER_OPENED
    ends = place + 1 == block[1] and before in SENTENCE_END and text.find(". ", last, place) >= 0
    return _FORGOTTEN if ends else _NEVER_OPENED


def _direct(marks: Sequence[Mark]) -> None:
    """Let glyphs that open, or close, wherever they stand clearly in this text, do so where they do not."""
    opening = Counter(mark.glyph for mark in marks if mark.opens == 0 and mark.closes > 1)
    closing = Counter(mark.glyph for mark in marks if mark.closes == 0 and mark.opens > 1)
    for mark in marks:
        opens, closes = opening[mark.glyph], closing[mark.glyph]
        if opens + closes > 1 and not (opens and closes):
            mark.opens += _DIRECTED if closes else 0.0
            mark.closes += _DIRECTED if opens else 0.0


def end_before(text: str, place: int) -> int:
    """Where the text before ``place`` ends without the white space that ends it."""
    while place and text[place - 1].isspace():
        place -= 1
    return place


def visible_before(text: str, place: int) -> str:
    """The last character before ``place`` that is no white space, or ""."""
    end = end_before(text, place)
    return text[end - 1 : end]

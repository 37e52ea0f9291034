"""Pairs of quotation marks in a reading: »…«, «…», "…", ”…”, “…”, „…“, '…' and their mixtures.

Papers nest marks, forget them, set a space on the wrong side of them and repeat the opening one at every
paragraph.  A mark is judged by its neighbours, not by its glyph alone; a closing mark that finds nothing open
tells that the one before it was read wrongly.
"""

from __future__ import annotations

import regex
from attrs import define, frozen

_MARK = regex.compile(r"""["”“„»«›‹'’‘‚]""")
_FAMILY = dict.fromkeys('"”“„', "double") | dict.fromkeys("»«›‹", "angle") | dict.fromkeys("'’‘‚", "single")
_OPENING_ONLY = "„‚"
_AFTER_CLOSE = regex.compile(r"[\s\p{P}]|\Z")
_SENTENCE_END = ".,!?…"
_FIRST_PERSON = regex.compile(r"\b(?:jeg|vi)\b", regex.IGNORECASE)
_OTHERS = regex.compile(r"(?:Han|Hun|De)\b")
NESTED_LENGTH = 60  # a closing mark this near the last one closes words marked inside a quote
_SHORTEST = 15  # code points of speech whose opening mark is missing
CARRY_BLOCKS = 8  # paragraphs that one pair of marks may hold


@frozen
class Stretch:
    """Marked text: ``start:end`` without its marks, ``outer_start:outer_end`` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    opened: bool = True


@define
class _Mark:
    position: int
    family: str
    opens: bool  # its neighbours allow it to open
    closes: bool  # its neighbours allow it to close
    sure: bool  # only one of the two
    loose: bool = False  # a space, or the paragraph's end, on both sides
    later: int = 0  # marks of its family behind it in the paragraph
    next_closes: bool = False  # the first of them may close
    closed_later: bool = False  # one of them may


@define
class _Open:
    mark: _Mark
    block: int
    until: int = -1  # the last paragraph that goes on in the first person, without any mark


def find_stretches(text: str, blocks: list[tuple[int, int]]) -> list[Stretch]:
    """The outermost marked stretches of ``text``, in order; marks within them are not reported."""
    walker = _Walker(text, blocks)
    for number in range(len(blocks)):
        walker.walk(number)
    walker.end_unclosed(len(blocks))
    return sorted(walker.found, key=lambda stretch: stretch.start)


class _Walker:
    """Reads the marks from left to right with a stack of what is open."""

    def __init__(self, text: str, blocks: list[tuple[int, int]]) -> None:
        self.text = text
        self.blocks = blocks
        self.marks = [_read_marks(text, start, end) for start, end in blocks]
        self.stack: list[_Open] = []
        self.found: list[Stretch] = []

    def walk(self, number: int) -> None:
        if self.stack and not self._goes_on(number):
            if self._speaks_on(number):
                self.stack[0].until = number
                return
            self.end_unclosed(number)
        marks = self.marks[number]
        if self.stack and marks and marks[0].position == self.blocks[number][0] and marks[0].opens:
            marks = marks[1:]  # the opening mark repeated
        for mark in marks:
            self._step(mark, number)

    def _step(self, mark: _Mark, number: int) -> None:
        if mark.family == "single" and not self._single_counts(mark):
            return
        if not self.stack:
            if (mark.opens and not self._is_misplaced_close(mark)) or self._opens_loosely(mark):
                self.stack.append(_Open(mark, number))
            else:
                self._unmatched_close(mark, number)
        elif mark.opens and (mark.sure or not mark.closes) and self._has_close(mark):
            self.stack.append(_Open(mark, number))
        else:
            self._close(mark)

    def _has_close(self, mark: _Mark) -> bool:
        """Whether a mark that could open within a quote finds one that closes it, before the quote itself ends."""
        if not mark.next_closes:
            return False
        outer = self.stack[-1].mark
        if outer.family != mark.family or not self._after_comma(mark):
            return True
        return mark.later > 1 and not self.text[mark.position + 1].islower()  # … ved, "sagde han

    def _opens_loosely(self, mark: _Mark) -> bool:
        """``» Broen skal lukkes,« siger hun``: a space on either side, nothing open, and a partner to come."""
        near = bool(self.found) and mark.position - self.found[-1].outer_end <= NESTED_LENGTH
        return mark.loose and not near and mark.closed_later

    def _is_misplaced_close(self, mark: _Mark) -> bool:
        """``… personer, "fortæller hun.`` with no mark to follow: a close with the space on the wrong side."""
        return self._after_comma(mark) and not mark.later

    def _after_comma(self, mark: _Mark) -> bool:
        return visible_before(self.text, mark.position) == ","

    def _single_counts(self, mark: _Mark) -> bool:
        """An apostrophe is a mark only where a word starts and a partner follows, or where that partner is due."""
        if any(entry.mark.family == "single" for entry in self.stack):
            after = self.text[mark.position + 1 : mark.position + 3]
            genitive = self.text[mark.position - 1] in "sxz" and after[:1] == " " and after[1:2].isalpha()
            return mark.closes and not mark.opens and not genitive
        starts = mark.opens and mark.sure and not self.text[mark.position + 1 : mark.position + 2].isdigit()
        return starts and mark.closed_later

    def _close(self, mark: _Mark) -> None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].mark.family == mark.family:
                opening = self.stack[depth].mark
                del self.stack[depth:]
                if depth == 0:
                    self._keep(opening.position, mark.position)
                return

    def _unmatched_close(self, mark: _Mark, number: int) -> None:
        """Nothing is open: either the last close was an inner one, or the opening mark was forgotten."""
        block_start = self.blocks[number][0]
        last = self.found[-1] if self.found else None
        if last and last.outer_start >= block_start and mark.later == 1 and self._after_comma(mark):
            self.stack.append(_Open(mark, number))  # »Sådan,« siger han,« skal det være.«
            return
        if last and last.outer_start >= block_start and last.closed:
            if mark.position - last.outer_end <= NESTED_LENGTH and self.text[last.end - 1] not in _SENTENCE_END:
                self.found.pop()
                reopened = _Mark(last.outer_start, mark.family, True, False, True)
                self.stack.append(_Open(reopened, number))
                return
        if last and last.outer_start >= block_start and last.closed and self._ends_forgotten(last, mark, number):
            return
        before, after = visible_before(self.text, mark.position), self.text[mark.position + 1 : mark.position + 2]
        spoken = before in _SENTENCE_END or (after == "," and before.isalpha())
        if spoken and not (last and last.outer_end > block_start) and mark.position - block_start > 10:
            self._keep(block_start - 1, mark.position, opened=False)

    def _ends_forgotten(self, last: Stretch, mark: _Mark, number: int) -> bool:
        """``»Sådan er det,« sagde han. Det skal det være.«``: speech goes on behind its clause without a new mark."""
        stop = self.text.find(". ", last.outer_end, mark.position)
        ends = mark.position + 1 == self.blocks[number][1] and self.text[mark.position - 1] in _SENTENCE_END
        if stop < 0 or not ends or mark.position - stop < _SHORTEST or stop - last.outer_end > NESTED_LENGTH:
            return False
        self._keep(stop + 1, mark.position, opened=False)
        return True

    def _goes_on(self, number: int) -> bool:
        """Whether what is open at a paragraph's end is closed later, before anything else opens."""
        family = self.stack[0].mark.family
        if number - self.stack[0].block > CARRY_BLOCKS:
            return False
        for later in range(number, min(number + CARRY_BLOCKS, len(self.blocks))):
            marks = [mark for mark in self.marks[later] if mark.family == family]
            if not marks:
                continue
            first = marks[0]
            if first.position == self.blocks[later][0] and first.opens:
                return later == number and (len(marks) > 1 or self._repeats(later, family))
            if len(marks) == 1:
                return first.closes or self._after_comma(first)
            return first.closes or sum(1 if mark.opens else -1 for mark in marks) < 0
        return False

    def _speaks_on(self, number: int) -> bool:
        """Whether whoever speaks in the paragraph before, whose mark was never closed, goes on in one without marks."""
        start, end = self.blocks[number]
        if self.marks[number] or number - self.stack[0].block > CARRY_BLOCKS or self.text[end - 1] not in _SENTENCE_END:
            return False
        if self.text[start] in "-–—" or _OTHERS.match(self.text, start, end):
            return False
        return _FIRST_PERSON.search(self.text, start, end) is not None

    def _repeats(self, number: int, family: str) -> bool:
        """Whether this paragraph, too, opens and does not close, and a later one closes."""
        for later in range(number + 1, min(number + CARRY_BLOCKS, len(self.blocks))):
            marks = [mark for mark in self.marks[later] if mark.family == family]
            if marks:
                return marks[0].position == self.blocks[later][0] or marks[0].closes
        return False

    def end_unclosed(self, number: int) -> None:
        """End what is still open with the paragraph that it opened in, or the last in which its speaker goes on."""
        if self.stack:
            opening = self.stack[0]
            self.stack.clear()
            self._keep(opening.mark.position, self.blocks[max(opening.block, opening.until)][1], closed=False)

    def _keep(self, opening: int, closing: int, closed: bool = True, opened: bool = True) -> None:
        start, end = opening + 1, closing
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            outer_end = closing + 1 if closed else closing
            self.found.append(Stretch(start, end, opening if opened else start, outer_end, closed, opened))


def end_before(text: str, place: int) -> int:
    """Where the text before ``place`` ends without the white space that ends it."""
    while place and text[place - 1].isspace():
        place -= 1
    return place


def visible_before(text: str, place: int) -> str:
    """The last character before ``place`` that is no white space, or ""."""
    end = end_before(text, place)
    return text[end - 1 : end]


def _read_marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of a paragraph in order, each with what its family does behind it."""
    ahead: dict[str, _Mark] = {}
    marks = []
    for match in reversed(list(_MARK.finditer(text, start, end))):
        place, family = match.start(), _FAMILY[match.group()]
        before = text[place - 1] if place > start else " "
        after = text[place + 1] if place + 1 < end else " "
        opens, closes = _directions(match.group(), before, after)
        following = ahead.get(family)
        mark = ahead[family] = _Mark(
            place,
            family,
            opens,
            closes,
            sure=opens != closes,
            loose=before.isspace() and after.isspace(),
            later=following.later + 1 if following else 0,
            next_closes=following is not None and following.closes,
            closed_later=following is not None and (following.closes or following.closed_later),
        )
        marks.append(mark)
    return marks[::-1]


def _directions(glyph: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark may open, and whether it may close, by the characters beside it."""
    if glyph in _OPENING_ONLY:
        return True, False
    free_before = before.isspace() or before in "([{-–—/:" or _MARK.match(before) is not None
    opens = not after.isspace() and after not in ",.;:!?)" and free_before
    closes = not before.isspace() and _AFTER_CLOSE.match(after) is not None
    if before.isspace() and not opens:
        closes = True  # a space on the wrong side
    if not opens and not closes and _FAMILY[glyph] != "single":
        closes = before in _SENTENCE_END  # no space at all: tale,"siger
        opens = not closes
    return opens, closes

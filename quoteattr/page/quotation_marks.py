"""Pairs of quotation marks in a reading: »…«, «…», "…", ”…”, “…”, „…“, '…' and their mixtures.

Papers nest marks, forget them, set a space on the wrong side of them, close with another glyph than they opened with,
and repeat the opening one at every paragraph; an apostrophe or a sign for inches is no mark at all.  So each mark has
its price as opening, as closing and as none (:mod:`quoteattr.page.mark_costs`), a pair has one where something is odd
about it, and of all ways to read the marks of a text the cheapest is taken.

    ’Vi ska’ ikke gå,’ siger hun.      the second is an apostrophe: then none is left over
    »Broen skal lukkes", siger hun.    an odd pair, but two marks without a partner would cost more
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import frozen

from quoteattr.page.mark_costs import SENTENCE_END, SINGLE, Mark, end_before, marks_of, visible_before

__all__ = ["Stretch", "end_before", "find_stretches", "visible_before"]

CARRY_BLOCKS = 8  # paragraphs that one pair of marks may hold

_UNCLOSED = 4.0  # a mark that is never closed
_LEFT_OPEN = 3.0  # an inner mark that is open when the outer one closes; one that is never closed within a sentence
_NESTED, _NESTED_ALIKE = 0.3, 1.5  # marks within marks, of another family and of the same
_ODD_PAIR, _ODDER_PAIR = 2.5, 4.5  # »…", and '…" or »…'
_CARRIED, _CARRIED_LINE = 0.6, 0.3  # into the next paragraph, and the next line of a text of a sentence a line
_REPEATED = 0.3  # the opening mark, at the next paragraph
_SLACK = 12.0  # what costs so much more than the best way so far is given up
_SHORTEST = 15  # code points of speech whose opening mark is missing
_FARTHEST = 60  # code points from a closing mark to the sentence in which the speech goes on
_FIRST_PERSON = regex.compile(r"\b(?:jeg|vi)\b", regex.IGNORECASE)
_OTHERS = regex.compile(r"(?:Han|Hun|De)\b")


@frozen
class Stretch:
    """Marked text: ``start:end`` without its marks, ``outer_start:outer_end`` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    opened: bool = True


# the families of what is open, how many paragraphs it was carried on, and how many since one began with its mark
_State = tuple[tuple[str, ...], int, int]
_Step = tuple[str, int, int]  # what is done, at which place, in which paragraph
_Path = tuple["_Path", _Step] | None  # the last step and those before it
_Ways = dict[_State, tuple[float, _Path]]  # the cheapest way to each state
_NOTHING: _State = ((), 0, 0)


def find_stretches(text: str, blocks: Sequence[tuple[int, int]], lines: Sequence[bool] = ()) -> list[Stretch]:
    """The outermost marked stretches of ``text``, in order; marks within them are not reported.

    ``lines`` says of each block whether it may be in the same paragraph as the one before.
    """
    marks = marks_of(text, blocks)
    return list(_Builder(text, blocks, marks).stretches(_cheapest(marks, lines)))


def _cheapest(marks: Sequence[Sequence[Mark]], lines: Sequence[bool]) -> list[_Step]:
    """The steps of the cheapest way through all marks."""
    ways: _Ways = {_NOTHING: (0.0, None)}
    for number, block in enumerate(marks):
        if len(ways) > 1 or _NOTHING not in ways:
            ways = _into_next(ways, number, any(lines[number : number + 1]))
        for mark in block:
            ways = _past(ways, mark, number)
    path = _into_next(ways, len(marks), False)[_NOTHING][1]
    steps = []
    while path is not None:
        path, step = path
        steps.append(step)
    return steps[::-1]


def _into_next(ways: _Ways, number: int, line: bool) -> _Ways:
    """Go into paragraph ``number``: what is open ends unclosed, or is carried on."""
    found: _Ways = {}
    for state, (cost, path) in ways.items():
        families, carried, bare = state
        if not families:
            _add(found, state, cost, path)
            continue
        if not carried:
            left = _LEFT_OPEN * (len(families) - 1)
            _add(found, _NOTHING, cost + _UNCLOSED + left, (path, ("unclosed", -1, number - 1)))
        if carried < CARRY_BLOCKS:
            on = families, carried + 1, min(2, bare + 1)
            _add(found, on, cost + (_CARRIED_LINE if line else _CARRIED), path)
    return found


def _past(ways: _Ways, mark: Mark, number: int) -> _Ways:
    """Go past a mark in every way that is not too dear."""
    found: _Ways = {}
    for state, (cost, path) in ways.items():
        _add(found, state, cost + mark.none, path)
        for price, action, following in _ways_past(state, mark):
            _add(found, following, cost + price, (path, (action, mark.place, number)))
    limit = min(cost for cost, _ in found.values()) + _SLACK
    return {state: way for state, way in found.items() if way[0] <= limit}


def _ways_past(state: _State, mark: Mark) -> Iterator[tuple[float, str, _State]]:
    """What a mark may be besides none, at which price, and what is open behind it."""
    families, carried, bare = state
    if not families:
        yield mark.opens, "open", ((mark.family,), 0, 0)
        yield mark.closes + mark.alone, "alone", _NOTHING
        return
    closing = mark.closes + _pairing(families[-1], mark)
    yield closing, "close", (families[:-1], carried, bare) if families[1:] else _NOTHING
    if len(families) > 1:
        yield mark.closes + _LEFT_OPEN + _pairing(families[0], mark), "close all", _NOTHING
    else:
        within = _NESTED_ALIKE * (2 if carried else 1) if mark.family == families[0] else _NESTED
        yield mark.opens + within, "open", ((*families, mark.family), carried, bare)
    if bare == 1 and mark.first and mark.family == families[0]:
        yield mark.opens + _REPEATED, "repeat", (families, carried, 0)
    if not carried:
        anew = 0.0 if mark.behind_stop else _LEFT_OPEN
        yield mark.opens + _UNCLOSED + anew, "reopen", ((mark.family,), 0, 0)


def _pairing(family: str, mark: Mark) -> float:
    if family == mark.family:
        return 0.0
    return _ODDER_PAIR if SINGLE in (family, mark.family) else _ODD_PAIR


def _add(ways: _Ways, state: _State, cost: float, path: _Path) -> None:
    known = ways.get(state)
    if known is None or cost < known[0]:
        ways[state] = cost, path


class _Builder:
    """Makes stretches of the steps."""

    def __init__(self, text: str, blocks: Sequence[tuple[int, int]], marks: Sequence[Sequence[Mark]]) -> None:
        self.text = text
        self.blocks = blocks
        self.marks = marks

    def stretches(self, steps: Sequence[_Step]) -> Iterator[Stretch]:
        """The stretches, in order."""
        opened: list[int] = []  # the places of the marks that are open
        last: Stretch | None = None
        for action, place, number in steps:
            found = None
            if action == "open":
                opened.append(place)
            elif action == "close" and len(opened) > 1:
                opened.pop()
            elif action in ("close", "close all"):
                found = self._between(opened[0], place)
            elif action == "reopen":
                found = self._between(opened[0], place, closed=False)
            elif action == "unclosed":
                found = self._between(opened[0], self.blocks[self._last_of_speech(number)][1], closed=False)
            elif action == "alone":
                found = self._behind(last, place, number)
            if action in ("close all", "reopen", "unclosed") or (action == "close" and found is not None):
                opened = [place] if action == "reopen" else []
            if found is not None:
                last = found
                yield found

    def _behind(self, last: Stretch | None, place: int, number: int) -> Stretch | None:
        """What a mark closes that nothing opened: the paragraph so far, or what follows the clause of other speech."""
        start, end = self.blocks[number]
        if last is not None and last.outer_end > start:
            stop = self.text.find(". ", last.outer_end, place)
            ends = place + 1 == end and self.text[place - 1] in SENTENCE_END
            if stop < 0 or not ends or place - stop < _SHORTEST or stop - last.outer_end > _FARTHEST:
                return None
            return self._between(stop + 1, place, opened=False)
        before, after = visible_before(self.text, place), self.text[place + 1 : place + 2]
        spoken = before in SENTENCE_END + "," or (after == "," and before.isalpha())
        return self._between(start - 1, place, opened=False) if spoken else None

    def _last_of_speech(self, number: int) -> int:
        """The last paragraph in which whoever speaks in this one, whose mark is never closed, goes on without marks."""
        for later in range(number + 1, min(number + CARRY_BLOCKS, len(self.blocks))):
            start, end = self.blocks[later]
            if self.marks[later] or self.text[end - 1] not in SENTENCE_END:
                break
            if self.text[start] in "-–—" or _OTHERS.match(self.text, start, end):
                break
            if _FIRST_PERSON.search(self.text, start, end) is None:
                break
            number = later
        return number

    def _between(self, opening: int, closing: int, closed: bool = True, opened: bool = True) -> Stretch | None:
        start, end = opening + 1, closing
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        outer_start = opening if opened else start
        return Stretch(start, end, outer_start, closing + 1 if closed else closing, closed, opened)

"""Which lines of a text are one paragraph: those of hard-wrapped text are joined, all others stand alone.

A break was forced where the next word had no room.  So every break within a sentence tells at which widths it would
have been made, and a text is wrapped at the width on which nearly all of them agree.

    Formand Karen Holm siger, at den        breaks at the widths 32 to 36, where "gamle" had no room,
    gamle bro skal lukkes i dag.            or at 29 to 32, where a line ends with the first word that reaches them
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import regex
from attrs import define, evolve, frozen

from quoteattr.page.blocks import Kind
from quoteattr.page.lines import LONGEST, Line, lines_of

NARROWEST, WIDEST = 28, 200  # columns at which text is plausibly wrapped
_LINE_BREAKS = "\r\n\x85\u2028\u2029"
_FIRST_WORD = regex.compile(r"\S{1,60}")
_DIVIDED = regex.compile(r"[\p{L}\p{N}](?:[-\u2010¬]|\u00ad[-\u2010]?)")
_SENTENCE_ENDS = ".!?:…"
_CLOSING_MARKS = "\"”“»«'’"
_OPENS_TURN = regex.compile(r"[-–—―•*#>|]|\d+[.)]\s")
_OPENS_MARK = regex.compile(r"[\"”“„»«'’‘]|,,|''|``|>>|<<")
_SUSPENDED = regex.compile(r"(?:og|eller|samt|men|til|såvel|henholdsvis|hhv|respektive|kontra|plus)\b")
_NEVER_LAST = regex.compile(  # words that no line ends with but in the middle of a sentence
    r"""(?:at|og|eller|men|som|der|hvis|når|mens|fordi|end|i|på|til|af|ved|med|for|fra|om|under|mellem|uden|ifølge|blandt
    |en|et|den|det|de|sin|sit|sine|min|mit|din|dit|vores|deres|hans|hendes|denne|dette|disse|hver|ingen|intet
    |er|var|har|havde|vil|ville|kan|kunne|skal|skulle|må|måtte|bliver|blev|siger|sagde)""",
    regex.VERBOSE,
)
_STRICT, _SOME = 1, 3  # columns by which a break may miss the width
_PROPORTIONAL = 0.08  # of the width: lines set in letters of different widths
_AGREED, _NEARLY = 0.9, 0.8  # of the breaks within sentences must fit the width
_SHARE = 0.25  # of the breaks must be within sentences
_FEW = 3  # breaks that tell the width for sure
_LONG = 0.6  # of the width: a line in wrapped text that no full stop ends
_INDENT = 2  # columns by which a paragraph's first line is set in


@define
class _Break:
    """Two lines that no blank line parts."""

    lengths: tuple[int, int]  # the widths at which the second line's first word has no room on the first line
    reached: tuple[int, int]  # the widths that the first line reaches with its last word
    within: bool  # a sentence goes on across it
    stops: bool  # a sentence, or what introduces another, ends before it

    def fits(self, width: int, filled: bool, slack: float) -> bool:
        low, high = self.lengths if filled else self.reached
        return low - slack <= width <= high + slack


@frozen
class _Wrap:
    """How a text is wrapped: at a width, ``filled`` up to it or each line just beyond it."""

    width: int
    filled: bool
    slack: float
    parted: bool = True  # blank lines part the paragraphs

    def forces(self, place: _Break) -> bool:
        return place.fits(self.width, self.filled, self.slack)


def paragraphs(text: str) -> Iterator[list[Line]]:
    """The paragraphs of a text, each as its lines; more than one where the text is hard-wrapped.

    >>> wrapped = "Formand Karen Holm siger, at den gam-\\nle bro skal lukkes i dag.\\n\\nHun er vred."
    >>> [[wrapped[line.start : line.end] for line in lines] for lines in paragraphs(wrapped)]
    [['Formand Karen Holm siger, at den gam', 'le bro skal lukkes i dag.'], ['Hun er vred.']]
    """
    lines = lines_of(text)
    breaks = [_break(text, *pair) for pair in pairwise(lines)]
    wrap = _wrap(breaks)
    paragraph = lines[:1]
    for place, following in zip(breaks, lines[1:], strict=True):
        short = following.end - paragraph[0].start <= LONGEST
        if wrap is not None and place is not None and short and _is_joined(text, wrap, place, paragraph[-1], following):
            paragraph += _joined(text, paragraph.pop(), following)
        else:
            yield paragraph
            paragraph = [following]
    if paragraph:
        yield paragraph


def is_next_line(text: str, end: int, start: int) -> bool:
    """Whether what starts at ``start`` stands on the line below what ends at ``end``: no blank line is between."""
    between = text[end:start].replace("\r\n", "\n")
    return sum(between.count(mark) for mark in _LINE_BREAKS) == 1


def _break(text: str, line: Line, following: Line) -> _Break | None:
    """The break between two lines; None where a blank line stands between them."""
    kinds = line.kind, following.kind
    if Kind.FURNITURE in kinds or Kind.WRITER in kinds or not is_next_line(text, line.end, following.start):
        return None
    length = line.end - line.start + line.lead
    last = line.end - _last_word(text, line)
    word = _FIRST_WORD.match(text, following.start, following.end)
    first = len(word.group()) if word else 0
    stops = _stops(text, line, following)
    lone = _NEVER_LAST.fullmatch(text, _last_word(text, line), line.end) is not None
    within = not stops and (text[following.start].islower() or lone)
    return _Break((length, length + first), (max(1, length - last), length), within, stops)


def _stops(text: str, line: Line, following: Line) -> bool:
    """Whether a sentence, or what introduces another, ends with a line."""
    end = line.end
    while end > line.start + 1 and text[end - 1] in _CLOSING_MARKS:
        end -= 1
    if end < line.end and text[end - 1] not in _SENTENCE_ENDS:
        return text[end - 1] != "," and text[following.start].isupper()  # en »refusenik« | - en, der vil ud
    return text[end - 1] in _SENTENCE_ENDS


def _wrap(breaks: Sequence[_Break | None]) -> _Wrap | None:
    """How the text with these breaks is wrapped, or None where each line is a paragraph."""
    adjacent = [place for place in breaks if place is not None]
    within = [place for place in adjacent if place.within]
    if not within:
        return None
    often = len(within) >= _SHARE * len(adjacent)
    for slack, agreed in ((_STRICT, _AGREED), (_SOME, _NEARLY), (_PROPORTIONAL, _NEARLY)):
        if not often and (slack != _STRICT or len(within) < _FEW):
            break
        wraps = [_widest_agreed(adjacent, filled, slack) for filled in (True, False)]
        wrap = max(wraps, key=lambda one: [sum(map(one.forces, some)) for some in (within, adjacent)])
        if wrap.width >= NARROWEST and sum(map(wrap.forces, within)) >= agreed * len(within):
            ends = sum(place is None for place in breaks)
            unforced = sum(place.stops and not wrap.forces(place) for place in adjacent)
            return evolve(wrap, parted=unforced * 5 <= ends)
    return None


def _widest_agreed(adjacent: Sequence[_Break], filled: bool, slack: float) -> _Wrap:
    """The width that fits the most breaks; those within sentences count before all others."""
    changes = [0] * (WIDEST + 2)
    weight = len(adjacent)
    for place in adjacent:
        low, high = place.lengths if filled else place.reached
        room = slack if slack >= 1 else slack * high
        changes[min(WIDEST + 1, int(max(low - room, 0)))] += weight if place.within else 1
        changes[min(WIDEST + 1, int(high + room) + 1)] -= weight if place.within else 1
    counts = list(accumulate(changes[:-1]))
    best = [column for column, count in enumerate(counts) if count == max(counts)]
    width = best[len(best) // 2]
    return _Wrap(width, filled, slack if slack >= 1 else slack * width)


def _is_joined(text: str, wrap: _Wrap, place: _Break, line: Line, following: Line) -> bool:
    """Whether the next line goes on with the paragraph of this one."""
    if not place.stops and (place.within or wrap.parted) and place.lengths[0] > _LONG * wrap.width:
        return True
    if not wrap.forces(place):
        return False
    if not place.stops:
        return True
    if _OPENS_TURN.match(text, following.start, following.end):
        return False
    if wrap.parted:
        return True
    return not _OPENS_MARK.match(text, following.start) and following.indent < line.indent + _INDENT


def _joined(text: str, line: Line, following: Line) -> tuple[Line, Line]:
    """Two lines of a paragraph: a hyphen that divides a word is not of it."""
    divided = _DIVIDED.match(text, _hyphen(text, line) - 1, line.end)
    if divided is None or divided.end() != line.end or _SUSPENDED.match(text, following.start, following.end):
        return line, following  # havne- | og broområdet
    word = text[_last_word(text, line) : divided.start() + 1]
    kept = not text[following.start].islower() or word.isupper() or word[-1].isdigit()  # EU- | kommissær
    end = line.end if kept else divided.start() + 1
    return evolve(line, end=end), evolve(following, glue="")


def _last_word(text: str, line: Line) -> int:
    """Where the last word of a line begins."""
    return max(line.start, text.rfind(" ", line.start, line.end) + 1)


def _hyphen(text: str, line: Line) -> int:
    """Where a line's closing hyphens begin."""
    end = line.end
    while end > line.start + 1 and text[end - 1] in "-\u2010¬\u00ad":
        end -= 1
    return end

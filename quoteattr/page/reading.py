"""What the page shows before any word is read: paragraphs, dash turns, quotation marks.

The text is first made into a *reading*: every paragraph on one line, odd spaces as plain ones, soft hyphens and
zero-width characters gone, combining characters composed.  The reading remembers where each of its characters
stood, so that whatever is found in it slices the caller's untouched text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import regex
from attrs import define, evolve, field

from quoteattr.page.blocks import Block, with_kinds
from quoteattr.page.characters import pieces
from quoteattr.page.line_breaks import is_next_line, paragraphs
from quoteattr.page.lines import Line
from quoteattr.page.quotation_marks import Stretch, find_stretches

GAP = "\n\n"  # between two paragraphs of the reading
_INNER_STOP = regex.compile(r"[.!?…][\"”“»«'’]?\s+[\"”“»«'’(]*[-–—]?\s?\p{Lu}")
_FEW_LINES, _MOST = 3, 0.7  # lines of a text with a sentence a line; the share of them that hold but one


@define
class Layout:
    """A text as read: ``text`` holds the paragraphs.

    It is made of runs of characters that stand side by side in the source, too; ``starts`` are the first characters of
    the runs, and ``origins`` where they stood.
    """

    source: str
    text: str
    starts: list[int] = field(factory=list)
    origins: list[int] = field(factory=list)
    blocks: list[Block] = field(factory=list)
    wide: dict[int, int] = field(factory=dict)  # ends of the characters that stand for several
    stretches: list[Stretch] = field(factory=list)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the caller's text behind ``text[start:end]``, which must not be empty."""
        last = end - 1
        return self.origin(start), self.wide.get(last, self.origin(last) + 1)

    def origin(self, place: int) -> int:
        """Where the character at ``place`` stood in the source."""
        run = bisect_right(self.starts, place) - 1
        return self.origins[run] + place - self.starts[run]

    def place_of(self, origin: int) -> int:
        """The last character of the reading that stood at ``origin`` of the source or before; 0 where none did."""
        run = bisect_right(self.origins, origin) - 1
        if run < 0:
            return 0
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + origin - self.origins[run], end - 1)


def read(text: str) -> Layout:
    """Read the surface of ``text``: its paragraphs, turns and marked stretches."""
    builder = _Builder(text)
    for lines in paragraphs(text):
        builder.add(lines)
    layout = builder.finish()
    if _has_sentence_lines(layout):
        layout.blocks = [evolve(block, continues=block.below) for block in layout.blocks]
    layout.blocks = with_kinds(layout.text, layout.blocks)
    places = [(block.start, block.end) for block in layout.blocks]
    layout.stretches = find_stretches(layout.text, places, [block.continues for block in layout.blocks])
    return layout


class _Builder:
    """Collects paragraphs into a reading."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.layout = Layout(source, "")
        self.end = 0  # of the last line

    def add(self, lines: Sequence[Line]) -> None:
        """Add a paragraph that lies on these lines of the source."""
        if self.length:
            for mark in GAP:
                self._put(mark, lines[0].start - 1)
        start = self.length
        read = pieces(self.source, [(line.start, line.end) for line in lines])
        for number, (line, found) in enumerate(zip(lines, read, strict=True)):
            if number:
                self._put(line.glue, line.start - 1)
            for text, origin, end in found:
                if len(text) == 1 and end - origin > 1:
                    self.layout.wide[self.length] = end
                self._put(text, origin)
        below = start > 0 and is_next_line(self.source, self.end, lines[0].start)
        self.layout.blocks.append(Block(start, self.length, below=below, kind=lines[0].kind))
        self.end = lines[-1].end

    def _put(self, piece: str, origin: int) -> None:
        if piece:
            self.parts.append(piece)
            self.layout.starts.append(self.length)
            self.layout.origins.append(origin)
            self.length += len(piece)

    def finish(self) -> Layout:
        self.layout.text = "".join(self.parts)
        return self.layout


def _has_sentence_lines(layout: Layout) -> bool:
    """Whether the text has a sentence a line, so that its lines do not tell where paragraphs end."""
    blocks = layout.blocks
    below = sum(block.below for block in blocks)
    if below < _FEW_LINES - 1 or below < _MOST * (len(blocks) - 1):
        return False
    several = sum(_INNER_STOP.search(layout.text, block.start, block.end) is not None for block in blocks)
    return len(blocks) - several >= _MOST * len(blocks)

"""What lies where in a text: the parts of its quotes, nested so that they can be drawn one inside the other.

Parts may lie inside each other (a cue in another quote's content) or cross.  Markup can only nest, so where two
cross, the one that ends later is interrupted and goes on behind the end of the other; every part is interrupted
between paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from attrs import define, field, frozen

from quoteattr.page.reading import read
from quoteattr.quotes import Quote, Span

KINDS = ("content", "speaker", "addressee", "via", "cue")  # the outer one first, of two that are equally long
_LONGEST_HEADLINE = 120


@frozen
class Part:
    """A stretch of the text that is something to one or more ``quotes`` (their indices).

    ``who`` tells the speakers apart: the number that the picture gives them.  ``piece`` counts a content's pieces.
    """

    kind: str
    start: int
    end: int
    who: int
    quotes: tuple[int, ...]
    piece: int = 0


@define
class Run:
    """A part as far as it runs unbroken; ``first`` and ``last`` say whether it begins and ends here."""

    part: Part
    depth: int  # how many contents lie around it
    first: bool
    last: bool = False


@frozen
class Paragraph:
    """A paragraph of the text, as a story of its parts: a run opens, text follows, None closes the innermost run.

    ``before`` is what stands between it and the paragraph before, nothing visible; ``end`` where it ends in the text.
    """

    before: str
    end: int
    story: list[Run | str | None]
    headline: bool

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(item for item in self.story if isinstance(item, str))


def parts_of(quotes: Sequence[Quote], who: Callable[[Quote], int]) -> list[Part]:
    """All parts in text order, outer before inner; what several quotes of a speaker share is one part."""
    contents = [
        Part("content", piece.start, piece.end, who(quote), (index,), number)
        for index, quote in enumerate(quotes)
        for number, piece in enumerate(quote.content)
    ]
    shared: dict[tuple[str, int, int, int], list[int]] = {}
    for index, quote in enumerate(quotes):
        for kind, span in _others(quote):
            shared.setdefault((kind, span.start, span.end, who(quote)), []).append(index)
    others = [Part(*key, tuple(indices)) for key, indices in shared.items()]
    return sorted((part for part in contents + others if part.start < part.end), key=_order)


def _others(quote: Quote) -> Iterator[tuple[str, Span]]:
    mention = quote.speaker.mention if quote.speaker is not None else None
    for kind, span in zip(KINDS[1:], (mention, quote.addressee, quote.via, quote.cue), strict=True):
        if span is not None:
            yield kind, span


def _order(part: Part) -> tuple[int, int, int]:
    return part.start, -part.end, KINDS.index(part.kind)


def paragraphs_of(text: str, parts: Sequence[Part]) -> Iterator[Paragraph]:
    """The paragraphs of ``text`` with the parts in them; ``parts`` as :func:`parts_of` gives them."""
    layout = read(text)
    places = [layout.to_source(block.start, block.end) for block in layout.blocks]
    coming, going_on, before = 0, list[Part](), 0
    for number, (start, end) in enumerate(places):
        until = places[number + 1][0] if number + 1 < len(places) else len(text)
        here = [part for part in going_on if part.end > start]
        while coming < len(parts) and parts[coming].start < end:
            here.append(parts[coming])
            coming += 1
        headline = number == 0 and len(places) > 1 and _is_headline(text[start:end])
        yield Paragraph(text[before:start], end, _Story(text, before, until).tell(here, start, end), headline)
        going_on = [part for part in here if part.end > end]
        before = end


def _is_headline(line: str) -> bool:
    """A guess that decides about size alone: a first paragraph that is short and no sentence."""
    return len(line) <= _LONGEST_HEADLINE and line[0].isalnum() and (line[-1].isalnum() or line[-1] in ")!?")


@define
class _Story:
    """Tells what happens in one paragraph; nothing visible lies from ``before`` to it and from it to ``until``."""

    text: str
    before: int
    until: int
    told: list[Run | str | None] = field(factory=list)
    open: list[Run] = field(factory=list)

    def tell(self, parts: Sequence[Part], start: int, end: int) -> list[Run | str | None]:
        """The story from ``start`` to ``end``; ``parts`` in order."""
        places = {start, end} | {min(max(place, start), end) for part in parts for place in (part.start, part.end)}
        coming = 0
        for left, right in pairwise(sorted(places)):
            opening = self._close(left)
            while coming < len(parts) and parts[coming].start <= left:
                opening.append((parts[coming], parts[coming].start >= self.before))
                coming += 1
            for part, first in sorted(opening, key=lambda entry: (-entry[0].end, KINDS.index(entry[0].kind))):
                self._enter(part, first)
            self.told.append(self.text[left:right])
        for run in self.open:
            run.last = run.part.end <= self.until
        return self.told + [None] * len(self.open)

    def _enter(self, part: Part, first: bool) -> None:
        run = Run(part, sum(outer.part.kind == "content" for outer in self.open), first)
        self.told.append(run)
        self.open.append(run)

    def _close(self, place: int) -> list[tuple[Part, bool]]:
        """Leave the parts that end here; those inside them that go on have to be entered again."""
        ending = [number for number, run in enumerate(self.open) if run.part.end <= place]
        if not ending:
            return []
        closed = self.open[ending[0] :]
        del self.open[ending[0] :]
        self.told += [None] * len(closed)
        for run in closed:
            run.last = run.part.end <= place
        return [(run.part, False) for run in closed if not run.last]

"""What is drawn: a text in paragraphs with the parts of its quotes, and its speakers by number."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from quoteattr.picture.captions import shortened
from quoteattr.picture.nesting import Paragraph, paragraphs_of, parts_of
from quoteattr.picture.summary import SpeakerSummary, name_of, summary
from quoteattr.quotes import Quote, Span


@frozen
class Picture:
    """What both styles draw: the paragraphs with their parts, and the speakers with their numbers.

    The most quoted speaker is number 1; nobody named comes last and is number 0.
    """

    text: str
    quotes: tuple[Quote, ...]
    speakers: tuple[SpeakerSummary, ...]
    numbers: dict[str | None, int]
    said: dict[str | None, list[int]]  # the indices of a speaker's quotes
    paragraphs: tuple[Paragraph, ...]
    after: str  # what stands behind the last paragraph, nothing visible


def picture_of(text: str, quotes: Iterable[Quote]) -> Picture:
    """The picture of a text; ``TypeError`` and ``ValueError`` as :func:`quoteattr.render` says."""
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    if not isinstance(quotes, Iterable):
        raise TypeError(f"quotes must be a collection of Quote, not {type(quotes).__name__}")
    checked = tuple(_checked(quote, text) for quote in quotes)
    speakers = tuple(sorted(summary(checked), key=lambda row: row.name is None))
    numbers = {row.name: 0 if row.name is None else number for number, row in enumerate(speakers, 1)}
    said: dict[str | None, list[int]] = {}
    for index, quote in enumerate(checked):
        said.setdefault(name_of(quote), []).append(index)
    parts = parts_of(checked, lambda quote: numbers[name_of(quote)])
    paragraphs = tuple(paragraphs_of(text, parts))
    after = text[paragraphs[-1].end if paragraphs else 0 :]
    return Picture(text, checked, speakers, numbers, said, paragraphs, after)


def _checked(quote: Quote, text: str) -> Quote:
    if not isinstance(quote, Quote):
        raise TypeError(f"quotes must be Quote objects, not {type(quote).__name__}")
    mention = quote.speaker.mention if quote.speaker is not None else None
    for span in (*quote.content, quote.cue, mention, quote.addressee, quote.via):
        if span is not None and not _slices_back(span, text):
            words = shortened(span.text)
            raise ValueError(f"{span.start} to {span.end} is not {words!r}: are these the quotes of this text?")
    return quote


def _slices_back(span: Span, text: str) -> bool:
    return 0 <= span.start <= span.end <= len(text) and text[span.start : span.end] == span.text

"""Quotes to look at: a text with who says what in it, as a web page or for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from quoteattr import tally
from quoteattr.captions import shortened
from quoteattr.nesting import Paragraph, paragraphs_of, parts_of
from quoteattr.quotes import Quote, Span

STYLES = ("html", "ansi")


@frozen
class Picture:
    """What both styles draw: the paragraphs with their parts, and the speakers with their numbers.

    The most quoted speaker is number 1; nobody named comes last and is number 0.
    """

    text: str
    quotes: tuple[Quote, ...]
    speakers: tuple[tally.SpeakerSummary, ...]
    numbers: dict[str | None, int]
    said: dict[str | None, list[int]]  # the indices of a speaker's quotes
    paragraphs: tuple[Paragraph, ...]
    after: str  # what stands behind the last paragraph, nothing visible


def render(
    text: str, quotes: Iterable[Quote], style: Literal["html", "ansi"] = "html", *, standalone: bool = False
) -> str:
    """Draw ``text`` with its ``quotes``: who says what, in colour.

    Contents are tinted in the colour of who says them and carry the speaker's number; cues are bold and underlined;
    speakers show their resolved name and link to the list of all speakers; addressees and channels are framed.  The
    line under a content tells direct, indirect and mixed apart; hovering shows a quote's parts, type and rule.
    Paragraphs and line breaks are those of the text.

    ``style="html"`` gives a fragment for a notebook or for a page of yours, with ``standalone`` a whole page.  Either
    needs no script and nothing from elsewhere, follows the reader's light or dark setting, and has the text escaped.
    The ``article`` element holds the text and nothing else (NUL and lone surrogates, which HTML cannot hold, as
    U+FFFD).  ``style="ansi"`` gives lines for a terminal, with the text's control characters made visible;
    ``standalone`` changes nothing there.

    Spans are code points of ``text``, half-open, and must slice back: ``ValueError`` where one does not, because then
    the quotes are of another text, and for an unknown style.  ``TypeError`` where ``text`` is no str or ``quotes``
    hold anything but :class:`~quoteattr.Quote`.

    >>> from quoteattr import extract_quotes
    >>> text = "Det haster, siger Karen Holm."
    >>> "<mark" in render(text, extract_quotes(text))
    True
    >>> render(text, extract_quotes(text), standalone=True)[:15]
    '<!DOCTYPE html>'
    """
    if style not in STYLES:
        raise ValueError(f"style must be one of {', '.join(STYLES)}, not {style!r}")
    picture = _picture(text, quotes)
    if style == "ansi":
        from quoteattr import terminal

        return terminal.draw(picture)
    from quoteattr import webpage

    return webpage.page(picture) if standalone else webpage.fragment(picture)


def _picture(text: str, quotes: Iterable[Quote]) -> Picture:
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    if not isinstance(quotes, Iterable):
        raise TypeError(f"quotes must be a collection of Quote, not {type(quotes).__name__}")
    checked = tuple(_checked(quote, text) for quote in quotes)
    speakers = tuple(sorted(tally.summary(checked), key=lambda row: row.name is None))
    numbers = {row.name: 0 if row.name is None else number for number, row in enumerate(speakers, 1)}
    said: dict[str | None, list[int]] = {}
    for index, quote in enumerate(checked):
        said.setdefault(tally.name_of(quote), []).append(index)
    parts = parts_of(checked, lambda quote: numbers[tally.name_of(quote)])
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

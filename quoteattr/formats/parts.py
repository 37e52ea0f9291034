"""What every format needs of a quote: its parts by role, and that it is a quote of the text at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoteattr.quotes import Quote, Span

Id = str | int | None

ROLES = ("content", "cue", "speaker", "addressee", "via")


def parts(quote: Quote) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The roles that a quote fills, in the order of :data:`ROLES`, each with its spans; only content has several.

    >>> [role for role, spans in parts(Quote("direct", [Span(2, 4, "Ja")], cue=Span(6, 11, "siger")))]
    ['content', 'cue']
    """
    yield "content", quote.content
    mention = quote.speaker.mention if quote.speaker else None
    for role, span in zip(ROLES[1:], (quote.cue, mention, quote.addressee, quote.via), strict=True):
        if span is not None:
            yield role, (span,)


def name_of(quote: Quote) -> str | None:
    """The resolved name of the speaker, on one line; None where there is none."""
    name = quote.speaker.name if quote.speaker else None
    return " ".join((name or "").split()) or None


def slice_of(text: str, start: int, end: int) -> Span:
    """The span from ``start`` to ``end``; ``ValueError`` where the text has no such stretch."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the text has no characters {start} to {end}")
    return Span(start, end, text[start:end])


def checked(text: str, quotes: Iterable[Quote]) -> list[Quote]:
    """The quotes, after each of their spans is found to slice ``text``; ``TypeError`` or ``ValueError`` otherwise.

    >>> checked("- Nej.", [Quote("direct", [Span(2, 4, "Ja")])])
    Traceback (most recent call last):
    ValueError: these are quotes of another text: text[2:4] is 'Ne', not 'Ja'
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    quotes = list(quotes)
    for quote in quotes:
        if not isinstance(quote, Quote):
            raise TypeError(f"quotes must be Quote objects, not {type(quote).__name__}")
        for _, spans in parts(quote):
            for span in spans:
                if text[span.start : span.end] != span.text or span.start < 0:
                    found = f"text[{span.start}:{span.end}] is {text[span.start : span.end]!r}"
                    raise ValueError(f"these are quotes of another text: {found}, not {span.text!r}")
                if not span.text.strip():
                    raise ValueError(f"the span {span} holds no visible character")
    return quotes


def merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The stretches that spans cover, in text order; what overlaps or touches is one.

    >>> merged([Span(0, 4, "Det "), Span(4, 9, "hersk"), Span(12, 14, "og")])
    [(0, 9), (12, 14)]
    """
    stretches: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
        else:
            stretches.append((start, end))
    return stretches

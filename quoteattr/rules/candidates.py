"""What a rule proposes before anybody is named, and the quote that comes of it."""

from __future__ import annotations

from attrs import frozen

from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.page.reading import Layout
from quoteattr.parse.passage import Passage
from quoteattr.quotes import Quote, QuoteType, Span, Speaker


@frozen
class Candidate:
    """A proposed attribution.  Places are code points of the reading, half-open.

    ``passage`` is the one that holds the reporting clause, or where there is none the start of the content.
    """

    rule: str
    type: QuoteType
    content: tuple[tuple[int, int], ...]
    passage: Passage
    cue: tuple[int, int] | None = None
    speaker: Phrase | None = None
    addressee: Phrase | None = None
    via: Phrase | None = None
    hint: Phrase | None = None  # who the words before a colon bring up
    carried: bool = False  # no reporting clause: whoever spoke last may go on
    gives_way: bool = False  # stands only where nothing else attributes some of its content

    @property
    def start(self) -> int:
        return self.content[0][0]


def from_reporting(rule: str, kind: QuoteType, content: tuple[tuple[int, int], ...], reporting: Reporting) -> Candidate:
    """A candidate whose cue, speaker, addressee and via are those of a reporting clause."""
    return Candidate(
        rule,
        kind,
        content,
        reporting.passage,
        reporting.cue_span,
        reporting.subject,
        reporting.addressee,
        reporting.via,
    )


def quote_of(layout: Layout, candidate: Candidate, name: str | None) -> Quote:
    mention = _phrase_span(layout, candidate.speaker)
    return Quote(
        type=candidate.type,
        content=tuple(span_of(layout, start, end) for start, end in candidate.content),
        cue=None if candidate.cue is None else span_of(layout, *candidate.cue),
        speaker=None if mention is None and name is None else Speaker(mention, name),
        addressee=_phrase_span(layout, candidate.addressee),
        via=_phrase_span(layout, candidate.via),
        rule=candidate.rule,
    )


def _phrase_span(layout: Layout, phrase: Phrase | None) -> Span | None:
    return None if phrase is None else span_of(layout, phrase.start, phrase.end)


def span_of(layout: Layout, start: int, end: int) -> Span:
    first, last = layout.to_source(start, end)
    return Span(first, last, layout.source[first:last])

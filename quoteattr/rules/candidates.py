"""What a rule proposes before anybody is named."""

from __future__ import annotations

from attrs import frozen

from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType


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

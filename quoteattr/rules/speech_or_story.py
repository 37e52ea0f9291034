"""Whether a sentence goes on with somebody's speech or with the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.danish.closed_classes import DASHES
from quoteattr.danish.evidence import weight_of
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.parse.passage import Passage, Token

_FIRST = frozenset("jeg mig min mit mine vi os vores vor vort vore".split())
_SECOND = frozenset("du dig din dit dine jer jeres".split())
_TALK = frozenset("jo nej ja jamen altså sgu skam ikke".split())


def is_speech(passage: Passage, part: range, reporting: Reporting) -> bool:
    """Whether a sentence behind the reporting clause goes on with the speech rather than with the story."""
    tokens = [passage.tokens[index] for index in part]
    if tokens[0].form in DASHES:
        return True
    return weight_of([*signs_of_speech(tokens), *_signs_of_story(tokens, reporting)]) > 0


def signs_of_speech(tokens: Sequence[Token]) -> Iterator[str]:
    """What sounds like somebody speaking."""
    words = {token.lower for token in tokens}
    if words & _FIRST:
        yield "first person"
    if words & _SECOND:
        yield "second person"
    if tokens[-1].form in ("?", "!"):
        yield "question"
    if words & _TALK:
        yield "talk"


def _signs_of_story(tokens: Sequence[Token], reporting: Reporting) -> Iterator[str]:
    """What sounds like the author: the speaker named or pointed at, the past."""
    words = {token.lower for token in tokens}
    speaker = reporting.subject.tokens if reporting.subject is not None else []
    if words & {token.lower for token in speaker if token.upos in ("PROPN", "NOUN")}:
        yield "speaker named"
    if tokens[0].lower in ("han", "hun"):
        yield "third person first"
    finite = [token for token in tokens if token.is_finite]
    yield "present" if sum(token.is_past for token in finite) * 2 < len(finite) else "past"

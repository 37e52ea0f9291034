"""Whether a sentence goes on with somebody's speech or with the story."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.danish.closed_classes import DASHES
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
    return voice(tokens) + _story(tokens, reporting) > 0


def voice(tokens: Sequence[Token]) -> float:
    """What sounds like somebody speaking: first and second person, questions, exclamations, the present."""
    words = {token.lower for token in tokens}
    voice = 2.0 * bool(words & _FIRST) + 2.0 * bool(words & _SECOND)
    voice += 1.0 * (tokens[-1].form in ("?", "!")) + 0.5 * bool(words & _TALK)
    return voice


def _story(tokens: Sequence[Token], reporting: Reporting) -> float:
    """What sounds like the author: the speaker named or pointed at, another report."""
    story = 0.0
    words = {token.lower for token in tokens}
    if reporting.subject is not None:
        names = {token.lower for token in reporting.subject.tokens if token.upos in ("PROPN", "NOUN")}
        story -= 1.5 * bool(names & words)
    story -= 1.5 * bool({tokens[0].lower} & {"han", "hun"})
    finite = [t for t in tokens if t.is_finite]
    past = [t for t in finite if t.is_past]
    story += 0.25 if len(past) * 2 < len(finite) else -0.5
    return story

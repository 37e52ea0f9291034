"""``X citerer Y for, at …``: Y is the speaker, X only the channel.

Avisen citerer anonyme kilder for, at aftalen er på plads.    speaker: anonyme kilder, via: Avisen
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.grammar.infinitives import is_infinitive_marker
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import clause_content, reported_type
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "citing"
_REACH = 24


def find(story: Story) -> Iterator[Candidate]:
    for scene, reporting in story.free_clauses():
        if reporting.cue.kind != "cite" or not reporting.takes("for-at"):
            continue
        tokens = scene.passage.tokens
        citing, first = _citing(scene, reporting)
        limit = min(scene.passage.sentence_of(reporting.verb).stop, first + _REACH)
        while first < limit and tokens[first].upos in ("ADV", "NOUN") and not tokens[first].is_definite:
            if tokens[first].upos == "NOUN" and tokens[first].relation not in ("obl", "advmod"):
                break
            first += 1
        marker = next((i for i in range(first, limit) if tokens[i].lower == "for" and _leads_in(scene, i, limit)), None)
        if marker is None:
            continue
        first_word = _reported(scene, reporting, marker, limit)
        content = clause_content(scene, reporting, first_word) if first_word is not None else ()
        if content:
            scene.take(reporting)
            speaker, via = _roles(reporting, phrase_at(scene.passage, first, marker), citing)
            kind = reported_type(scene, content)
            yield Candidate(ID, kind, content, scene.passage, reporting.cue_span, speaker, via=via)


RULE = Rule((ID,), find, triggers=(cue_verb,))


def _reported(scene: Scene, reporting: Reporting, marker: int, limit: int) -> int | None:
    """The first word of what is cited: behind ``for, at``, ``for at sige, at``; ``for at have sagt nej`` keeps *at*.

    None where *for at* is a purpose: ``citerede bogen for at more dem``.
    """
    tokens = scene.passage.tokens
    at = next(i for i in range(marker + 1, limit) if tokens[i].lower == "at")
    if not is_infinitive_marker(scene.passage, at):
        return at + 1
    second = next((i for i in range(at + 1, min(at + 6, limit)) if tokens[i].lower == "at"), None)
    for said in scene.reportings:
        if second is not None and at < said.verb < second:
            scene.take(said)
            return second + 1
    return at if reporting.passive or _is_cited(reporting) else None


def _is_cited(reporting: Reporting) -> bool:
    """``er citeret for``: a passive of what is done."""
    return reporting.finite != reporting.verb and reporting.passage.tokens[reporting.finite].lower in ("er", "var")


def _roles(reporting: Reporting, cited: Phrase | None, citing: Phrase | None) -> tuple[Phrase | None, Phrase | None]:
    """Who said it and which medium has it: ``er citeret`` and ``citeres`` have the speaker as their subject."""
    if reporting.passive:
        return reporting.addressee, reporting.via or citing
    if _is_cited(reporting):
        return reporting.subject, reporting.via
    return cited, reporting.via or citing


def _citing(scene: Scene, reporting: Reporting) -> tuple[Phrase | None, int]:
    """Who cites, and where the words for who is cited start."""
    subject = reporting.subject
    if not reporting.inverted or subject is None:
        return subject, reporting.last_cue
    following = scene.passage.tokens[subject.last : subject.last + 1]
    if subject.last - subject.first > 1 and following and following[0].lower == "for":
        # I går citerede Nordbladet formand Elna Kvist for, at: two phrases in a row
        return Phrase(scene.passage, subject.first, subject.first + 1), subject.first + 1
    return subject, subject.last


def _leads_in(scene: Scene, index: int, limit: int) -> bool:
    """*for* and then *at*, with at most a comma between."""
    following = [token.lower for token in scene.passage.tokens[index + 1 : min(index + 3, limit)]]
    return following[:1] == ["at"] or following == [",", "at"]

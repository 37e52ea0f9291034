"""Where the clause begins that a reporting clause leads in with *at*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quoteattr.danish.closed_classes import CIRCUMSTANCES, DASHES, FIXED_ADVERBIALS, TIME
from quoteattr.grammar.infinitives import is_infinitive_marker
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.parse.passage import Token
from quoteattr.rules.story import Scene

_PREPOSITIONS = frozenset("om på til for med mod imod over af i ved".split())
_MARKS = frozenset('»"”“')
_OCCASIONS = frozenset("anledning grund forbindelse stedet".split())  # i anledning af at hun fylder år
_ASIDE = 12  # words between two dashes
_INTERRUPTING = frozenset("før da når efter inden mens uden idet selvom hvis".split())
_REACH = 6  # words that may stand between the reporting clause and *at*


def complement_start(scene: Scene, reporting: Reporting) -> int | None:
    """The token behind the complementizer *at* of a finite clause, or None."""
    tokens = scene.passage.tokens
    limit = scene.passage.sentence_of(reporting.verb).stop
    index = max(reporting.last, reporting.last_cue)
    index -= tokens[index - 1].lower == "uden"  # skriver uden at nævne navne, at
    for _ in range(_REACH):
        if index >= limit:
            return None
        if tokens[index].lower == "at":
            return index + 1 if index + 1 < limit and _leads_in(scene, reporting, index) else None
        if tokens[index].form in DASHES:
            index = _behind_dashes(tokens, index, limit)
            continue
        behind = _behind_interruption(scene, index, limit)
        if behind is not None:
            return behind
        if not _is_passable(tokens, index, reporting):
            return None
        index += 1
    return None


def _leads_in(scene: Scene, reporting: Reporting, at: int) -> bool:
    """Whether an *at* leads in what is said: not *efter at*, *så højt, at*, *understreges af, at*, an infinitive."""
    tokens = scene.passage.tokens
    if is_infinitive_marker(scene.passage, at) or _so_much(tokens[reporting.verb : at]):
        return False
    if reporting.passive and tokens[at - 1 - (tokens[at - 1].form == ",")].lower == "af":
        return False
    return tokens[at - 1].lower not in CIRCUMSTANCES and tokens[at - 2].lower not in _OCCASIONS


def _is_passable(tokens: Sequence[Token], index: int, reporting: Reporting) -> bool:
    """Whether a word may stand between the reporting clause and *at*: a mark, a preposition, an adverb, a time."""
    token = tokens[index]
    if token.lower == "der" and "written" in reporting.cue.traits:
        return True
    if token.lower in CIRCUMSTANCES:
        return False
    fixed = token.lower in FIXED_ADVERBIALS and tokens[index - 1].lower in ("i", "for", "blandt", "til")
    small = token.form == "," or token.lower in _PREPOSITIONS or token.lower in _MARKS
    return fixed or small or token.upos == "ADV" or token.lower in TIME


def _behind_interruption(scene: Scene, index: int, limit: int) -> int | None:
    """``sagde, før døren lukkede, at``, ``skriver uden at nævne navne, at``: the token behind the *at* that follows.

    Not ``kræver svar, mens en talsmand siger, at``: that clause reports itself.
    """
    tokens = scene.passage.tokens
    opener = index + (tokens[index].form == ",")
    if opener + 2 >= limit or tokens[opener].lower not in _INTERRUPTING:
        return None
    comma = next((i for i in range(opener + 2, min(opener + _ASIDE, limit - 1)) if tokens[i].form == ","), None)
    if comma is None or tokens[comma + 1].lower != "at":
        return None
    others = scene.reportings if tokens[opener].lower != "uden" else []
    reports = any(opener < other.verb < comma and other.takes("at", "q") for other in others)
    return None if reports or is_infinitive_marker(scene.passage, comma + 1) else comma + 2


def _behind_dashes(tokens: Sequence[Token], first: int, limit: int) -> int:
    """``meddelte kørerne - Dal og Bay - at``: the token behind the second of two dashes."""
    closing = (index for index in range(first + 1, min(first + _ASIDE, limit)) if tokens[index].form in "-–—")
    return next(closing, limit) + 1


def _so_much(tokens: Sequence[Token]) -> bool:
    """``råbte så højt, at``: what follows is what came of it."""
    return any(a.lower in ("så", "sådan") and b.upos in ("ADJ", "ADV") for a, b in pairwise(tokens))

"""The rules in their order, run over a story; :mod:`quoteattr.rules.settle` says which of their candidates stand.

Speech that is set off, by marks, a dash or a colon, comes first and takes its reporting clauses with it, and so do
sentences that point back.  The rules for clauses then read what is left.  A reporting clause has one content: the first
rule that finds it takes it.
"""

from __future__ import annotations

from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.rules import (
    according,
    citing,
    clause,
    colon,
    fronted,
    infinitive,
    judging,
    marks,
    noun,
    pointing,
    question,
    signed,
    turns,
)
from quoteattr.rules.rule import Rule
from quoteattr.rules.settle import Settled, settle
from quoteattr.rules.story import Story

SET_OFF: tuple[Rule, ...] = (marks.RULE, turns.RULE, signed.RULE, colon.RULE, pointing.RULE)
CLAUSES: tuple[Rule, ...] = (
    citing.RULE,
    clause.RULE,
    question.RULE,
    infinitive.RULE,
    judging.RULE,
    fronted.RULE,
    according.RULE,
    noun.RULE,
)
RULES = SET_OFF + CLAUSES
_SELF = frozenset(["jeg", "vi", "mig", "os"])


def attribute(story: Story) -> Settled:
    """The attributions of a text, in text order, and the candidates that do not stand."""
    found = [candidate for rule in SET_OFF for candidate in rule.find(story)]
    _silence_own_words(story)
    found += [candidate for rule in CLAUSES for candidate in rule.find(story)]
    return settle(found)


def _silence_own_words(story: Story) -> None:
    """What a quoted speaker says of her own saying is part of the quote."""
    for scene in story.scenes:
        for reporting in scene.reportings:
            if _is_own(reporting) and scene.in_speech(scene.passage.tokens[reporting.verb].start):
                scene.take(reporting)


def _is_own(reporting: Reporting) -> bool:
    subject = reporting.subject
    return subject is None or (len(subject.tokens) == 1 and subject.tokens[0].lower in _SELF)

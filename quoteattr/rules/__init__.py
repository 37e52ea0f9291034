"""One module a Danish construction; each yields candidates from a scene.

Speech that is set off, by marks or by a dash, is settled first (:mod:`quoteattr.rules.marks`,
:mod:`quoteattr.rules.turns`) and takes its reporting clauses with it.  The rules listed here then read what is
left, in this order; a reporting clause has one content, so the first rule that finds it keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quoteattr.candidates import Candidate, Scene
from quoteattr.rules import according, citing, clause, fronted, infinitive, judging, noun, question

Rule = Callable[[Scene], Iterable[Candidate]]

RULES: tuple[Rule, ...] = (
    citing.find,
    clause.find,
    question.find,
    infinitive.find,
    judging.find,
    fronted.find,
    according.find,
    noun.find,
)

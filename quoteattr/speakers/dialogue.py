"""Who talks with whom: whom a speaker of the story asks."""

from __future__ import annotations

from quoteattr.grammar.proper_names import clean, names_in
from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.memory import Memory
from quoteattr.speakers.turn_signs import called_within


def whom_asked(question: Candidate, memory: Memory) -> str | None:
    """Who is to answer a speaker of the story: whom she asks by name, who answered before, or somebody else near."""
    asked = asked_by_name(question, memory)
    if asked is not None or memory.partner is not None:
        return asked or memory.partner
    if memory.before_floor is not None and memory.is_person(memory.before_floor):
        return memory.before_floor
    people = (m.entity for m in memory.cast.before(question.start) if m.person and m.entity is not None)
    return next((clean(entity.text) for entity in people if entity.text != memory.asker), None)


def asked_by_name(question: Candidate, memory: Memory) -> str | None:
    """``Kommer du, Anna?``, ``spurgte hun sin nabo, Garn Holt``: the name of whom a speaker asks."""
    words = list(called_within(question))
    if question.addressee is not None:
        words = [*names_in(question.addressee), *words]
    named = (memory.cast.named(name) for name in words)
    return next((clean(e.text) for e in named if e is not None and e.kind != "org" and e.text != memory.asker), None)

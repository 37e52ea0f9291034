"""Whose name it is: the entities of a text by their whole names and by the parts that stand for them."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.grammar.proper_names import folded, is_part, parts_of, plain, without_ending
from quoteattr.speakers.entities import Entity

Words = tuple[str, ...]


class NameIndex:
    """Finds an entity by its name, by a part of it, or by a longer name that its own is a part of.

    However many entities there are, a name is looked up in no more steps than it has parts.
    """

    def __init__(self) -> None:
        self._whole: dict[Words, Entity] = {}
        self._owned: dict[Words, Entity] = {}  # the same without what may be a genitive's ending
        self._parts: dict[Words, Entity] = {}
        self._surnames: dict[str, list[Entity]] = {}

    def enter(self, entity: Entity) -> None:
        """Enter an entity, or one that has got a longer name."""
        name = folded(entity.name)
        self._whole.setdefault(name, entity)
        self._owned.setdefault(without_ending(name), entity)
        for part in parts_of(name):
            known = self._parts.get(part)
            if known is None or _comes_before(entity, known):
                self._parts[part] = entity
        called = self._surnames.setdefault(name[-1], [])
        if not any(entity is other for other in called):
            called.append(entity)

    def find(self, words: Words) -> Entity | None:
        """The entity with this name, else the one with the longest that this stands for or that stands for this."""
        name = folded(words)
        whole = self._whole.get(name)
        if whole is not None and folded(whole.name) == name:
            return whole
        best = None
        for entity in self._alike(name):
            if best is None or _comes_before(entity, best):
                best = entity
        return best

    def _alike(self, name: Words) -> Iterator[Entity]:
        for form in (name, without_ending(name)):
            entity = self._parts.get(form)
            if entity is not None and is_part(name, folded(entity.name)):
                yield entity
        for part in parts_of(name):
            for names in (self._whole, self._owned):
                entity = names.get(part)
                if entity is not None and is_part(folded(entity.name), name):
                    yield entity

    def surnamed(self, surname: str) -> list[Entity]:
        """The entities with names of several words that end in this one, in the order they came up."""
        return [e for e in self._surnames.get(surname, ()) if len(e.name) > 1 and plain(e.name[-1]) == surname]


def _comes_before(entity: Entity, other: Entity) -> bool:
    return (len(entity.name), -entity.number) > (len(other.name), -other.number)

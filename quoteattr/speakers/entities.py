"""Whom a text names, and the places where somebody could be meant."""

from __future__ import annotations

from bisect import bisect_left

from attrs import define, field

from quoteattr.grammar.noun_phrases import Phrase

REACH = 20_000  # code points that a reader remembers and looks ahead; a longer text is many texts


@define
class Entity:
    """Somebody or something that the text names, and what it calls them besides."""

    name: tuple[str, ...]
    gender: str = "-"
    kind: str = ""  # person, org, document or unknown
    described: set[str] = field(factory=set)
    former: set[str] = field(factory=set)  # what they were: tidligere direktør
    places: list[int] = field(factory=list)
    number: int = 0  # in the order they come up

    def is_named_near(self, place: int) -> bool:
        """Whether a reader at ``place`` still or soon has the name before her."""
        index = bisect_left(self.places, place - REACH)
        return index < len(self.places) and self.places[index] < place + REACH

    @property
    def text(self) -> str:
        return " ".join(self.name).replace(" ,", ",")  # Klima-, Energi- og Forsyningsministeriet


@define
class Mention:
    """A place where somebody could be meant by a later pronoun."""

    place: int
    entity: Entity | None
    phrase: Phrase
    subject: bool
    gender: str
    person: bool
    within: tuple[int, int] | None  # whose own words it stands in

"""What the rules read: a whole text as a story of scenes, one a paragraph, and who has claimed what of it so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set

from attrs import define, field

from quoteattr.danish.lexicon import CueLexicon
from quoteattr.grammar.reporting_clauses import Reporting, find_reportings
from quoteattr.page.quotation_marks import Stretch
from quoteattr.page.reading import Layout
from quoteattr.parse.passage import Passage, Token
from quoteattr.parse.sentences import TREELESS


@define
class Scene:
    """A passage with its reporting clauses and the marked stretches that touch it."""

    passage: Passage
    reportings: list[Reporting]
    stretches: list[Stretch]
    taken: set[int] = field(factory=set)  # verbs whose reporting clause has its content
    speech: list[tuple[int, int]] = field(factory=list)  # places that are somebody's own words

    def in_speech(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.speech)

    def free(self, reporting: Reporting) -> bool:
        """Whether a clause still looks for its content and nothing rules it out."""
        return reporting.verb not in self.taken and not reporting.barred

    def take(self, reporting: Reporting) -> None:
        """Give a clause its content: no other rule finds it free."""
        self.taken.add(reporting.verb)

    def claim(self, *pieces: tuple[int, int]) -> None:
        """Make pieces of the reading somebody's own words."""
        self.speech.extend(pieces)


@define
class Story:
    """A text: its scenes in order, and the marked stretches of all of them."""

    scenes: Sequence[Scene]
    stretches: Sequence[Stretch]

    def free_clauses(self) -> Iterator[tuple[Scene, Reporting]]:
        """The reporting clauses that still look for their content; what is taken meanwhile does not come up."""
        for scene in self.scenes:
            for reporting in scene.reportings:
                if scene.free(reporting):
                    yield scene, reporting

    def words(self, forms: Set[str]) -> Iterator[tuple[Scene, Token]]:
        """The words of these forms, in lower case, whose sentences have a tree: those that a trigger asks for."""
        for scene in self.scenes:
            if scene.passage.forms.isdisjoint(forms):
                continue
            for token in scene.passage.tokens:
                if token.lower in forms and token.deprel != TREELESS:
                    yield scene, token

    def scene_at(self, place: int) -> Scene | None:
        """The scene that holds a place of the reading."""
        number = bisect_right(self.scenes, place, key=_start) - 1
        return self.scenes[number] if number >= 0 and place < self.scenes[number].passage.end else None

    def take(self, reporting: Reporting) -> None:
        """Give a clause its content, in whichever scene it stands."""
        scene = self.scene_at(reporting.passage.start)
        if scene is not None:
            scene.take(reporting)

    def scenes_between(self, start: int, end: int) -> Iterator[Scene]:
        """The scenes that hold some of the places from ``start`` up to ``end``."""
        number = max(0, bisect_right(self.scenes, start, key=_start) - 1)
        while number < len(self.scenes) and self.scenes[number].passage.start < end:
            if start < self.scenes[number].passage.end:
                yield self.scenes[number]
            number += 1


def _start(scene: Scene) -> int:
    return scene.passage.start


def story_of(layout: Layout, passages: Sequence[Passage], lexicon: CueLexicon) -> Story:
    """The passages of a text with their reporting clauses and the marked stretches that touch them."""
    scenes = []
    first = 0  # stretches and passages lie in order: what ended before a passage is not looked at again
    for passage in passages:
        while first < len(layout.stretches) and layout.stretches[first].outer_end <= passage.start:
            first += 1
        last = first
        while last < len(layout.stretches) and layout.stretches[last].outer_start < passage.end:
            last += 1
        scenes.append(Scene(passage, find_reportings(passage, lexicon), layout.stretches[first:last]))
    return Story(scenes, layout.stretches)

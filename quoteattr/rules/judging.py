"""``X kalder Y »…«``, ``X anser Y for …``: a judgement whose object and predicate are the content.

Hun kalder forbuddet »ren symbolpolitik«.        content: forbuddet »ren symbolpolitik«
Partiet anser ham for at være uegnet.            content: ham for at være uegnet
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from quoteattr.candidates import Candidate, Scene, from_reporting
from quoteattr.content import clause_content, type_of
from quoteattr.marks import Stretch
from quoteattr.phrases import phrase_at
from quoteattr.reporting import Reporting

ID = "judging"
_REACH = 10


def find(scene: Scene) -> Iterator[Candidate]:
    for reporting in scene.reportings:
        if not scene.free(reporting) or not reporting.takes("judge-for") or reporting.subject is None:
            continue
        first = _object(scene, reporting)
        if first is None or not (_is_marked(scene, first) or _is_infinitive(scene, first)):
            continue
        content = _to_mark(scene, clause_content(scene, reporting, first))
        if content:
            scene.taken.add(reporting.verb)
            candidate = from_reporting(ID, type_of(scene, content), content, reporting)
            yield evolve(candidate, addressee=None)


def _object(scene: Scene, reporting: Reporting) -> int | None:
    """Where the one who is judged stands: right behind the verb, or behind its subject."""
    first = reporting.verb + 1
    if reporting.inverted and reporting.subject is not None:
        first = max(first, reporting.subject.last)
    tokens = scene.passage.tokens
    limit = scene.passage.sentence_of(reporting.verb).stop
    while first < limit and tokens[first].upos == "ADV":
        first += 1
    phrase = phrase_at(scene.passage, first, limit, full=False)
    return None if phrase is None or tokens[first].lower == "sig" else first


def _is_marked(scene: Scene, first: int) -> bool:
    """Whether marked words open within a few words of the object."""
    tokens = scene.passage.tokens
    start = tokens[first].start
    end = tokens[min(first + _REACH, scene.passage.sentence_of(first).stop) - 1].end
    return any(start < stretch.outer_start < end and not _is_nickname(scene, stretch) for stretch in scene.stretches)


def _is_nickname(scene: Scene, stretch: Stretch) -> bool:
    words = scene.passage.text[stretch.start : stretch.end].split()
    return len(words) <= 2 and words[0][0].isupper()


def _to_mark(scene: Scene, content: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Let the content reach at least to the end of the marks that the object leads to."""
    if not content:
        return content
    start, end = content[0]
    text = scene.passage.text
    for stretch in scene.stretches:
        if start < stretch.outer_start and text[end : stretch.outer_start].strip() in ("", "for", "som"):
            end = max(end, stretch.outer_end)
    return ((start, end),)


def _is_infinitive(scene: Scene, first: int) -> bool:
    """``for at være``, ``for at have``."""
    words = [token.lower for token in scene.passage.tokens[first : first + _REACH]]
    return any(words[i : i + 2] == ["for", "at"] and words[i + 2] in ("være", "have") for i in range(len(words) - 2))

"""The rules in their order, and one story out of their candidates: which of them stand, in text order.

Speech that is set off, by marks, a dash or a colon, is settled first and takes its reporting clauses with it.  The
rules of ``RULES`` then read what is left, in this order; a reporting clause has one content, so the first rule that
finds it keeps it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from quoteattr.danish.lexicon import CueLexicon
from quoteattr.grammar.reporting_clauses import find_reportings
from quoteattr.page.reading import Layout
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType
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
    turns,
)
from quoteattr.rules.candidates import Candidate, Scene

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
_SELF = frozenset(["jeg", "vi", "mig", "os"])
_PRONOUNS = frozenset("han hun de den det man".split())
_REACH = 20_000  # code points: no content is longer than that and the clause that reports it
_SAME = 0.8  # overlap from which two contents are one


def scenes_of(layout: Layout, passages: Sequence[Passage], lexicon: CueLexicon) -> list[Scene]:
    """The passages with their reporting clauses and the marked stretches that touch them."""
    scenes = []
    first = 0  # stretches and passages lie in order: what ended before a passage is not looked at again
    for passage in passages:
        while first < len(layout.stretches) and layout.stretches[first].outer_end <= passage.start:
            first += 1
        last = first
        while last < len(layout.stretches) and layout.stretches[last].outer_start < passage.end:
            last += 1
        scenes.append(Scene(passage, find_reportings(passage, lexicon), layout.stretches[first:last]))
    return scenes


def attribute(layout: Layout, scenes: Sequence[Scene]) -> list[Candidate]:
    """The attributions of a text: speech that is set off first, then what the rules find in the rest."""
    found = list(marks.find(scenes, layout.stretches))
    found += turns.find(scenes)
    found += colon.find(scenes)
    pointers = list(pointing.claim(scenes))
    for scene in scenes:
        _silence_own_words(scene)
        for rule in RULES:
            found += rule(scene)
    found += pointing.find(pointers, found)
    found.sort(key=lambda candidate: (candidate.content, candidate.type is not QuoteType.DIRECT))
    return _settle([candidate for candidate in found if not _is_own_echo(candidate, found)])


def _is_own_echo(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """``Hun siger, at hun mener, at …``: within a report, a pronoun that reports is its speaker again.

    Nor does a report without a speaker count there: ``Hun siger, at de har fået at vide, at …``.
    """
    if candidate.cue is None:
        return False
    if candidate.speaker is not None and [t.lower in _PRONOUNS for t in candidate.speaker.tokens] != [True]:
        return False
    place = candidate.cue[0]
    return any(
        other is not candidate
        and other.type is not QuoteType.DIRECT
        and any(start <= place < end for start, end in other.content)
        for other in _near(found, place)
    )


def _near(found: Sequence[Candidate], place: int) -> Sequence[Candidate]:
    """The candidates of a sorted list that start not too far from ``place`` to reach it."""
    first = bisect_left(found, place - _REACH, key=lambda candidate: candidate.start)
    return found[first : bisect_right(found, place + _REACH, key=lambda candidate: candidate.start)]


def _silence_own_words(scene: Scene) -> None:
    """What a quoted speaker says of her own saying is part of the quote."""
    tokens = scene.passage.tokens
    for reporting in scene.reportings:
        if not scene.in_speech(tokens[reporting.verb].start):
            continue
        subject = reporting.subject
        if subject is None or (len(subject.tokens) == 1 and subject.tokens[0].lower in _SELF):
            scene.taken.add(reporting.verb)


def _settle(found: list[Candidate]) -> list[Candidate]:
    """Of two candidates for the same words, neither of them somebody's direct speech, the first stands."""
    kept: list[Candidate] = []
    for candidate in found:
        if candidate.type is not QuoteType.DIRECT and any(
            _same(candidate, other) for other in _near(kept, candidate.start)
        ):
            continue
        kept.append(candidate)
    return kept


def _same(candidate: Candidate, other: Candidate) -> bool:
    if other.type is QuoteType.DIRECT or other.content[-1][1] <= candidate.start:
        return False
    shared = sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in candidate.content
        for other_start, other_end in other.content
    )
    size = max(_size(candidate), _size(other))
    return shared / size >= _SAME


def _size(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)

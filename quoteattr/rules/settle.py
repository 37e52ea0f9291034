"""One story out of the candidates of all rules: which of them stand, in text order, and what the others yield to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import define, field, frozen

from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate

_PRONOUNS = frozenset("han hun de den det man eget egne".split())  # ifølge eget udsagn
_REACH = 20_000  # code points: no content is longer than that and the clause that reports it
_SAME = 0.8  # overlap from which two contents are one


@frozen
class Lost:
    """A candidate that does not stand, the one that it yields to, and why."""

    candidate: Candidate
    to: Candidate
    why: str


@define
class Settled:
    """The candidates that stand, in text order, and those that do not."""

    stand: list[Candidate]
    lost: list[Lost] = field(factory=list)

    def drop(self, why: str, yields_to: Callable[[Candidate, Sequence[Candidate]], Candidate | None]) -> None:
        """Let those go that yield to another one."""
        pairs = [(candidate, yields_to(candidate, self.stand)) for candidate in self.stand]
        self.lost += [Lost(candidate, other, why) for candidate, other in pairs if other is not None]
        self.stand = [candidate for candidate, other in pairs if other is None]


def settle(candidates: Iterable[Candidate]) -> Settled:
    """Of two candidates for the same words the first stands, and none for a speaker's talk about her own talk."""
    settled = Settled(sorted(candidates, key=lambda candidate: (candidate.content, candidate.type.value != "direct")))
    settled.drop("some of its words are another's", _covering)
    settled.drop("a speaker's report of her own words", _echoed)
    settled.drop("another has the same words", _earlier)
    return settled


def _covering(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The one whose content or cue holds some words of a candidate that gives way to such, and says as much.

    ``Per Dal siger, at det haster. Det siger han til avisen.``: once is enough.  But what a paper reports may hold
    somebody else's report: ``Ministeren vil have, at broen lukkes. Det skriver Havnebladet.``
    """
    if not candidate.gives_way:
        return None
    others = (other for other in _near(found, candidate.start) if not other.gives_way and _speaks_for(other, candidate))
    return next((other for other in others if _overlaps(candidate, other)), None)


def _speaks_for(other: Candidate, candidate: Candidate) -> bool:
    """Whether two candidates for the same words are by one speaker, or the words are the other's own from the start."""
    if other.type is QuoteType.DIRECT or other.start <= candidate.start:
        return True  # »…,« siger Dal. Det skriver avisen; Broen lukkes, siger Dal. Det skriver avisen
    if candidate.speaker is None or _is_pronoun(candidate):
        return True
    return other.speaker is not None and other.speaker.text.lower() == candidate.speaker.text.lower()


def _is_pronoun(candidate: Candidate) -> bool:
    return candidate.speaker is not None and [t.lower in _PRONOUNS for t in candidate.speaker.tokens] == [True]


def _overlaps(candidate: Candidate, other: Candidate) -> bool:
    return any(
        start < own_end and own_start < end for start, end in _places(other) for own_start, own_end in candidate.content
    )


def _places(candidate: Candidate) -> Iterator[tuple[int, int]]:
    yield from candidate.content
    if candidate.cue is not None:
        yield candidate.cue


def _echoed(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """``Hun siger, at hun mener, at …``: within a report, a pronoun that reports is its speaker again.

    Nor does a report without a speaker count there: ``Hun siger, at de har fået at vide, at …``.
    """
    if candidate.cue is None:
        return None
    if candidate.speaker is not None and not _is_pronoun(candidate):
        return None
    place = candidate.cue[0]
    for other in _near(found, place):
        within = any(start <= place < end for start, end in other.content)
        reports = other is not candidate and not other.gives_way and other.type is not QuoteType.DIRECT
        if within and reports:
            return other
    return None


def _near(found: Sequence[Candidate], place: int) -> Sequence[Candidate]:
    """The candidates of a sorted list that start not too far from ``place`` to reach it."""
    first = bisect_left(found, place - _REACH, key=lambda candidate: candidate.start)
    return found[first : bisect_right(found, place + _REACH, key=lambda candidate: candidate.start)]


def _earlier(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The one before that has the same words, where neither is somebody's direct speech."""
    if candidate.type is QuoteType.DIRECT:
        return None
    for other in _near(found, candidate.start):
        if other is candidate:
            return None
        if _same(candidate, other):
            return other
    return None


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

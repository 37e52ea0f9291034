"""One story out of the candidates of all rules: which of them stand, in text order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate

_PRONOUNS = frozenset("han hun de den det man eget egne".split())  # ifølge eget udsagn
_REACH = 20_000  # code points: no content is longer than that and the clause that reports it
_SAME = 0.8  # overlap from which two contents are one


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand: of two for the same words the first, none for a speaker's talk about her own talk."""
    found = sorted(candidates, key=lambda candidate: (candidate.content, candidate.type is not QuoteType.DIRECT))
    found = [candidate for candidate in found if not (candidate.gives_way and _is_covered(candidate, found))]
    return _first_ones([candidate for candidate in found if not _is_own_echo(candidate, found)])


def _is_covered(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether some of a candidate's words are the content or the cue of another that says as much.

    ``Per Dal siger, at det haster. Det siger han til avisen.``: once is enough.  But what a paper reports may hold
    somebody else's report: ``Ministeren vil have, at broen lukkes. Det skriver Havnebladet.``
    """
    return any(
        start < own_end and own_start < end
        for other in _near(found, candidate.start)
        if not other.gives_way and _speaks_for(other, candidate)
        for start, end in _places(other)
        for own_start, own_end in candidate.content
    )


def _speaks_for(other: Candidate, candidate: Candidate) -> bool:
    """Whether two candidates for the same words are by one speaker, or the words are the other's own from the start."""
    if other.type is QuoteType.DIRECT or other.start <= candidate.start:
        return True  # »…,« siger Dal. Det skriver avisen; Broen lukkes, siger Dal. Det skriver avisen
    if candidate.speaker is None or _is_pronoun(candidate):
        return True
    return other.speaker is not None and other.speaker.text.lower() == candidate.speaker.text.lower()


def _is_pronoun(candidate: Candidate) -> bool:
    return candidate.speaker is not None and [t.lower in _PRONOUNS for t in candidate.speaker.tokens] == [True]


def _places(candidate: Candidate) -> Iterator[tuple[int, int]]:
    yield from candidate.content
    if candidate.cue is not None:
        yield candidate.cue


def _is_own_echo(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """``Hun siger, at hun mener, at …``: within a report, a pronoun that reports is its speaker again.

    Nor does a report without a speaker count there: ``Hun siger, at de har fået at vide, at …``.
    """
    if candidate.cue is None:
        return False
    if candidate.speaker is not None and not _is_pronoun(candidate):
        return False
    place = candidate.cue[0]
    return any(
        other is not candidate
        and not other.gives_way
        and other.type is not QuoteType.DIRECT
        and any(start <= place < end for start, end in other.content)
        for other in _near(found, place)
    )


def _near(found: Sequence[Candidate], place: int) -> Sequence[Candidate]:
    """The candidates of a sorted list that start not too far from ``place`` to reach it."""
    first = bisect_left(found, place - _REACH, key=lambda candidate: candidate.start)
    return found[first : bisect_right(found, place + _REACH, key=lambda candidate: candidate.start)]


def _first_ones(found: list[Candidate]) -> list[Candidate]:
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

"""Who is it: from the words beside the cue to a name.

A surname becomes the full name that the text gives, ``hun`` the woman last spoken of, ``overvågningsgruppen`` the
organisation that was called so, a turn without a reporting clause goes to whoever has the floor.  What a reader
could not tell stays None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.free_speech import meant_by_place
from quoteattr.speakers.headlines import with_headlines
from quoteattr.speakers.memory import Answer, Memory
from quoteattr.speakers.mentions import meant_by_mention
from quoteattr.speakers.pronouns import read_on
from quoteattr.speakers.turn_signs import is_heard_behind

_AHEAD = 8  # quotes that a reader looks on to, to see whose a run of turns is


def speakers_of(candidates: Sequence[Candidate], cast: Cast) -> list[str | None]:
    """For each candidate, in text order, the resolved name of its speaker, or None where a reader cannot tell."""
    return with_headlines(candidates, [answer.name for answer, _ in answers(candidates, cast)], cast)


def answers(candidates: Sequence[Candidate], cast: Cast) -> Iterator[tuple[Answer, Memory]]:
    """For each candidate, in text order, who says it, and what a reader remembers at that place."""
    memory = Memory(cast)
    for number, candidate in enumerate(candidates, 1):
        memory.ahead = candidates[number : number + _AHEAD]
        answer = answer_for(candidate, memory)
        yield answer, memory
        memory.keep(candidate, answer)


def answer_for(candidate: Candidate, memory: Memory) -> Answer:
    """Who says a quote: whoever its mention means, else whoever its place in the story gives the word to."""
    mention = candidate.speaker or candidate.hint
    read_on(memory, mention.start if mention is not None else candidate.start)
    if mention is not None:
        return meant_by_mention(candidate, memory)
    if candidate.carried or is_heard_behind(candidate):
        return meant_by_place(candidate, memory)
    return Answer(None)

"""Headlines and pull quotes that repeat a quote: whose words they are is told where it stands in full."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate

_REPEATED_WITHIN = 40  # quotes between a headline, or a pull quote, and the words that it repeats
_SHORTEST = 3  # spaces around the words of a headline that says something
_WORD = regex.compile(r"\w+")


def with_headlines(candidates: Sequence[Candidate], names: Sequence[str | None]) -> list[str | None]:
    """The names of the speakers, those of quotes without cue and name from the later or earlier one with their words."""
    words = [_words(candidate) if candidate.type is QuoteType.DIRECT else "" for candidate in candidates]
    named = list(names)
    for place, candidate in enumerate(candidates):
        headline = words[place] or _words(candidate)
        if candidate.cue is None and _is_unnamed(candidate.speaker) and headline.count(" ") > _SHORTEST:
            near = (*range(place + 1, place + 1 + _REPEATED_WITHIN), *range(place - 1, place - 1 - _REPEATED_WITHIN, -1))
            full = (other for other in near if 0 <= other < len(words) and names[other] and headline in words[other])
            named[place] = next((names[other] for other in full), named[place])
    return named


def _is_unnamed(speaker: Phrase | None) -> bool:
    """``Oberst: »…«``, or nobody at all."""
    return speaker is None or not any(token.is_name for token in speaker.tokens)


def _words(candidate: Candidate) -> str:
    """The words of a content with a space on either side of each."""
    text = candidate.passage.text
    pieces = " ".join(text[start:end] for start, end in candidate.content)
    return f" {' '.join(_WORD.findall(pieces.lower()))} "

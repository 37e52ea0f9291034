"""Headlines and pull quotes: whose words they are is told where the quote stands in full, or who speaks below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from quoteattr.danish.called_too import is_calling, may_be_called
from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.turn_signs import is_label

_WITHIN = 40  # quotes between a headline, or a pull quote, and the words that it repeats
_SHORTEST = 3  # spaces around the words of a headline that says something
_HOSTS = frozenset("vært interviewer journalist reporter ordstyrer moderator dirigent spørger".split())
_WORD = regex.compile(r"\w+")


def with_headlines(candidates: Sequence[Candidate], names: Sequence[str | None], cast: Cast) -> list[str | None]:
    """The names of the speakers, those of quotes without cue and name from the quotes that they repeat or head."""
    words = [_words(candidate) if candidate.type is QuoteType.DIRECT else "" for candidate in candidates]
    named = list(names)
    for place, candidate in enumerate(candidates):
        if candidate.cue is not None or not _is_unnamed(candidate.speaker):
            continue
        headline = words[place] or _words(candidate)
        near = (*range(place + 1, place + 1 + _WITHIN), *range(place - 1, place - 1 - _WITHIN, -1))
        full = (other for other in near if 0 <= other < len(words) and names[other] and headline in words[other])
        repeated = next(full, None) if headline.count(" ") > _SHORTEST else None
        if repeated is not None:
            named[place] = names[repeated]
        label = candidate.speaker or candidate.hint
        if repeated is None and label is not None and names[place] == label.text and is_label(candidate):
            named[place] = _heard_below(label, names[place + 1 : place + 1 + _WITHIN], cast) or names[place]
    return named


def _heard_below(label: Phrase, names: Sequence[str | None], cast: Cast) -> str | None:
    """``Nabo: »Jeg hørte et brag«``: who says most below, of those whom the text calls nothing else."""
    noun = label.tokens[-1].lower
    if not is_calling(noun) or noun in _HOSTS:
        return None
    heard = Counter(name for name in names if name is not None and _may_be(noun, name, cast)).most_common(2)
    return heard[0][0] if heard and (len(heard) == 1 or heard[0][1] > heard[1][1]) else None


def _may_be(noun: str, name: str, cast: Cast) -> bool:
    entity = cast.by_text(name)
    if entity is None or entity.kind != "person":
        return False
    return not any(map(is_calling, entity.described)) or may_be_called(noun, entity.described)


def _is_unnamed(speaker: Phrase | None) -> bool:
    """``Oberst: »…«``, or nobody at all."""
    return speaker is None or not any(token.is_name for token in speaker.tokens)


def _words(candidate: Candidate) -> str:
    """The words of a content with a space on either side of each."""
    text = candidate.passage.text
    pieces = " ".join(text[start:end] for start, end in candidate.content)
    return f" {' '.join(_WORD.findall(pieces.lower()))} "

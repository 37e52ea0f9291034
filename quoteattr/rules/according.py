"""``ifølge X``, ``efter X' opfattelse``: a phrase vouches for the clause around it.

Ifølge politiet er ingen kommet til skade.       content: er ingen kommet til skade
Broen er ifølge rapporten slidt.                 two pieces
Han er rejst, siger sønnen ifølge BBC.           *ifølge* beside a speaker is the via: not this rule
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.candidates import Candidate, Scene
from quoteattr.content import trim, type_of
from quoteattr.phrases import Phrase, phrase_at

ID = "according"
_VIEWS = """mening opfattelse vurdering skøn udsagn opgørelse beregning beregninger opfattelse udtalelse
    oplysning oplysninger forklaring vidneudsagn påstand ord""".split()


def find(scene: Scene) -> Iterator[Candidate]:
    tokens = scene.passage.tokens
    for index, token in enumerate(tokens):
        if token.lower == "ifølge":
            yield from _vouched(scene, index, index + 1, (token.start, token.end))
        elif token.lower == "følge" and index and tokens[index - 1].lower == "i":
            yield from _vouched(scene, index - 1, index + 1, (tokens[index - 1].start, token.end))
        elif token.lower == "efter":
            yield from _viewed(scene, index)


def _viewed(scene: Scene, index: int) -> Iterator[Candidate]:
    """``efter ministerens mening``: the phrase ends with a noun of opinion, the speaker is its genitive."""
    tokens = scene.passage.tokens
    limit = scene.passage.sentence_of(index).stop
    phrase = phrase_at(scene.passage, index + 1, limit, full=False)
    if phrase is None or tokens[phrase.last - 1].lower not in _VIEWS or phrase.last - phrase.first < 2:
        return
    speaker = Phrase(scene.passage, phrase.first, phrase.last - 1)
    yield from _content(scene, index, phrase.last, (tokens[index].start, tokens[index].end), speaker)


def _vouched(scene: Scene, first: int, named: int, cue: tuple[int, int]) -> Iterator[Candidate]:
    limit = scene.passage.sentence_of(first).stop
    speaker = phrase_at(scene.passage, named, limit)
    if speaker is None or _is_channel(scene, first):
        return
    tokens = scene.passage.tokens
    last = _behind_relative(scene, speaker.last, limit)
    if tokens[last - 1].lower in _VIEWS and last - speaker.first > 1:
        speaker = Phrase(scene.passage, speaker.first, last - 1)
    yield from _content(scene, first, last, cue, speaker)


def _behind_relative(scene: Scene, last: int, limit: int) -> int:
    """``Ifølge X, der leder arbejdet, er …``: the index behind a relative clause to the speaker."""
    tokens = scene.passage.tokens
    if last + 1 >= limit or tokens[last].form != "," or tokens[last + 1].lower not in ("der", "som"):
        return last
    return next((index for index in range(last + 2, limit) if tokens[index].form == ","), last)


def _is_channel(scene: Scene, first: int) -> bool:
    """Whether a reporting clause with a speaker of its own holds the phrase or ends right before it."""
    return any(
        reporting.verb in scene.taken and reporting.subject is not None and reporting.first <= first <= reporting.last
        for reporting in scene.reportings
    )


def _content(scene: Scene, first: int, last: int, cue: tuple[int, int], speaker: Phrase) -> Iterator[Candidate]:
    passage = scene.passage
    tokens = passage.tokens
    sentence = passage.sentence_of(first)
    start, stop = _clause_bounds(scene, sentence, first)
    pieces = []
    if first > start:
        pieces.append(trim(passage.text, tokens[start].start, tokens[first].start))
    if last < stop:
        pieces.append(trim(passage.text, tokens[last].start, tokens[stop - 1].end))
    content = tuple(piece for piece in pieces if piece)
    if content:
        yield Candidate(ID, type_of(scene, content), content, passage, cue, speaker)


def _clause_bounds(scene: Scene, sentence: range, first: int) -> tuple[int, int]:
    """The clause that the phrase vouches for: its sentence, less what another reporting clause has."""
    tokens = scene.passage.tokens
    start, stop = sentence.start, sentence.stop
    place = tokens[first].start
    for speech_start, speech_end in scene.speech:
        if speech_start <= place < speech_end:
            start = max(start, scene.passage.token_at(speech_start))
            stop = min(stop, scene.passage.token_at(speech_end - 1) + 1)
    for reporting in scene.reportings:
        if reporting.verb in scene.taken and reporting.verb in range(start, stop):
            if reporting.last <= first and not reporting.inverted:
                start = max(start, reporting.last)
            elif reporting.first > first:
                stop = min(stop, reporting.first)
    for index in range(first, stop - 1):  # …, men arbejdet er aldrig begyndt
        rest = tokens[index + 2 : stop]
        clause = any(token.upos in ("VERB", "AUX") and "VerbForm=Fin" in token.feats for token in rest)
        if tokens[index].form == "," and tokens[index + 1].lower == "men" and clause:
            stop = index
            break
    while start < first and (tokens[start].is_punct or tokens[start].lower == "at"):
        start += 1
    return start, stop

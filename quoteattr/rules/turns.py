"""A paragraph, or a sentence, that opens with a dash is somebody's turn to speak.

- Broen skal lukkes, siger formanden. Vi har ikke råd.    two pieces: what follows goes on with the speech
- Broen, siger han, skal lukkes.                           two pieces
– Hvad nu?                                                 nobody is named: whoever has the turn
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from attrs import evolve

from quoteattr.danish.closed_classes import DASHES, FIRST_PERSON
from quoteattr.danish.lexicon import given_names
from quoteattr.grammar.impersonal_reports import is_impersonal, source_of
from quoteattr.grammar.reporting_clauses import Reporting, improvised
from quoteattr.parse.passage import Passage, Token
from quoteattr.quotes import QuoteType
from quoteattr.rules.before_a_colon import introduced, leading_clause
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import is_aside, pointing_back
from quoteattr.rules.speech_or_story import is_speech, signs_of_speech
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word, cue_verb, verb_behind_mark

ID, FREE = "turn", "turn-free"
_INNER_DASH = regex.compile(r"(?<=[.!?:…]\s)[-–—]\s?(?=\p{Lu})")
_RUN = 100  # turns of an unbroken run that are looked at


def find(story: Story) -> Iterator[Candidate]:
    """Candidates for the dash turns; their places become speech of the scenes."""
    found = _without_lists(story, list(_turns(story)))
    for place, (number, candidate) in enumerate(found):
        yield _answered_later(candidate, number, found[max(0, place - _RUN) : place], found[place + 1 : place + _RUN])


RULE = Rule((ID, FREE), find, triggers=(Word([":"]), cue_verb, verb_behind_mark))


def _without_lists(story: Story, found: list[tuple[int, Candidate]]) -> list[tuple[int, Candidate]]:
    """Drop the items of a list (*Sådan gør du:*, then lines with dashes)."""
    dropped: set[int] = set()
    for run in _runs(found):
        first = run[0][0]
        before = story.scenes[first - 1].passage if first else None
        leads = before is not None and before.speech is None and before.tokens[-1:] and before.tokens[-1].form == ":"
        if leads and len(run) > 1 and all(_is_bare(item) for _, item in run):
            dropped.update(number for number, _ in run)
    for number in dropped:
        story.scenes[number].speech.clear()
    return [(number, candidate) for number, candidate in found if number not in dropped]


def _runs(found: list[tuple[int, Candidate]]) -> Iterator[list[tuple[int, Candidate]]]:
    """The turns of paragraphs that follow one another."""
    run: list[tuple[int, Candidate]] = []
    for number, candidate in found:
        if run and number != run[-1][0] + 1:
            yield run
            run = []
        run.append((number, candidate))
    if run:
        yield run


def _is_bare(candidate: Candidate) -> bool:
    return candidate.cue is None and candidate.speaker is None and candidate.hint is None


def _answered_later(
    candidate: Candidate, number: int, before: list[tuple[int, Candidate]], after: list[tuple[int, Candidate]]
) -> Candidate:
    """In an unbroken run of turns, an answer before the first report belongs to whoever that report names."""
    if not candidate.carried or candidate.hint is not None or candidate.speaker is not None:
        return candidate
    text = candidate.passage.text
    if text[candidate.content[-1][1] - 1] == "?":
        return candidate
    asked = False
    for distance, (other_number, other) in enumerate(reversed(before), 1):
        if other_number != number - distance:
            break
        if not other.carried:
            return candidate
        asked = asked or text[other.content[-1][1] - 1] == "?"
    for distance, (other_number, other) in enumerate(after, 1):
        if not asked or other_number != number + distance:
            break
        if other.speaker is not None:
            return evolve(candidate, hint=other.speaker)
    return candidate


def _turns(story: Story) -> Iterator[tuple[int, Candidate]]:
    """Each turn with the number of its paragraph."""
    scenes = story.scenes
    for number, scene in enumerate(scenes):
        stretches = list(_stretches(scene))
        for start, end in stretches:
            candidate = _turn(scene, start, end, among=len(stretches) > 1)
            if candidate is None:
                continue
            scene.claim(*candidate.content)
            if candidate.carried and number and _brought_up(scenes[number - 1]):
                candidate = _introduce(candidate, scenes[number - 1])
            if candidate.carried and candidate.hint is None and number + 1 < len(scenes):
                candidate = _looked_back_on(candidate, scenes[number + 1])
            yield number, candidate


def _stretches(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the turns of a paragraph start and how far each reaches.

    A text that has lost its line breaks holds several; a dash behind a turn's clause opens another one only if that
    has a clause of its own (``- Nej, siger Dal. Mødet slutter. - Jo, siger Holm.``), else the turn goes on.
    """
    passage = scene.passage
    inner = [m.end() for m in _INNER_DASH.finditer(passage.text, passage.start, passage.end)]
    starts = [*([] if passage.speech is None else [passage.speech]), *inner]
    starts = [start for start in starts if passage.tokens and not scene.in_speech(start + 1)]
    for place, start in enumerate(starts[1:], 1):
        first, last = (passage.token_at(end) for end in (start, [*starts, passage.end][place + 1]))
        if _reporting(scene, first, last) is None:
            starts[place] = -1
    starts = [start for start in starts if start >= 0]
    yield from pairwise([*starts, passage.end])


def _brought_up(scene: Scene) -> bool:
    """Whether the paragraph before ends with a colon."""
    tokens = scene.passage.tokens
    told = scene.passage.speech is None or leading_clause(scene) is not None  # - Ja, siger hun og fortsætter:
    return bool(tokens) and tokens[-1].form == ":" and told


def _introduce(candidate: Candidate, before: Scene) -> Candidate:
    """Give a turn the reporting clause, or else the people, of the paragraph that leads in to it with a colon."""
    reporting = leading_clause(before)
    if reporting is not None:
        before.take(reporting)
        return from_reporting(ID, QuoteType.DIRECT, candidate.content, reporting)
    speaker, hint = introduced(before, before.passage.end - 1)
    return evolve(candidate, speaker=speaker, hint=hint)


def _looked_back_on(candidate: Candidate, following: Scene) -> Candidate:
    """``- Vi er glade.`` and then a paragraph ``Det siger formanden.``"""
    reporting = pointing_back(following, 0) if following.passage.speech is None else None
    if reporting is None or reporting.cue.kind == "show":
        return candidate  # Det fremgår af et notat
    following.take(reporting)
    reported = from_reporting(ID, QuoteType.DIRECT, candidate.content, reporting)
    source = source_of(reporting) if is_impersonal(reporting) else reported.speaker
    return evolve(reported, passage=candidate.passage, speaker=source)


def _turn(scene: Scene, start: int, end: int, among: bool) -> Candidate | None:
    """The turn in a stretch; where it is one ``among`` others, what follows its clause without a dash is the story."""
    passage = scene.passage
    first, last = passage.token_at(start), passage.token_at(end)
    reporting = _reporting(scene, first, last)
    for sentence in _sentences(passage, first + 1, last) if reporting is None else ():
        reporting = pointing_back(scene, sentence.start)
        if reporting is not None and _is_own(reporting):
            reporting = None  # - Kommer I i dag? Det må I undskylde.
        if reporting is not None:  # - Det haster. Sådan lyder det fra formanden.
            last, end = sentence.start, passage.tokens[sentence.start].start
            break
    if reporting is None:
        asked = _authors(scene, first, last)
        if asked is not None:
            piece = trim(passage.text, start, passage.tokens[asked.finite].start)
            scene.take(asked)
            return Candidate(FREE, QuoteType.DIRECT, (piece,), passage) if piece else None
        piece = trim(passage.text, start, end, full_stop=False)
        return Candidate(FREE, QuoteType.DIRECT, (piece,), passage, carried=True) if piece else None
    scene.take(reporting)
    pointed = end <= passage.tokens[reporting.finite].start
    piece = trim(passage.text, start, min(end, passage.tokens[reporting.finite].start), full_stop=not pointed)
    if piece is None:
        return None
    content = [piece, *(() if pointed else _going_on(passage, reporting, first, last, among))]
    candidate = from_reporting(ID, QuoteType.DIRECT, tuple(content), reporting)
    if is_impersonal(reporting) or reporting.cue.kind == "sound":
        candidate = evolve(candidate, speaker=source_of(reporting))
    return candidate


def _reporting(scene: Scene, first: int, last: int) -> Reporting | None:
    """The clause that reports the turn: the first turned-round one that is not itself within marks."""
    asides = [
        reporting
        for reporting in scene.reportings
        if first < reporting.finite < last
        and is_aside(scene, reporting)
        and not _has_own_content(scene.passage, reporting)
        and not scene.in_speech(scene.passage.tokens[reporting.finite].start)
    ]
    if asides:  # må juristerne finde ud af, siger hun: the plain verb reports
        return min(asides, key=lambda reporting: reporting.finite != reporting.verb)
    for index in range(first + 1, last):
        if scene.passage.tokens[index - 1].form in (",", "!", "?") and not scene.in_speech(
            scene.passage.tokens[index].start
        ):
            found = improvised(scene.passage, index)
            if found is not None:
                return found
    return None


def _authors(scene: Scene, first: int, last: int) -> Reporting | None:
    """``- Hvad så med pakkerne? spurgte jeg.``: the author's clause at the end of a turn."""
    tokens = scene.passage.tokens
    for reporting in scene.reportings:
        who = reporting.subject.text.lower() if reporting.subject is not None else ""
        ends = reporting.finite > first and reporting.last in (last, last - 1)
        if who == "jeg" and ends and reporting.cue.kind == "ask" and tokens[reporting.finite - 1].is_punct:
            return reporting
    return None


def _is_own(reporting: Reporting) -> bool:
    """Whether who speaks tells of her own or her hearer's saying."""
    subject = reporting.subject
    return subject is not None and subject.tokens[0].lower in FIRST_PERSON


def _has_own_content(passage: Passage, reporting: Reporting) -> bool:
    """``Spørger man ham, svarer han, at …``: a clause with a content of its own reports nothing around it."""
    last = reporting.subject.last if reporting.subject is not None else reporting.last
    behind = [token.lower for token in passage.tokens[last : last + 2]]
    before = passage.tokens[reporting.finite - 2].lower if reporting.finite > 1 else ""
    goes_on = before in ("er", "var", "bliver")  # Problemet er, siger hun, at …
    return not goes_on and (behind[:1] == ["at"] or behind == [",", "at"])


def _going_on(passage: Passage, reporting: Reporting, first: int, limit: int, among: bool) -> Iterator[tuple[int, int]]:
    """The speech behind the reporting clause: the rest of its sentence, then sentences until narration sets in."""
    tokens = passage.tokens
    sentence = passage.sentence_of(reporting.verb)
    after = min(limit, _sentence_stop(passage, reporting.last, sentence.stop))
    start = None
    if (
        reporting.last < after - 1
        and tokens[reporting.last].form == ","
        and _completes(passage, reporting, first, after)
    ):
        start = tokens[reporting.last + 1].start
    last = after
    parts = list(_sentences(passage, after, limit))
    resumed = next((part for part in parts if tokens[part.start].form in DASHES), None)
    if resumed is not None and start is None:
        # a dash takes the speech up again: what stands before it is the story
        piece = trim(passage.text, tokens[resumed.start].end, tokens[limit - 1].end, full_stop=False)
        if piece:
            yield piece
        return
    for part in () if among else parts:
        if not is_speech(passage, part, reporting):
            break
        start = tokens[part.start].start if start is None else start
        last = part.stop
    if start is not None:
        piece = trim(passage.text, start, tokens[last - 1].end, full_stop=False)
        if piece:
            yield piece


def _sentence_stop(passage: Passage, index: int, limit: int) -> int:
    """The index behind the full stop that ends the reporting clause's sentence."""
    for place in range(index, limit):
        if passage.tokens[place].form in (".", "!", "?", "…") or passage.tokens[place].form.endswith(".."):
            return place + 1
    return limit


def _sentences(passage: Passage, first: int, limit: int) -> Iterator[range]:
    for sentence in passage.sentences:
        if sentence.stop > first and sentence.start < limit:
            yield range(max(first, sentence.start), min(sentence.stop, limit))


def _completes(passage: Passage, reporting: Reporting, first: int, after: int) -> bool:
    """Whether the words behind ``, siger han,`` go on with the turn: not a relative clause or an adverbial."""
    tokens = passage.tokens
    opening = tokens[reporting.last + 1]
    if opening.form in DASHES:
        return True  # Den er fin, ler han, - men dyr
    if tokens[reporting.finite - 1].form in ("?", "!") and opening.upos == "CCONJ" and _shares_subject(tokens, opening):
        return False  # Kommer du? spurgte han og blev stående
    if opening.lower in ("der", "som", "mens", "hvor", "idet", "da", "efter", "inden", "før", "hvis"):
        return False
    if tokens[reporting.last - 1].upos == "ADP":
        return False  # siger han med henvisning til, at …
    before = tokens[first : reporting.finite]
    if not any(token.is_finite for token in before):
        return True
    rest = tokens[reporting.last + 1 : after]
    if opening.lower == "og" and _tells_of(reporting, rest):
        return False  # sagde han, og så lo han
    finite = any(token.is_finite for token in rest)
    return finite and (opening.lower in ("og", "men", "at", "for", "så") or any(signs_of_speech(rest)))


def _tells_of(reporting: Reporting, rest: Sequence[Token]) -> bool:
    """Whether the past of *han* or *hun*, by whom something was said, is told behind *og*."""
    subject, verb = reporting.subject, reporting.passage.tokens[reporting.finite]
    finite = next((token for token in rest if token.is_finite), None)
    if subject is None or finite is None or any(signs_of_speech(rest)):
        return False
    speaker = next((token for token in subject.tokens if token.is_given_name), subject.tokens[0])
    own = {"m": "han", "f": "hun"}.get(given_names().get(speaker.form, "-"), speaker.lower)
    past = verb.is_past and finite.is_past
    return past and any(token.lower == own for token in rest[:4])


def _shares_subject(tokens: Sequence[Token], conjunction: Token) -> bool:
    """Whether a finite verb stands right behind a conjunction."""
    behind = conjunction.index + 1
    return behind < len(tokens) and tokens[behind].is_finite

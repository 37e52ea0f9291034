"""``ifølge X``, ``efter X' opfattelse``: a phrase vouches for the clause around it.

Ifølge politiet er ingen kommet til skade.       content: er ingen kommet til skade
Broen er ifølge rapporten slidt.                 two pieces
Han er rejst, siger sønnen ifølge BBC.           *ifølge* beside a speaker is the via: not this rule
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.danish.closed_classes import OURS, VIEWS
from quoteattr.grammar.noun_phrases import Phrase, phrase_at, phrase_before
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.parse.passage import Passage, Token
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import behind_label, trim, type_of, within_marks
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word

ID = "according"
_PREPOSITIONS = frozenset(["ifølge", "følge", "efter"])
# ifølge planen: nobody has said it
_NOBODY = frozenset("planen planerne traditionen programmet naturen kalenderen sagens".split())
_WHICH = frozenset(["hvilken", "hvilket", "hvilke"])
_OWN = frozenset(["eget", "egen", "egne"])
_SPOKEN = frozenset(["ord", "forklaring", "udtalelse"])  # after which something happens


def find(story: Story) -> Iterator[Candidate]:
    for scene, token in story.words(_PREPOSITIONS):
        before = scene.passage.tokens[token.index - 1] if token.index else None
        if token.lower == "ifølge":
            yield from _vouched(scene, token.index, token.index + 1, (token.start, token.end))
        elif token.lower == "efter":
            yield from _viewed(scene, token.index)
        elif before is not None and before.lower == "i":  # i følge
            yield from _vouched(scene, before.index, token.index + 1, (before.start, token.end))


RULE = Rule((ID,), find, triggers=(Word(["ifølge", "følge"]), Word(["efter"], beside=VIEWS | {"oplyste"})))


def _viewed(scene: Scene, index: int) -> Iterator[Candidate]:
    """``efter ministerens mening``: a noun of opinion, the speaker is its genitive; not ``efter hans ord gik de``.

    ``efter det oplyste`` has nobody for it.
    """
    tokens = scene.passage.tokens
    limit = scene.passage.sentence_of(index).stop
    if [token.lower for token in tokens[index + 1 : index + 3]] == ["det", "oplyste"]:
        yield from _content(scene, index, index + 3, (tokens[index].start, tokens[index].end), None)
        return
    phrase = phrase_at(scene.passage, index + 1, limit, full=False)
    views = [token.index for token in phrase.tokens[1:] if token.lower in VIEWS - _SPOKEN] if phrase is not None else []
    if phrase is None or not views or tokens[phrase.first].lower in OURS or not _is_owned(phrase, views[0]):
        return  # efter min mening, efter en længere beregning
    own = views[0] - 1 > phrase.first and tokens[views[0] - 1].lower in _OWN  # efter hendes eget skøn
    speaker = Phrase(scene.passage, phrase.first, views[0] - own)  # efter partiets mening fejl og mangler
    yield from _content(scene, index, views[0] + 1, (tokens[index].start, tokens[index].end), speaker)


def _is_owned(phrase: Phrase, view: int) -> bool:
    """``efter græsk opfattelse``, ``efter ministerens mening``; not ``efter en længere beregning``."""
    before = phrase.passage.tokens[view - 1]
    return _is_owner(before) or (before.upos == "ADJ" and view - 1 == phrase.first)


def _vouched(scene: Scene, first: int, named: int, cue: tuple[int, int]) -> Iterator[Candidate]:
    limit = scene.passage.sentence_of(first).stop
    speaker = phrase_at(scene.passage, named, limit)
    if speaker is None or _is_channel(scene, first):
        return
    tokens = scene.passage.tokens
    if tokens[named].lower in _WHICH:
        following = tokens[named + 1] if named + 1 < limit else tokens[named]
        bare = following.upos == "NOUN" and not ("Plur" in following.feats or following.is_definite)
        if not bare and first > 0 and tokens[first - 1].form == ",":  # not ifølge hvilken lov
            which = phrase_before(scene.passage, first - 1, scene.passage.sentence_of(first).start)
            yield from _content(scene, first, named + 1, cue, which)
        return
    last = _behind_relative(scene, speaker.last, limit)
    if tokens[last - 1].lower in VIEWS and last - speaker.first > 1 and _is_owner(tokens[last - 2]):
        own = last - 2 > speaker.first and tokens[last - 2].lower in _OWN  # ministeriets egne beregninger
        speaker = Phrase(scene.passage, speaker.first, last - 1 - own)
    if speaker.tokens[-1].lower in _NOBODY or _points_back(scene, first):
        return
    last = _behind_participle(scene, first, last, limit)
    yield from _content(scene, first, last, cue, speaker)


def _is_owner(token: Token) -> bool:
    own = token.lower in _OWN  # efter eget udsagn
    return own or token.is_genitive or token.is_possessive or token.form.endswith(("s", "'", "’"))


def _points_back(scene: Scene, first: int) -> bool:
    """``Det oplyser hæren ifølge Reuters``: the phrase is the channel of a report on the sentence before."""
    sentence = scene.passage.sentence_of(first)
    opening = scene.passage.tokens[sentence.start].lower
    return opening in ("det", "sådan", "således") and any(
        reporting.finite == sentence.start + 1 and reporting.inverted and first <= reporting.last + 1
        for reporting in scene.reportings
    )


def _behind_participle(scene: Scene, first: int, last: int, limit: int) -> int:
    """``Ifølge en måling foretaget af Gallup er …``: the index behind a participle clause of the speaker."""
    tokens = scene.passage.tokens
    opens = first == scene.passage.sentence_of(first).start
    if not opens or last >= limit or not tokens[last].is_participle:
        return last
    finite = (i for i in range(last, limit) if tokens[i].is_finite)
    return next(finite, last)


def _behind_relative(scene: Scene, last: int, limit: int) -> int:
    """``Ifølge X, der leder arbejdet, er …``: the index behind a relative clause to the speaker."""
    tokens = scene.passage.tokens
    if last + 1 >= limit or tokens[last].form != "," or tokens[last + 1].lower not in ("der", "som"):
        return last
    return next((index for index in range(last + 2, limit) if tokens[index].form == ","), last)


def _is_channel(scene: Scene, first: int) -> bool:
    """Whether a reporting clause with a speaker of its own holds the phrase or ends right before it."""
    return any(
        reporting.verb in scene.taken
        and reporting.subject is not None
        and reporting.first <= first <= reporting.last + (scene.passage.tokens[first - 1].form == ",")
        for reporting in scene.reportings
    )


def _content(scene: Scene, first: int, last: int, cue: tuple[int, int], speaker: Phrase | None) -> Iterator[Candidate]:
    passage = scene.passage
    tokens = passage.tokens
    sentence = passage.sentence_of(first)
    start, stop = _clause_bounds(scene, sentence, first, last)
    pieces = []
    if first > start:
        pieces.append(trim(passage.text, tokens[start].start, tokens[first].start))
    if last < stop:
        pieces.append(trim(passage.text, tokens[last].start, tokens[stop - 1].end))
    content = tuple(within_marks(scene, piece) for piece in pieces if piece)
    if content:
        yield Candidate(ID, type_of(scene, content), content, passage, cue, speaker)


def _clause_start(passage: Passage, sentence: range, first: int, last: int) -> int:
    """Where the innermost clause around the phrase begins.

    In a subordinate clause the phrase stands before the finite verb: ``de 95 pct., som ifølge WHO er nok``; there the
    clause begins with its relative pronoun, or behind its conjunction.  A main clause begins behind the conjunction
    that joins it to another: ``…, og ifølge X vil der``, ``…, men tallet er ifølge X lavere``.
    """
    tokens = passage.tokens
    finite = False
    for index in range(first - 1, sentence.start, -1):
        token = tokens[index]
        finite = finite or token.is_finite
        if token.form in ".!?":
            return index + 1  # two sentences that the tokenizer took for one
        if not finite and (opening := _subordinate_start(passage, index, first)):
            return opening
        if token.lower in ("og", "men") and _joins_here(passage, index, range(first, last), finite):
            return index + 1
    return sentence.start


def _subordinate_start(passage: Passage, index: int, first: int) -> int:
    """Where a subordinate clause begins whose pronoun or conjunction stands at ``index``; 0 where none does."""
    tokens, token = passage.tokens, passage.tokens[index]
    if token.lower == "der" and tokens[index - 1].lower == "hvad":
        return index - 1
    if token.lower in ("som", "der") and (token.upos in ("PRON", "SCONJ") or index + 1 < first):
        if not tokens[index - 1].is_finite:  # not Her blev der ifølge politiet fundet
            return index
    although = token.lower == "om" and tokens[index - 1].lower == "selv"
    return index + 1 if (although or token.upos == "SCONJ") and token.lower != "end" else 0


def _joins_here(passage: Passage, joint: int, phrase: range, finite: bool) -> bool:
    """Whether the clause that *og* or *men* joins to another is all that the phrase vouches for.

    ``…, og ifølge X vil der``, ``… og var ifølge X kold``; not ``A er lukket, og B er åben, ifølge X``.
    """
    tokens, sentence = passage.tokens, passage.sentence_of(joint)
    at_end = all(token.is_punct for token in tokens[phrase.stop : sentence.stop])
    shared = tokens[joint + 1].is_finite  # men hørte ifølge ham intet
    if tokens[joint - 1].form != ",":
        return shared and not at_end
    if at_end and tokens[phrase.start - 1].form == ",":
        return False
    return joint + 1 == phrase.start or shared or (finite and _has_subject(passage, joint + 1, sentence.stop))


def _has_subject(passage: Passage, first: int, limit: int) -> bool:
    """Whether a noun phrase at ``first`` has its finite verb right behind it."""
    phrase = phrase_at(passage, first, limit)
    return phrase is not None and phrase.last < limit and passage.tokens[phrase.last].is_finite


def _is_contrast(scene: Scene, index: int, stop: int) -> bool:
    """``men`` with a sentence of its own, ``mens`` with a report of its own, ``hvorfor`` with what came of it."""
    tokens = scene.passage.tokens
    word = tokens[index].lower
    if word == "men":
        return _has_subject(scene.passage, index + 1, stop)
    if word == "og":  # …, og det er der heller ingen, der har påstået
        return [token.lower for token in tokens[index + 1 : index + 3]] in (["det", "er"], ["det", "var"])
    if word in ("hvorfor", "hvortil", "hvilket"):
        return True
    reports = any(index < reporting.verb < stop and not reporting.barred for reporting in scene.reportings)
    return word == "mens" and reports


def _is_anybodys(reporting: Reporting) -> bool:
    """``Ifølge kilder har man længe anset ham for »en belastning«``: who is meant by *man* are the sources."""
    return reporting.subject is not None and reporting.subject.text.lower() == "man"


def _clause_bounds(scene: Scene, sentence: range, first: int, last: int) -> tuple[int, int]:
    """The clause that the phrase ``first:last`` vouches for: its sentence, less what is another clause's."""
    tokens = scene.passage.tokens
    start, stop = _clause_start(scene.passage, sentence, first, last), sentence.stop
    start = behind_label(scene.passage, start, stop) if start == sentence.start else start
    if tokens[last - 1].lower in _WHICH:
        start = first  # en undersøgelse, ifølge hvilken katte kan …
    place = tokens[first].start
    for speech_start, speech_end in scene.speech:
        if speech_start <= place < speech_end:
            start = max(start, scene.passage.token_at(speech_start))
            stop = min(stop, scene.passage.token_at(speech_end - 1) + 1)
    for reporting in scene.reportings:
        if reporting.verb in scene.taken and reporting.verb in range(start, stop):
            if reporting.last <= first and not reporting.inverted:
                start = max(start, reporting.last)
            elif reporting.first > first and not _is_anybodys(reporting):
                stop = min(stop, reporting.first)
    if start > sentence.start and (tokens[start].lower in ("som", "der") or tokens[last - 1].lower in _WHICH):
        finite = (i for i in range(last, stop - 1) if tokens[i].form == "," and tokens[i + 1].is_finite)
        stop = next(finite, stop)  # de huse, som ifølge X er fugtige, skal rives ned
    for index in range(last, stop - 2):  # …, men arbejdet er aldrig begyndt
        if tokens[index].form == ";" or (tokens[index].form == "," and _is_contrast(scene, index + 1, stop)):
            stop = index
            break
    while start < first and (tokens[start].is_punct or tokens[start].lower == "at"):
        start += 1
    return start, stop

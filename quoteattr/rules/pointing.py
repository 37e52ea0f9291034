"""``… Det oplyser politiet.``: a sentence of its own says who reported the sentence before, and points back with *det*.

Branden er under kontrol. Det oplyser Nordlands Politi.
Det skriver Havnebladet.                                      also as a paragraph of its own
Sådan lyder det fra formanden.
Det er vurderingen hos Vejrtjenesten.                         a noun in place of a verb
Det peger en ny rapport på.

Behind marks and dash turns the same words give the speaker of what is set off (:mod:`quoteattr.rules.marks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from quoteattr.danish.report_nouns import NOUNS, REPORT_NOUNS, ReportNoun
from quoteattr.grammar.impersonal_reports import is_impersonal, source_of, spoken_subject
from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.speech_nouns import adverbial, spoken_noun, voice_of
from quoteattr.grammar.subjects import can_speak
from quoteattr.parse.passage import Token
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import behind_label, trim, type_of
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import pointing_back
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word, cue_verb

ID = "pointing"
_SHORTEST = 4  # tokens of a sentence that can be reported so
_STRANDED = frozenset("til på om for med af i fra over imod mod ved".split())  # prepositions that *det* belongs to
_OWN_PREPOSITIONS = {"inf-på": "på", "inf-om": "om", "inf-til": "til"}  # Det peger X på
_OTHER_KINDS = frozenset(["mind", "deny", "accuse", "ask", "manner"])  # of verbs: Det afviser ministeren


def find(story: Story) -> Iterator[Candidate]:
    before: Scene | None = None
    for scene in story.scenes:
        for sentence in scene.passage.sentences:
            reporting = pointing_back(scene, sentence.start)
            pointer = _by_verb(reporting, sentence) if reporting is not None else _by_noun(scene, sentence)
            holder = scene if sentence.start else before
            piece = _sentence_before(holder, sentence.start) if pointer is not None and holder is not None else None
            if pointer is not None and holder is not None and piece is not None:
                if reporting is not None:
                    scene.take(reporting)
                yield evolve(pointer, type=type_of(holder, (piece,)), content=(piece,))
        before = scene if scene.passage.tokens else before


RULE = Rule((ID,), find, triggers=(cue_verb, Word(REPORT_NOUNS, beside=["det", "dette"])))


def _by_verb(reporting: Reporting, sentence: range) -> Candidate | None:
    """``Det oplyser politiet``, ``Sådan lyder rådet``: who reports; what is reported is not known yet."""
    if not reporting.takes("front") or "about" in reporting.cue.traits or not _is_all(reporting, sentence):
        return None
    speaker = _speaker(reporting)
    if speaker is None and spoken_subject(reporting) is None:
        return None
    candidate = from_reporting(ID, QuoteType.INDIRECT, (), reporting)
    via = None if candidate.via == speaker else candidate.via
    return evolve(candidate, speaker=speaker, via=via, gives_way=True)


def _by_noun(scene: Scene, sentence: range) -> Candidate | None:
    """``Det er konklusionen i en ny rapport``, ``Det er hans vurdering``: whose words they are."""
    passage, tokens = scene.passage, scene.passage.tokens
    place = sentence.start + 2
    if place >= sentence.stop or tokens[sentence.start].form not in ("Det", "Dette"):
        return None
    if tokens[place - 1].lower not in ("er", "var"):
        return None
    while place < sentence.stop and (steps := adverbial(tokens, place)):
        place += steps
    noun = spoken_noun(passage, place, sentence.stop)
    voice = voice_of(passage, noun) if noun is not None and _is_saying(NOUNS[tokens[noun].lower]) else None
    if noun is None or voice is None:
        return None
    rest = tokens[max(noun + 1, voice.last) : sentence.stop]
    if not _ends(rest):
        return None
    cue = tokens[noun].start, tokens[noun].end
    return Candidate(ID, QuoteType.INDIRECT, (), passage, cue, voice, gives_way=True)


def _is_saying(noun: ReportNoun) -> bool:
    """``Det er konklusionen``, not ``Det er et brev``."""
    return noun.takes("is", "owned") or not noun.leads


def _speaker(reporting: Reporting) -> Phrase | None:
    """Whoever can say something: not *det siger sig selv*, *det kræver mod*."""
    if is_impersonal(reporting) or (reporting.passive and reporting.subject is None):
        return source_of(reporting)
    speaker = reporting.subject if reporting.cue.kind != "sound" else None  # not Det hed Havnens Bodega
    return speaker if speaker is not None and can_speak(speaker) and reporting.cue.kind not in _OTHER_KINDS else None


def _is_all(reporting: Reporting, sentence: range) -> bool:
    """Whether the sentence says no more than who reports, but for asides behind a comma."""
    tokens = reporting.passage.tokens
    own = {_OWN_PREPOSITIONS.get(frame, "") for frame in reporting.cue.frames} | {*reporting.cue.particle[-1:]}
    for token, following in pairwise(tokens[sentence.start : min(reporting.last + 1, sentence.stop)]):
        ends = following.is_punct or (following.upos == "ADP" and token.lower in ("til", "på", "om", "med"))
        if ends and token.lower in _STRANDED - own:
            return False  # Det sagde hun ja til
    return _ends(tokens[reporting.last : sentence.stop])


def _ends(rest: Sequence[Token]) -> bool:
    """Whether nothing follows but an aside, or another verb of the same subject: ``… og tilføjer, at det haster``."""
    if any(token.lower == "at" for token in rest[:2]):
        return False  # Det siger Per Aaby, at han beklager
    joined = len(rest) > 1 and rest[0].upos == "CCONJ" and rest[1].is_finite
    return not rest or joined or rest[0].is_punct or rest[0].upos in ("SCONJ", "ADP")


def _sentence_before(scene: Scene, index: int) -> tuple[int, int] | None:
    """The statement that ends before a token, or that ends the paragraph where the token opens the next one."""
    passage = scene.passage
    last = index or len(passage.tokens)
    sentence = passage.sentence_of(last - 1)
    tokens = passage.tokens[sentence.start : last]
    if passage.speech is not None or scene.in_speech(tokens[0].start) or len(tokens) < _SHORTEST:
        return None
    if tokens[-1].form != "." or not any(token.is_finite or token.is_imperative for token in tokens):
        return None
    first = behind_label(passage, sentence.start, last)
    return trim(passage.text, passage.tokens[first].start, tokens[-1].end)

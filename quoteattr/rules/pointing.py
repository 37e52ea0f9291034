"""``… Det oplyser politiet.``: a sentence of its own says who reported the sentence before, and points back with *det*.

Branden er under kontrol. Det oplyser Nordlands Politi.
Det skriver Havnebladet.                                      also as a paragraph of its own
Sådan lyder det fra formanden.

Behind marks and dash turns the same words give the speaker of what is set off (:mod:`quoteattr.rules.marks`).  The
scheme names the case nowhere; readers of it annotate the sentence before, as of a fronted report.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from quoteattr.grammar.impersonal_reports import is_impersonal, source_of, spoken_subject
from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.subjects import can_speak
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import trim, type_of
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import pointing_back
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "pointing"
_SHORTEST = 4  # tokens of a sentence that can be reported so
_STRANDED = frozenset("til på om for med af i fra over imod mod ved".split())  # prepositions that *det* belongs to
_OTHER_KINDS = frozenset(["mind", "deny", "accuse", "ask", "manner"])  # of verbs: Det afviser ministeren


def find(story: Story) -> Iterator[Candidate]:
    before: Scene | None = None
    for scene in story.scenes:
        for sentence in scene.passage.sentences if scene.reportings else ():
            reporting = pointing_back(scene, sentence.start)
            speaker = _speaker(reporting) if reporting is not None else None
            holder = scene if sentence.start else before
            if reporting is None or holder is None or not _is_all(reporting, sentence):
                continue
            if speaker is None and spoken_subject(reporting) is None:
                continue
            piece = _sentence_before(holder, sentence.start)
            if piece is not None:
                scene.take(reporting)
                candidate = from_reporting(ID, type_of(holder, (piece,)), (piece,), reporting)
                via = None if candidate.via == speaker else candidate.via
                yield evolve(candidate, speaker=speaker, via=via, gives_way=True)
        before = scene if scene.passage.tokens else before


RULE = Rule((ID,), find, triggers=(cue_verb,))


def _speaker(reporting: Reporting) -> Phrase | None:
    """Whoever can say something: not *det siger sig selv*, *det kræver mod*."""
    if is_impersonal(reporting):
        return source_of(reporting)
    speaker = reporting.subject if reporting.cue.kind != "sound" else None  # not Det hed Havnens Bodega
    return speaker if speaker is not None and can_speak(speaker) and reporting.cue.kind not in _OTHER_KINDS else None


def _is_all(reporting: Reporting, sentence: range) -> bool:
    """Whether the sentence says no more than who reports, but for asides behind a comma."""
    tokens = reporting.passage.tokens
    words = [token for token in tokens[sentence.start : sentence.stop] if not token.is_punct]
    if words[-1].lower in _STRANDED:
        return False  # Det sagde hun ja til
    rest = tokens[reporting.last : sentence.stop]
    if any(token.lower == "at" for token in rest[:2]):
        return False  # Det siger Per Aaby, at han beklager
    return not rest or rest[0].is_punct or rest[0].upos in ("SCONJ", "ADP")


def _sentence_before(scene: Scene, index: int) -> tuple[int, int] | None:
    """The statement that ends before a token, or that ends the paragraph where the token opens the next one."""
    passage = scene.passage
    last = index or len(passage.tokens)
    sentence = passage.sentence_of(last - 1)
    tokens = passage.tokens[sentence.start : last]
    if passage.speech is not None or scene.in_speech(tokens[0].start) or len(tokens) < _SHORTEST:
        return None
    if tokens[-1].form != "." or not any(token.is_finite for token in tokens):
        return None
    return trim(passage.text, tokens[0].start, tokens[-1].end)

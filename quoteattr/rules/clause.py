"""``X siger (til Y), at …``: a reporting clause, then what is reported as a clause of its own.

Formanden siger til avisen, at broen skal lukkes.        content: broen skal lukkes
I går sagde hun at det haster.                           no comma
Kilder siger, Rusland er parat.                          no *at*
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from quoteattr.danish.closed_classes import FIRST_PERSON, QUESTION_WORDS
from quoteattr.grammar.impersonal_reports import is_impersonal, source_of, speaker_of
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.complements import complement_start
from quoteattr.rules.content_bounds import clause_content, reported_type, trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import is_sentence
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "clause"
_OPINIONS = frozenset(["say", "judge"])


def find(story: Story) -> Iterator[Candidate]:
    for scene, reporting in story.free_clauses():
        mind = reporting.cue.kind == "mind" and reporting.takes("front") and not reporting.passive
        if not (mind or _takes_clause(reporting) or _prepositional(reporting)):
            continue
        if reporting.cue.kind == "sound" and not _sounds_from_somebody(reporting):
            continue
        first = complement_start(scene, reporting)
        if first is None and _takes_clause(reporting):
            first = _bare_clause(scene, reporting)
        if first is None:
            continue
        content = clause_content(scene, reporting, _with_verdict(scene, reporting, first))
        content = _raised(scene, reporting, first) + content
        kind = reported_type(scene, content) if content else QuoteType.INDIRECT
        if content and not (mind and not _speaks(scene, content)):  # hun frygter, at »det bliver for dyrt«
            scene.take(reporting)
            candidate = from_reporting(ID, kind, content, reporting)
            speaker = speaker_of(reporting)
            via = None if speaker is not None and speaker == candidate.via else candidate.via
            yield evolve(candidate, speaker=speaker, via=via, addressee=_outside(candidate.addressee, content))


RULE = Rule((ID,), find, triggers=(cue_verb,))


def _is_written(reporting: Reporting) -> bool:
    """``I brevet står der, at``; not ``I partiet står det klart, at``."""
    source = source_of(reporting) if is_impersonal(reporting) else None
    known = [facts for token in source.tokens if (facts := token.role)] if source is not None else []
    if source is None or any(token.is_name for token in source.tokens):
        return any(role.kind == "document" for role in known)
    there = reporting.passage.tokens[reporting.verb + 1].lower == "der"  # I kontrakten står der, at
    return there or any(role.kind == "document" for role in known)


def _with_verdict(scene: Scene, reporting: Reporting, first: int) -> int:
    """``finder det urimeligt, at``: the content begins with *det* where a verdict stands behind it."""
    tokens = scene.passage.tokens
    start = reporting.verb + 1
    if reporting.inverted and reporting.subject is not None:
        start = max(start, reporting.subject.last)
    words = tokens[start + 1 : first - 1]  # urimeligt, for dyrt, bevist
    verdict = any(t.upos in ("ADJ", "VERB") or t.lower in ("for", "i") for t in words)
    return start if "verdict" in reporting.cue.traits and verdict and tokens[start].lower == "det" else first


def _speaks(scene: Scene, content: tuple[tuple[int, int], ...]) -> bool:
    """Whether some of a content is marked as somebody's own sentence."""
    marked = (s for s in scene.stretches if any(start <= s.start < end for start, end in content))
    return any(is_sentence(scene, stretch) for stretch in marked)


def _takes_clause(reporting: Reporting) -> bool:
    """Verbs of thinking take one only in the passive: ``det formodes, at``."""
    return reporting.takes("at") or (reporting.passive and reporting.cue.kind == "mind" and reporting.takes("pass"))


def _sounds_from_somebody(reporting: Reporting) -> bool:
    """Not *filmen hedder …*, and of *lyde* only *det lyder fra X, at*, not *det lyder sandsynligt, at*."""
    if "written" in reporting.cue.traits and not reporting.cue.particle:  # not står skrevet
        return _is_written(reporting)
    impersonal = reporting.subject is None or reporting.subject.text.lower() == "det"
    return impersonal and ("seems" not in reporting.cue.traits or source_of(reporting) is not None)


def _outside(phrase: Phrase | None, content: tuple[tuple[int, int], ...]) -> Phrase | None:
    """An addressee that is neither *det* nor a word of the content: *hun siger børnene er raske*."""
    if phrase is None or phrase.text.lower() in ("det", "der"):
        return None
    return None if any(start <= phrase.start < end for start, end in content) else phrase


def _prepositional(reporting: Reporting) -> bool:
    """``advarer om, at``, ``beskylder X for, at``."""
    return any(frame.startswith("inf-") for frame in reporting.cue.frames)


def _is_raising(reporting: Reporting) -> bool:
    """``Det mener X er en skandale``; not ``Det viser tal Epinion har samlet``."""
    before = reporting.passage.tokens[reporting.finite - 1].lower if reporting.finite else ""
    says = reporting.cue.kind in ("say", "judge", "deny") and reporting.finite == reporting.verb
    return reporting.inverted and says and before in ("det", "dette")


def _raised(scene: Scene, reporting: Reporting, first: int) -> tuple[tuple[int, int], ...]:
    """``Det mener X er en skandale``: what opens the sentence belongs to the reported clause."""
    tokens, subject = scene.passage.tokens, reporting.subject
    if not reporting.inverted or subject is None or first != subject.last or not tokens[first].is_finite:
        return ()
    start = _front(scene, reporting)
    piece = trim(scene.passage.text, tokens[start].start, tokens[reporting.finite - 1].end)
    return (piece,) if piece is not None else ()


def _front(scene: Scene, reporting: Reporting) -> int:
    """Where what stands before a turned-round verb begins: behind the comma or conjunction before it."""
    tokens = scene.passage.tokens
    start = scene.passage.sentence_of(reporting.verb).start
    for index in range(reporting.finite - 1, start, -1):
        if tokens[index - 1].is_punct or tokens[index - 1].upos == "CCONJ":
            return index
    return start


def _bare_clause(scene: Scene, reporting: Reporting) -> int | None:
    """A clause without *at*: the cue, perhaps a comma, then a subject and its finite verb."""
    passage = scene.passage
    tokens = passage.tokens
    if reporting.subject is None or reporting.passive:
        return None
    first = reporting.last
    limit = passage.sentence_of(reporting.verb).stop
    if not reporting.inverted and reporting.cue.kind in _OPINIONS and _opens_clause(scene, reporting.verb + 1, limit):
        return reporting.verb + 1  # hun mener prisen er for høj
    comma = first < limit and tokens[first].form == ","
    first += comma
    if first >= limit - 1 or tokens[first].lower in QUESTION_WORDS or tokens[first].lower in ("der", "som", "og"):
        return None
    if _is_relative(scene, reporting) and not comma:
        return first if _finite_soon(scene, first, limit) else None
    if _is_raising(reporting) and not comma:
        return first if _finite_soon(scene, first, limit) else None
    if _is_inserted(scene, reporting) and _finite_soon(scene, first, limit):
        return first
    says = reporting.cue.kind in _OPINIONS and "verdict" not in reporting.cue.traits
    if comma and not reporting.inverted and says and _opens_clause(scene, first, limit):
        return first
    for child in passage.dependents(reporting.verb, "ccomp"):
        if child.index < reporting.verb:
            return None
        nominal = passage.child(child.index, "nsubj")
        if nominal is not None and nominal.index >= first and _close(scene, first, nominal.index) and comma:
            return first
    return None


def _is_relative(scene: Scene, reporting: Reporting) -> bool:
    """``som mange mener er …``: the reported clause lacks the word that *som* stands for."""
    before, tokens = reporting.first - 1, scene.passage.tokens
    if before > 0 and tokens[before].lower == "hvad":  # …, hvad rådet mener er for kort
        return tokens[before - 1].form == "," and tokens[before + 1].lower not in FIRST_PERSON
    return before >= 0 and tokens[before].lower == "som"


def _is_inserted(scene: Scene, reporting: Reporting) -> bool:
    """``fejl, medlemmerne mener, bliver begået``, ``noget, hun siger er farligt``: a relative clause without *som*."""
    tokens, subject = scene.passage.tokens, reporting.subject
    if subject is None or subject.last != reporting.finite or subject.first < 2:
        return False
    before = tokens[subject.first - 2]
    return tokens[subject.first - 1].form == "," and before.upos in ("NOUN", "PRON") and not before.is_definite


def _finite_soon(scene: Scene, first: int, limit: int) -> bool:
    for token in scene.passage.tokens[first : min(first + 3, limit)]:
        if token.upos in ("VERB", "AUX"):
            return token.is_finite
        if token.upos != "ADV":
            return False
    return False


def _opens_clause(scene: Scene, first: int, limit: int) -> bool:
    """A subject and right behind it a finite verb: ``sagde, han havde …``."""
    phrase = phrase_at(scene.passage, first, limit)
    return phrase is not None and _finite_soon(scene, phrase.last, limit)


def _close(scene: Scene, first: int, nominal: int) -> bool:
    return nominal - first <= 6 and not any(token.upos == "SCONJ" for token in scene.passage.tokens[first:nominal])

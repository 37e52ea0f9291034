"""``X kalder Y »…«``, ``X anser Y for …``: a judgement of somebody or something.

Hun kalder forbuddet »ren symbolpolitik«.                   content: ren symbolpolitik, mixed
Hun betegner over for avisen loven som »et makværk«.        content: et makværk
Partiet anser ham for at være uegnet.                       content: ham for at være uegnet
Hun betragter det som en trussel, at broen er lukket.        content: det som en trussel, at …
Han anser det for »usædvanligt«, at sagen er lukket.        content: det for »usædvanligt«, at …
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from quoteattr.danish.closed_classes import TIME
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.page.quotation_marks import Stretch
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import clause_content, trim, type_of
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "judging"
_REACH = 14  # words between the verb and what it calls its object
_INFINITIVE_REACH = 10
_CLAUSE_REACH = 10  # words between *det* and the clause that it stands for
_JOINS = frozenset(["og", "eller", ",", "og som", "og for", "samt"])


def find(story: Story) -> Iterator[Candidate]:
    for scene, reporting in story.free_clauses():
        if not reporting.takes("judge-for") or (reporting.subject is None and not reporting.passive):
            continue
        first = _behind_subject(scene, reporting)
        stretches = _called(scene, first, reporting.passive or _has_object_in_front(scene.passage, reporting))
        if stretches and not _goes_on_with_at(scene, stretches[-1]):
            pieces = [trim(scene.passage.text, stretch.start, stretch.end) for stretch in stretches]
            content, kind = tuple(piece for piece in pieces if piece), QuoteType.MIXED
        elif (stretches or _is_infinitive(scene, first) or _of_a_clause(scene, first)) and _has_object(scene, first):
            content = clause_content(scene, reporting, first)
            kind = type_of(scene, content)
        else:
            continue
        if content:
            scene.take(reporting)
            addressee = None if reporting.passive else _heard(scene, reporting, first)
            candidate = from_reporting(ID, kind, content, reporting)
            speaker = candidate.speaker or (_agent(scene, stretches[-1]) if stretches else None)
            yield evolve(candidate, addressee=addressee, speaker=speaker)


RULE = Rule((ID,), find, triggers=(cue_verb,))


def _agent(scene: Scene, stretch: Stretch) -> Phrase | None:
    """``blev kaldt »…« af flere medlemmer``."""
    passage = scene.passage
    behind = passage.token_at(stretch.outer_end - 1) + 1
    if behind >= len(passage.tokens) or passage.tokens[behind].lower != "af":
        return None
    return phrase_at(passage, behind + 1, passage.sentence_of(behind).stop)


def _heard(scene: Scene, reporting: Reporting, first: int) -> Phrase | None:
    """Whom a preposition says it was said to; the verb's own object is the one who is judged."""
    addressee = reporting.addressee
    if addressee is None or scene.passage.tokens[addressee.first - 1].upos != "ADP":
        return None
    return addressee if addressee.first > reporting.verb and addressee.first != first else None


def _behind_subject(scene: Scene, reporting: Reporting) -> int:
    first = reporting.verb + 1
    if reporting.inverted and reporting.subject is not None:
        first = max(first, reporting.subject.last)
    tokens = scene.passage.tokens
    limit = scene.passage.sentence_of(reporting.verb).stop
    while first < limit and tokens[first].upos == "ADV":
        first += 1
    return first


def _has_object(scene: Scene, first: int) -> bool:
    limit = scene.passage.sentence_of(max(0, first - 1)).stop
    return first < limit and phrase_at(scene.passage, first, limit, full=False) is not None


def _has_object_in_front(passage: Passage, reporting: Reporting) -> bool:
    """``Den beregning kalder han »…«``: what is judged opens the sentence."""
    opening = phrase_at(passage, passage.sentence_of(reporting.finite).start, reporting.finite)
    if opening is None or opening.last != reporting.finite or not reporting.inverted:
        return False
    return not any(token.lower in TIME for token in opening.tokens)


def _called(scene: Scene, first: int, judged: bool) -> list[Stretch]:
    """The marked words that a judgement leads to, several where they are joined by *og*.

    ``judged`` says that what they are about stands elsewhere.
    """
    passage = scene.passage
    if not 0 < first < len(passage.tokens) or passage.tokens[first].lower == "sig":
        return []
    limit = _own_words(scene, first)
    start, end = passage.tokens[first - 1].end, passage.tokens[limit - 1].end
    found: list[Stretch] = []
    for stretch in scene.stretches:
        between = passage.text[found[-1].outer_end : stretch.outer_start].strip() if found else ""
        if not found and start <= stretch.outer_start < end and not _is_nickname(scene, stretch):
            last = passage.token_at(stretch.outer_start)
            if not judged and not _has_thing(passage, first, last) and not _of_relative(passage, first):
                return []  # fandt »en mindre mængde« kokain
            found.append(stretch)
        elif found and between in _JOINS:
            found.append(stretch)
    return found


def _of_relative(passage: Passage, first: int) -> bool:
    """``…, hvilket partierne kaldte »et skridt«``: the relative pronoun is what they judge."""
    for index in range(first - 1, passage.sentence_of(first - 1).start, -1):
        if passage.tokens[index].form in ",.":
            relative = index + 1 + (passage.tokens[index + 1].upos == "CCONJ")
            return relative < first and passage.tokens[relative].lower in ("hvilket", "som")
    return False


def _has_thing(passage: Passage, first: int, last: int) -> bool:
    """Whether something stands before the marks that they judge, not only behind a preposition."""
    for index in range(first, last):
        token = passage.tokens[index]
        behind = index > 0 and passage.tokens[index - 1].upos == "ADP"
        before_for = index + 1 < last and passage.tokens[index + 1].lower == "for"  # what the tagger takes for no noun
        if (token.upos in ("NOUN", "PROPN", "PRON", "DET") or before_for) and not behind:
            return True
    return False


def _own_words(scene: Scene, first: int) -> int:
    """How far the judging clause reaches before another clause begins."""
    tokens = scene.passage.tokens
    limit = min(first + _REACH, scene.passage.sentence_of(first).stop)
    for index in range(first, limit):
        clause = tokens[index].upos == "SCONJ" and tokens[index].lower not in ("som", "for")
        finite = tokens[index].is_finite
        marked = any(stretch.start <= tokens[index].start < stretch.end for stretch in scene.stretches)
        if (clause or finite) and not marked:
            return max(index, first + 1)
    return limit


def _goes_on_with_at(scene: Scene, stretch: Stretch) -> bool:
    after = scene.passage.token_at(stretch.outer_end - 1) + 1
    following = [token.lower for token in scene.passage.tokens[after : after + 2]]
    return following[:1] == ["at"] or following == [",", "at"]


def _is_nickname(scene: Scene, stretch: Stretch) -> bool:
    words = scene.passage.text[stretch.start : stretch.end].split()
    return len(words) <= 2 and words[0][0].isupper()


def _of_a_clause(scene: Scene, first: int) -> bool:
    """``kalder det tosset, at``, ``betragter det som en trussel, at``: *det* stands for the clause behind."""
    tokens = scene.passage.tokens
    limit = min(first + _CLAUSE_REACH, scene.passage.sentence_of(max(0, first - 1)).stop - 1)
    if first >= limit or tokens[first].lower != "det":
        return False
    comma = next((index for index in range(first + 2, limit) if tokens[index].form == ","), None)
    between = tokens[first + 1 : comma] if comma is not None else []
    return comma is not None and tokens[comma + 1].lower == "at" and not any(token.is_finite for token in between)


def _is_infinitive(scene: Scene, first: int) -> bool:
    """``for at være``, ``for at have``."""
    words = [token.lower for token in scene.passage.tokens[first : first + _INFINITIVE_REACH]]
    return any(words[i : i + 2] == ["for", "at"] and words[i + 2] in ("være", "have") for i in range(len(words) - 2))

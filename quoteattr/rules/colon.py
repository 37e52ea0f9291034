"""``X: …``: a name or title, a colon, and without marks what that person says.

Borgmester Egon Thorup: Vi har lyttet til borgerne.
Holm: Vi giver ikke op                                   a headline
Til sidst sagde dirigenten: Lad os stemme om det.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from attrs import evolve

from quoteattr.danish.lexicon import given_names
from quoteattr.grammar.impersonal_reports import speaker_of
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.parse.passage import Passage, Token
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import is_sentence
from quoteattr.rules.speech_or_story import is_speech
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word, cue_verb

ID = "colon"
_LONGEST_NAME = 8
_HEADLINE = 16
_STUDIES = frozenset("måling meningsmåling studie undersøgelse rapport analyse forskning".split())


def find(story: Story) -> Iterator[Candidate]:
    """Candidates for unmarked speech behind a colon; their places become speech of the scenes."""
    surnames: set[str] | None = None
    for scene, colon in _colons(story):
        surnames = _surnames(story) if surnames is None else surnames
        candidate = _named(scene, colon, surnames) or _reported(scene, colon)
        if candidate is not None:
            scene.claim(*candidate.content)
            yield candidate


RULE = Rule((ID,), find, triggers=(Word([":"]), cue_verb))


def _colons(story: Story) -> Iterator[tuple[Scene, int]]:
    """The first colon of each paragraph that is no turn, outside of what is speech already."""
    for scene in story.scenes:
        tokens = scene.passage.tokens
        if ":" in scene.passage.forms and scene.passage.speech is None:
            colons = (token for token in tokens if token.form == ":")
            colon = next((token.index for token in colons if not scene.in_speech(token.start)), None)
            if colon is not None and not scene.in_speech(tokens[min(colon + 1, len(tokens) - 1)].start):
                yield scene, colon


def _surnames(story: Story) -> set[str]:
    """Last words of names that have a first name too."""
    found = set()
    for scene in story.scenes:
        tokens = scene.passage.tokens
        for token, following in itertools.pairwise(tokens):
            if token.is_given_name and following.is_name:
                found.add(following.form)
    return found


def _named(scene: Scene, colon: int, surnames: set[str]) -> Candidate | None:
    """A paragraph that opens with a person and a colon."""
    passage = scene.passage
    if not 0 < colon <= _LONGEST_NAME or colon + 2 >= len(passage.tokens):
        return None
    speaker = phrase_at(passage, 0, colon)
    about = next((i for i in range(1, colon) if passage.tokens[i].lower == "om"), 0)
    if about and speaker is not None and speaker.last > about:
        speaker = phrase_at(passage, 0, about)
    if speaker is None or not (_is_person(speaker, surnames) or _heads_line(speaker)):
        return None
    if _is_list(passage, colon) and passage.tokens[speaker.last - 1].is_plural:
        return None  # Topscorere: Dal 9, Holm 6
    topic = speaker.last < colon and passage.tokens[speaker.last].lower in ("om", "efter")  # Holm om valget: …
    if speaker.last != colon and not topic:
        return None
    opening = passage.tokens[colon + 1]
    if opening.is_finite and opening.is_past and passage.tokens[passage.sentence_of(colon + 1).stop - 1].form != "?":
        return None  # Per Dal: Stod sikkert i buret.
    piece = _speech(passage, colon, passage.end)
    return piece and Candidate(ID, QuoteType.DIRECT, (piece,), passage, speaker=speaker)


def _is_list(passage: Passage, colon: int) -> bool:
    """Whether what stands behind a colon, up to its full stop, is no sentence."""
    behind = passage.tokens[colon + 1 : passage.sentence_of(colon + 1).stop]
    return not any(token.is_finite for token in behind)


def _heads_line(speaker: Phrase) -> bool:
    """``Brancheforening: …``, ``Vrede naboer: …``: a headline's bare noun for an organisation or people."""
    passage = speaker.passage
    *modifiers, noun = speaker.tokens
    short = len(passage.tokens) <= _HEADLINE and passage.tokens[-1].form not in (".", ":")
    study = passage.start == 0 and noun.lower in _STUDIES  # Måling: Rød blok går frem
    described = all(token.upos == "ADJ" or (token.initial and token.lower.endswith("e")) for token in modifiers)
    bare = described and len(modifiers) < 3
    known = noun.role
    new = bool(modifiers) and modifiers[0].lower in ("ny", "nyt")  # Ny rapport: …, not Åbent brev: …
    return short and bare and known is not None and (known.kind != "document" or new or study)


def _is_person(speaker: Phrase, surnames: set[str]) -> bool:
    forms = [token.form for token in speaker.tokens]
    if all(form.isupper() for form in forms if form.isalpha()):
        return False  # KOLDING: a place line
    if forms[0] in given_names() or forms[-1] in surnames:
        return True
    known = [token.role for token in speaker.tokens if token.upos in ("NOUN", "PROPN")]
    return any(facts is not None and facts.kind == "person" for facts in known)


def _reported(scene: Scene, colon: int) -> Candidate | None:
    """A reporting clause, a colon and an unmarked sentence."""
    passage = scene.passage
    for reporting in scene.reportings:
        near = reporting.last <= colon <= reporting.last + 1
        if scene.free(reporting) and near and reporting.verb < colon and reporting.subject is not None:
            said = (s for s in scene.stretches if s.start > passage.tokens[colon].end and is_sentence(scene, s))
            marked = next((passage.token_at(stretch.start) for stretch in said), -1)
            piece = _speech(passage, colon, _story_start(passage, colon, reporting, marked))
            if piece:
                scene.take(reporting)
                candidate = from_reporting(ID, QuoteType.DIRECT, (piece,), reporting)
                return evolve(candidate, speaker=speaker_of(reporting), via=None)
    return None


def _story_start(passage: Passage, colon: int, reporting: Reporting, marked: int) -> int:
    """The place where the author goes on behind the first sentence of the speech, or the paragraph's end.

    The sentence with token ``marked``, which somebody else says, is not of it.
    """
    sentences = [sentence for sentence in passage.sentences if sentence.stop > colon + 1]
    for sentence in sentences[1:] if sentences and sentences[0].start <= colon + 1 else sentences[2:]:
        holds = sentence.start <= marked < sentence.stop
        if holds or not is_speech(passage, sentence, reporting):
            return passage.tokens[sentence.start].start
    return passage.end


def _is_finite(token: Token) -> bool:
    return token.is_finite or token.is_imperative


def _speech(passage: Passage, colon: int, end: int) -> tuple[int, int] | None:
    """The rest of the paragraph, where it opens with a capital and holds a finite verb."""
    rest = passage.tokens[colon + 1 :]
    if not rest or not rest[0].form[0].isupper():
        return None
    if not any(token.upos in ("VERB", "AUX") and _is_finite(token) for token in rest):
        return None
    return trim(passage.text, rest[0].start, end, full_stop=False)

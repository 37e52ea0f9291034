"""``Karen Holm: …`` line by line: each line opens with who speaks, as in interviews, minutes and threads.

Interviewer: Hvornår begyndte du?        speaker: Interviewer
KH (griner): I 1998.                     speaker: KH; a turn needs no verb

A label alone does not tell: *Pris: 100 kr.* looks the same.  So lines with a label count where some follow one another,
where those are for people, or come again, and where what stands behind them sounds like speech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex
from attrs import frozen

from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.parse.passage import Passage, Token
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.speech_or_story import signs_of_speech
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word

ID = "label"
_LONGEST = 8  # tokens of a label
_APART = 2  # scenes from one labelled line to the next: a turn may have a second paragraph
_SOUNDS = 1 / 3  # of the lines of a talk sound like speech
_CODE = regex.compile(r"\p{Lu}{1,4}\d{0,2}|\p{L}{3,}[ _-]?\d{1,2}|\p{L}{3,} \p{Lu}|@\w{1,40}")  # KH, SPEAKER_00, Mand A
_INSERTED = regex.compile(r"([^(\[]+)(?<=\S)\s?[(\[]\s?\p{Ll}[^()\[\]]*[)\]]")
_TITLED = frozenset("hr hr. fr fr. fru frk frk. frøken herr".split())
_TALK = frozenset("ja jo nej tak nå jamen okay nemlig præcis hej goddag velkommen undskyld".split())
_NEVER = frozenset(  # what a page or a box is headed with; questions of a quiz or a column have no speaker
    """foto kilde kilder fakta note noter ps nb obs bemærk tip tips pris sted tid dato adresse telefon alder navn titel
    resultat resultater svar spørgsmål facit opskrift ingredienser tilbehør varighed dørene entré arrangør emne tema
    se læs hør update opdatering video grafik illustration tekst billede billedtekst""".split()
)


@frozen
class _Line:
    """A line that opens with a label."""

    number: int  # of its scene
    scene: Scene
    colon: int
    speaker: Phrase
    person: bool  # a name, a title, a code: not just any noun

    @property
    def said(self) -> list[Token]:
        return self.scene.passage.tokens[self.colon + 1 :]


def find(story: Story) -> Iterator[Candidate]:
    """Candidates for labelled turns; their places become speech of the scenes."""
    for run in _runs(_lines(story)):
        if not _is_talk(run):
            continue
        for line in run:
            passage = line.scene.passage
            piece = trim(passage.text, line.said[0].start, passage.end, full_stop=False)
            if piece is None or line.scene.in_speech(line.said[0].start) or not (line.person or _is_sentence(line)):
                continue
            line.scene.claim(piece)
            yield Candidate(ID, QuoteType.DIRECT, (piece,), passage, speaker=line.speaker)


RULE = Rule((ID,), find, triggers=(Word([":"]),))


def _lines(story: Story) -> Iterator[_Line]:
    for number, scene in enumerate(story.scenes):
        tokens = scene.passage.tokens[: _LONGEST + 1] if scene.passage.speech is None else []
        colon = next((token.index for token in tokens if token.form == ":"), 0)
        if colon and colon + 1 < len(scene.passage.tokens):
            speaker = _speaker(scene.passage, colon)
            if speaker is not None:
                yield _Line(number, scene, colon, speaker, _is_person(speaker))


def _speaker(passage: Passage, colon: int) -> Phrase | None:
    """Whom a label is for, without what she does meanwhile: ``Lone (griner)``, ``Per [afbryder]``."""
    inserted = _INSERTED.match(passage.text, passage.start, passage.tokens[colon].start)
    last = passage.token_at(inserted.end(1)) if inserted is not None else colon
    tokens = passage.tokens[:last]
    if tokens[0].lower in _NEVER or not tokens[0].form[0].isupper() or any(token.form in ".!?" for token in tokens):
        return None
    if last > 1 and any(token.is_finite or token.upos in ("PRON", "ADP", "SCONJ") for token in tokens):
        return None
    phrase = phrase_at(passage, 0, last)
    if phrase is not None and phrase.last == last:
        return phrase
    words = [token for token in tokens if not token.is_punct]
    return Phrase(passage, 0, last) if _CODE.fullmatch(passage.slice(0, last)) or len(words) == 1 else None


def _is_person(speaker: Phrase) -> bool:
    """Whether a label is a name, a title or the like: ``Hr. Lund``, ``Formanden``, ``KH``, ``SPEAKER_00``."""
    tokens = speaker.tokens
    if tokens[0].lower in _TITLED or tokens[0].is_given_name or _CODE.fullmatch(speaker.text):
        return True
    roles = [role for token in tokens if (role := token.role)]
    return any(role.kind == "person" for role in roles) or (len(tokens) < 4 and all(token.is_name for token in tokens))


def _runs(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Labelled lines that follow one another."""
    run: list[_Line] = []
    for line in lines:
        if run and line.number - run[-1].number > _APART:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_talk(run: Sequence[_Line]) -> bool:
    """Whether labelled lines are turns of a talk: most labels for people or used again, and some lines sound so."""
    counts = Counter(line.speaker.text for line in run)
    speaks = [line.person or counts[line.speaker.text] > 1 for line in run]
    sounds = sum(map(_sounds, run))
    return len(run) > 1 and sum(speaks) * 2 > len(run) and sounds > 0 and sounds >= _SOUNDS * len(run)


def _sounds(line: _Line) -> bool:
    """Whether what stands behind a label sounds like somebody speaking: *jeg*, *du*, a question, *ja*."""
    signs = {*signs_of_speech(line.said)} - {"talk"}
    return bool(signs) or line.said[0].lower in _TALK


def _is_sentence(line: _Line) -> bool:
    return any(token.is_finite or token.is_imperative for token in line.said)

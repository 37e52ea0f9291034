"""Who is meant by ``han`` and ``hun``, ``de``, ``den`` and ``man``.

For *han* and *hun* the evidence is added up (:mod:`quoteattr.danish.evidence`): everybody who fits and is named, or has
spoken, stands at a place of the text, and each sign that speaks for her moves her so much nearer to the pronoun.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from attrs import frozen

from quoteattr.danish.closed_classes import TIME
from quoteattr.danish.evidence import WEIGHTS, weight_of
from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.proper_names import clean, is_own_name, names_in, stands_for_somebody
from quoteattr.grammar.subjects import in_sentence_before
from quoteattr.speakers.cast import is_plural, names_two
from quoteattr.speakers.entities import REACH, Mention
from quoteattr.speakers.memory import Memory, Voice
from quoteattr.speakers.role_nouns import core_of, described, who_is
from quoteattr.speakers.turn_signs import document_behind, name_given

GENDERS = {"han": "m", "hun": "f", "ham": "m", "hende": "f", "hans": "m", "hendes": "f"}
SIGNS = ("subject", "gender", "sentence before", "floor", "spoke", "pronoun")


@frozen
class Contender:
    """Somebody whom a pronoun may be for: a place where the text speaks of her, and the signs for her there."""

    place: int
    name: str
    signs: tuple[str, ...]
    mention: Mention | None = None

    @property
    def nearness(self) -> float:
        return self.place + weight_of(self.signs)


def read_on(memory: Memory, place: int) -> None:
    """Find out whom the pronouns of the story before ``place`` are for."""
    pronouns = memory.cast.pronouns
    while len(memory.read) < len(pronouns) and pronouns[len(memory.read)].start < place:
        pronoun = pronouns[len(memory.read)]
        gender = GENDERS[pronoun.text.lower()]
        name = name_given(pronoun) or he_or_she(memory, pronoun, gender)
        memory.read.append(None if name is None else Voice(pronoun.start, name, gender))


def he_or_she(memory: Memory, pronoun: Phrase, gender: str, herself: str | None = None) -> str | None:
    """Who seems nearest of those who fit, and is not ``herself``; else who comes up soon; None where two are one."""
    best = nearest(memory, pronoun, gender, herself)
    if best is None:
        behind = (m for m in memory.cast.behind(pronoun.start) if m.person and m.gender in (gender, "-"))
        return next((m.entity.text for m in behind if m.entity is not None), None)
    together = best.mention is not None and people_in(memory, best.mention, gender) > 1
    return None if together else clean(best.name)  # Anton Kjær og Viggo Prahl … han


def nearest(memory: Memory, pronoun: Phrase, gender: str, herself: str | None = None) -> Contender | None:
    """The contender for *han* (``m``) or *hun* (``f``) who seems nearest; one whom the story names before a speaker."""
    if memory.cast.is_speech(pronoun.start):
        herself = memory.floor  # who speaks is not her own *hun*
    best = None
    for contender in contenders(memory, pronoun, gender):
        if contender.name != herself and (best is None or _rank(contender) > _rank(best)):
            best = contender
    return best


def _rank(contender: Contender) -> tuple[float, bool]:
    return contender.nearness, contender.mention is not None


def contenders(memory: Memory, pronoun: Phrase, gender: str) -> Iterator[Contender]:
    """Who may be meant by a pronoun, those that come last in the text first, of each kind as long as it matters."""
    most = sum(WEIGHTS[sign] for sign in SIGNS)  # by which somebody may seem nearer than she is
    for source in (_mentioned, _spoken, _pronouns_before):
        best = float("-inf")
        for contender in source(memory, pronoun, gender):
            yield contender
            best = max(best, contender.nearness)
            if contender.place + most < best:
                break


def _mentioned(memory: Memory, pronoun: Phrase, gender: str) -> Iterator[Contender]:
    for mention in memory.cast.before(pronoun.start):
        if not mention.person or mention.gender not in (gender, "-"):
            continue
        if mention.entity is None and is_plural(mention.phrase):
            continue
        name = mention.entity.text if mention.entity else unnamed(memory, mention, gender)
        signs = {
            "subject": mention.subject,
            "gender": mention.gender == gender,
            "sentence before": in_sentence_before(mention.phrase, pronoun),
            "floor": name == memory.floor,
        }
        yield Contender(mention.place, name, tuple(sign for sign, holds in signs.items() if holds), mention)


def _spoken(memory: Memory, pronoun: Phrase, gender: str) -> Iterator[Contender]:
    for voice in reversed(memory.spoken):
        if voice.place < pronoun.start - REACH:
            break
        if voice.gender in (gender, "-") and voice.place < pronoun.start:
            signs = ("spoke", "gender") if voice.gender == gender else ("spoke",)
            yield Contender(voice.place, voice.name, signs)


def _pronouns_before(memory: Memory, pronoun: Phrase, gender: str) -> Iterator[Contender]:
    for index in range(len(memory.read) - 1, -1, -1):
        phrase, voice = memory.cast.pronouns[index], memory.read[index]
        if phrase.start <= pronoun.start - REACH:
            break
        if voice is not None and voice.gender == gender and phrase.start < pronoun.start:
            near = ("sentence before",) if in_sentence_before(phrase, pronoun) else ()
            yield Contender(voice.place, voice.name, ("pronoun", "gender", *near))
            break


def unnamed(memory: Memory, mention: Mention, gender: str = "-") -> str:
    """Who is meant by a noun: the name that it goes back to, or itself."""
    answer = who_is(memory, mention.phrase, gender)
    if answer is not None:
        return answer.name or mention.phrase.text
    core = core_of(mention.phrase)
    dated = len(mention.phrase.tokens) > 2 and mention.phrase.tokens[-1].upos == "NUM"  # revisoren i 2019
    return described(memory, core) or (core if dated else mention.phrase).text


def people_in(memory: Memory, mention: Mention, gender: str) -> int:
    """How many people of this gender a mention names, side by side."""
    if not is_plural(mention.phrase):
        return 1
    named = (memory.cast.named(words) for words in names_in(mention.phrase))
    return len({id(e) for e in named if e and e.kind == "person" and gender in (e.gender, "-")})


def they(memory: Memory, phrase: Phrase) -> str | None:
    """The group that spoke last, or the last several whom the text names; *de to* goes back to *to unge mænd*."""
    mentions = [mention for mention in _people_before(memory, phrase) if _is_several(mention.phrase)]
    counted = phrase.tokens[-1].lower if len(phrase.tokens) == 2 else ""
    same = (mention for mention in mentions if counted and mention.phrase.tokens[0].lower == counted)
    last = next(same, None) or next(iter(mentions), None)
    if memory.group is not None and memory.group[0] > phrase.start - REACH:
        if last is None or last.place <= memory.group[0]:
            return clean(memory.group[1])
    if memory.house is not None and in_sentence_before(memory.house[0], phrase):
        if last is None or last.place <= memory.house[0].start:
            return memory.house[1]  # Fjordbanken skriver … De oplyser
    if last is None:
        return None
    whole = last.phrase
    core = phrase_at(whole.passage, whole.first, whole.last, full=False)
    return two_people(memory, whole) or clean((core or whole).text)


def _people_before(memory: Memory, phrase: Phrase) -> Iterator[Mention]:
    """Those who may be *de*: people and organisations; within somebody's own words only those named there."""
    own = memory.cast.is_speech(phrase.start)
    return (mention for mention in memory.cast.before(phrase.start) if not own or mention.within is not None)


def _is_several(phrase: Phrase) -> bool:
    """Whether it is people of whom there are more than one: not *broer og en kirke*."""
    head = head_of(phrase)
    return is_plural(phrase) and (head.upos != "NOUN" or head.is_plural or names_two(phrase))


def two_people(memory: Memory, phrase: Phrase) -> str | None:
    """``Anna Holm og Per Dal``: both names, where each is a person's or a short form in capitals."""
    for token in phrase.tokens[1:-1]:
        hanging = phrase.passage.tokens[token.index - 1].form.endswith("-")  # Net- og Trafiksektionen
        if token.lower not in ("og", "samt") or hanging:
            continue
        parts = [
            Phrase(phrase.passage, phrase.first, token.index),
            Phrase(phrase.passage, token.index + 1, phrase.last),
        ]
        names = [next(names_in(part), None) for part in parts]
        if all(words and _stands_alone(memory, part, words) for part, words in zip(parts, names, strict=True)):
            found = (memory.cast.named(words) for words in names if words)
            return " og ".join(entity.text for entity in found if entity)
        if all(stands_for_somebody(part, words) for part, words in zip(parts, names, strict=True)):
            return phrase.text
    return None


def _stands_alone(memory: Memory, part: Phrase, words: tuple[str, ...]) -> bool:
    entity = memory.cast.named(words)
    if entity is None or not is_own_name(part, words):
        return False
    return entity.kind == "person" or (entity.kind == "" and len(entity.name) > 1) or words[0].isupper()


def it(memory: Memory, phrase: Phrase) -> str | None:
    """``den``, ``det``: a paper or organisation that the sentence before has brought up, or the one told of last."""
    paper = _paper_before(memory, phrase)
    if paper is not None:
        return clean(paper.text)
    if memory.house is not None and in_sentence_before(memory.house[0], phrase):
        return document_behind(memory.house[0]) or memory.house[1]
    houses = [m for m in memory.cast.before(phrase.start) if not m.person]
    told = next((m for m in houses if m.subject), None)
    if told is not None and told.entity is None and in_sentence_before(told.phrase, phrase):
        return clean(unnamed(memory, told))  # bestyrelsen … Den
    organisation = next((m.entity for m in houses if m.entity), None)
    return clean(organisation.text) if organisation else None


def _paper_before(memory: Memory, phrase: Phrase) -> Phrase | None:
    """``Udvalget har fået et notat. Det viser, at …``: the document told of last, of the pronoun's gender."""
    papers = memory.cast.papers
    for index in range(bisect_left(papers, phrase.start, key=_start) - 1, -1, -1):
        paper = papers[index]
        if not in_sentence_before(paper, phrase):
            return None
        if head_of(paper).is_common_gender == (phrase.text.lower() == "den") and not is_plural(paper):
            return paper
    return None


def _start(phrase: Phrase) -> int:
    return phrase.start


def one(memory: Memory, phrase: Phrase) -> str | None:
    """``I partiet mener man``: *man* are those of the phrase that opens the sentence."""
    passage = phrase.passage
    first = passage.sentence_of(phrase.first).start
    if passage.tokens[first].lower not in ("i", "på", "hos", "ved") or first + 1 >= phrase.first:
        return None
    inner = phrase_at(passage, first + 1, phrase.first)
    if inner is None or all(token.upos == "NUM" or token.lower in TIME for token in inner.tokens):
        return None  # not I 1987 regnede man
    words = next(names_in(inner), None)
    entity = memory.cast.named(words) if words else None
    return entity.text if entity else inner.text

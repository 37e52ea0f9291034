"""The people and organisations of a text: what it calls each, and where it speaks of them.

Word order and word class alone say so, because most sentences of a text report nothing and are never given a tree.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from quoteattr.danish.lexicon import Role, given_names, organisations, role_of
from quoteattr.grammar.noun_phrases import BOUNDS, Phrase, bounds_phrases, head_of, phrase_at
from quoteattr.grammar.proper_names import abbreviation_in, is_own_name, names_in, plain
from quoteattr.grammar.subjects import in_sentence_before, looks_like_subject
from quoteattr.parse.passage import Passage, Token
from quoteattr.speakers.descriptions import FIRM_WORDS, describe, describe_before, describe_further
from quoteattr.speakers.entities import REACH, Entity, Mention
from quoteattr.speakers.name_index import NameIndex
from quoteattr.speakers.noun_index import NounIndex, Unnamed, is_aged

_LONGEST_HEADING = 14
_DATELINE = 5  # tokens
_NOMINALIZED = frozenset("anholdte tiltalte sigtede dømte mistænkte afdøde savnede".split())
_SHORT_FORM = 3  # letters of what may be an abbreviation: LO
_NEVER_FIRST = frozenset(["ADP", "AUX", "CCONJ", "PUNCT", "SCONJ"])  # in a noun phrase
Name = tuple[tuple[str, ...], bool]  # its words, and whether it is that of the one whom the phrase is about


class Cast:
    """The people and organisations of a text, in the order they come up."""

    def __init__(self, passages: Sequence[Passage], speech: Iterable[tuple[int, int]] = ()) -> None:
        self.speech = sorted(speech)  # places that are somebody's own words
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.aliases: dict[str, Entity] = {}
        self.pronouns: list[Phrase] = []  # han and hun in the story
        self.papers: list[Phrase] = []  # that a later det or den may be
        self._names_known = NameIndex()
        self._initials: dict[str, Entity] = {}  # of names of several words
        told = (passage for passage in passages if not _is_in_capitals(passage))
        phrases = [(phrase, _names(phrase)) for passage in told for phrase in _phrases(passage)]
        last: Phrase | None = None  # that names somebody
        for phrase, names in phrases:
            if names and any(token.is_name for token in phrase.tokens):
                self._add(phrase, names)
                last = phrase if names[0][1] else last
            elif last is not None and in_sentence_before(last, phrase):
                self._add_to(last, phrase)
        for phrase, names in phrases:
            self._note(phrase, names)
        self.mentions.sort(key=_place)

    def before(self, place: int, among: Sequence[Mention] | None = None) -> Iterator[Mention]:
        """The mentions that a reader at ``place`` remembers, the last first: not within other people's words."""
        mentions = self.mentions if among is None else among
        own = self._speech_at(place)
        for index in range(bisect_left(mentions, place, key=_place) - 1, -1, -1):
            mention = mentions[index]
            if mention.place < place - REACH:
                break
            if mention.within is None or mention.within == own:
                yield mention

    def behind(self, place: int) -> Iterator[Mention]:
        """The mentions that come up soon behind ``place``, the first first."""
        own = self._speech_at(place)
        for index in range(bisect_right(self.mentions, place, key=_place), len(self.mentions)):
            mention = self.mentions[index]
            if mention.place >= place + REACH:
                break
            if mention.within is None or mention.within == own:
                yield mention

    def named_before(self, place: int) -> Iterator[Entity]:
        """Whom the text names before ``place``, also beside others and in their own words, the last first."""
        for index in range(bisect_left(self._namings, (place,)) - 1, -1, -1):
            named_at, number = self._namings[index]
            if named_at < place - REACH:
                break
            yield self.entities[number]

    @cached_property
    def _namings(self) -> list[tuple[int, ...]]:
        return sorted((place, entity.number) for entity in self.entities for place in entity.places)

    def called(self, noun: str, place: int, former: bool) -> list[Entity]:
        """Those who are named not far from ``place`` and called by a noun there or elsewhere, or have been it."""
        return self._nouns_known.near(noun, place - REACH, place + REACH, former)

    def by_text(self, name: str) -> Entity | None:
        """The first entity with this name."""
        return self._by_text.get(name)

    @cached_property
    def _by_text(self) -> dict[str, Entity]:
        return {entity.text: entity for entity in reversed(self.entities)}

    @cached_property
    def _nouns_known(self) -> NounIndex:
        return NounIndex(self.entities)

    @cached_property
    def unnamed(self) -> Unnamed:
        """The mentions that are by a noun alone."""
        return Unnamed(self.mentions)

    def namesakes(self, words: tuple[str, ...], place: int) -> list[str]:
        """The people who share a surname that stands alone at ``place``: those named before, if there are any."""
        if len(words) > 1 or words[0] in given_names():
            return []
        people = [entity for entity in self._names_known.surnamed(plain(words[0])) if entity.kind == "person"]
        known = [entity for entity in people if entity.places[0] < place]
        return [entity.text for entity in known or people]

    def is_speech(self, place: int) -> bool:
        """Whether a place is within somebody's own words."""
        return self._speech_at(place) is not None

    def protagonist(self) -> str | None:
        """The person whom the text names most often."""
        people = [entity for entity in self.entities if entity.kind == "person"]
        return max(people, key=lambda entity: len(entity.places)).text if people else None

    def _speech_at(self, place: int) -> tuple[int, int] | None:
        index = bisect_right(self.speech, (place, sys.maxsize)) - 1
        return self.speech[index] if index >= 0 and place < self.speech[index][1] else None

    def _add(self, phrase: Phrase, names: Sequence[Name]) -> None:
        for words, own in names:
            entity = self.named(words) or self._new(words)
            if len(words) > len(entity.name):
                entity.name = words
                self._names_known.enter(entity)
            entity.places.append(phrase.start)
            describe(entity, phrase, words, own)
            if own and entity.kind != "org":
                describe_further(entity, phrase)
            describe_before(entity, phrase)
            alias = abbreviation_in(phrase, words)
            if alias:
                self.aliases[alias] = entity

    def _add_to(self, naming: Phrase, phrase: Phrase) -> None:
        """``Asta Holm ler. Hun er formand``: what is said of *hun* right behind a name is said of whose it is."""
        gender = {"han": "m", "hun": "f"}.get(phrase.text.lower())
        entity = self.named(_names(naming)[0][0])
        if gender is not None and entity is not None and entity.kind != "org" and entity.gender in (gender, "-"):
            describe_further(entity, phrase)

    def _new(self, words: tuple[str, ...]) -> Entity:
        entity = Entity(words, gender=given_names().get(words[0], "-"))
        noun, last = role_of(words[0].lower()), role_of(words[-1].lower())
        if " ".join(words) in organisations() or not FIRM_WORDS.isdisjoint(words[1:]):
            entity.kind = "org"
        elif words[0] in given_names():
            entity.kind = "person"
        elif noun is not None and (len(words) > 2 or (len(words) > 1 and noun.kind == "org")):
            entity.kind = noun.kind  # Retten i Holbæk, Club Brugge
        elif len(words) > 1 and last is not None and last.kind == "org":
            entity.kind = "org"  # Sankt Bents Kirke
        entity.number = len(self.entities)
        self.entities.append(entity)
        if len(words) > 2 and entity.kind != "person":
            self._initials.setdefault("".join(word[0] for word in words).upper(), entity)  # Institut for Kyst: IFK
        self._names_known.enter(entity)
        return entity

    def named(self, words: tuple[str, ...]) -> Entity | None:
        """The entity that goes by this name or a part of it."""
        alias = self.aliases.get(words[0]) if len(words) == 1 else None
        return alias or self._names_known.find(words) or self._initials.get(words[0] if len(words) == 1 else "")

    def _note(self, phrase: Phrase, names: Sequence[Name]) -> None:
        tokens = phrase.tokens
        if len(tokens) == 1 and tokens[0].lower in ("han", "hun") and not self.is_speech(phrase.start):
            self.pronouns.append(phrase)
        for words, _ in names[1:]:
            self._note_beside(phrase, words)
        entity = None
        if names:
            words, own = names[0]
            entity = self.named(words) if own else None
            if entity is None:
                self._note_beside(phrase, words)
        head = _one_of(phrase) or head_of(phrase)
        gender, kind = entity.gender if entity else "-", entity.kind if entity else ""
        aged = is_aged(head)  # den 43-årige
        known = Role("-", "person") if aged else head.role if _is_role(head) else None
        if known:
            gender, kind = (known.gender if gender == "-" else gender), kind or known.kind
        if entity is None and kind == "document":
            self.papers.append(phrase)
        predicate = len(tokens) == 1 and head.is_indefinite  # han var fisker
        if entity is None and (kind not in ("person", "org") or predicate):
            return
        aged = aged or any(map(is_aged, tokens))
        subject = looks_like_subject(phrase) and not _is_asked_about(phrase)
        if entity is not None or subject or aged:
            unknown = kind == "" and entity is not None and len(entity.name) > 1
            person = kind == "person" or (unknown and subject)
            within = self._speech_at(phrase.start)
            self.mentions.append(Mention(phrase.start, entity, phrase, subject, gender, person, within))

    def _note_beside(self, phrase: Phrase, words: tuple[str, ...]) -> None:
        """Note a person whose name stands within a phrase about something else."""
        entity = self.named(words)
        if entity is not None and entity.kind == "person":
            within = self._speech_at(phrase.start)
            self.mentions.append(Mention(phrase.start, entity, phrase, False, entity.gender, True, within))


def _names(phrase: Phrase) -> list[Name]:
    """The names within a phrase, and of each whether it is that of the one whom the phrase is about."""
    return [(words, is_own_name(phrase, words)) for words in names_in(phrase)]


def _one_of(phrase: Phrase) -> Token | None:
    """``en af værftets svende``: the noun for those of whom one is meant."""
    if len(phrase.tokens) < 3 or not is_one_of(phrase):
        return None
    return next((token for token in phrase.tokens[2:] if token.upos == "NOUN" and token.is_plural), None)


def is_one_of(phrase: Phrase) -> bool:
    opening = [token.lower for token in phrase.tokens[:2]]
    return opening in (["en", "af"], ["et", "af"], ["én", "af"])


def _is_asked_about(phrase: Phrase) -> bool:
    """``Har du set Holm?``: whom an interviewer asks about is not who answers."""
    passage = phrase.passage
    sentence = passage.sentence_of(phrase.first)
    tokens = passage.tokens[sentence.start : sentence.stop]
    return tokens[-1].form == "?" and any(token.lower in ("du", "dig") or token.form == "De" for token in tokens)


def _place(mention: Mention) -> int:
    return mention.place


def _is_in_capitals(passage: Passage) -> bool:
    """``INTET SET``: a heading whose capitals do not tell names from other words."""
    words = [token.form for token in passage.tokens[: _LONGEST_HEADING + 1] if token.form.isalpha()]
    return 1 < len(words) < _LONGEST_HEADING and all(map(str.isupper, words))


def _phrases(passage: Passage) -> Iterator[Phrase]:
    """The noun phrases of a passage that may be about somebody, from left to right, none within another."""
    for part, limit in _parts(passage):
        index = part.start
        while index < part.stop:
            if passage.tokens[index].upos in _NEVER_FIRST and not passage.tokens[index].is_name:
                index += 1
                continue
            phrase = phrase_at(passage, index, limit, by_tree=False)
            if phrase is not None:
                yield phrase
            index = max(index + 1, phrase.last if phrase else 0)


def _parts(passage: Passage) -> Iterator[tuple[range, int]]:
    """The parts of the sentences that no phrase goes beyond and that hold somebody; and where the sentence ends."""
    tokens = passage.tokens
    behind = _behind_dateline(passage)
    bracketed = "(" in passage.text[passage.start : passage.end]
    for sentence in passage.sentences:
        first = max(behind, sentence.start)
        own = tokens[first : sentence.stop]
        free = takewhile(lambda token: token.form[0] != "(", own) if bracketed else own  # before a parenthesis
        bounds = [token.index for token in free if token.upos in BOUNDS and bounds_phrases(passage, token.index)]
        for stop in (*bounds, sentence.stop):
            for token in tokens[first : min(stop + 1, sentence.stop)]:  # de to tiltalte, which may be read as a verb
                if _may_be_somebody(token):
                    yield range(first, stop), sentence.stop
                    break
            first = stop + 1


def _is_role(token: Token) -> bool:
    """A noun, or what stands for one: *den anholdte*."""
    return token.upos == "NOUN" or token.lower in _NOMINALIZED


def _behind_dateline(passage: Passage) -> int:
    """``KORSVIG:``, ``NØRRE SKELDRUP.``, ``New York.``: the index behind a place or heading that opens a paragraph."""
    tokens = passage.tokens
    first = passage.sentences[0].stop if len(passage.sentences) > 1 else 0
    placed = 1 < first <= _DATELINE and tokens[first - 1].form == "."
    if placed and all(token.is_punct or (token.is_name and not token.is_given_name) for token in tokens[:first]):
        return first
    for index, token in enumerate(tokens[:_DATELINE]):
        if index and token.form in (":", ".") and index + 1 < len(tokens):
            return index + 1
        if not (token.form.isupper() and token.form.isalpha() and len(token.form) > _SHORT_FORM):
            break
    return 0


def _may_be_somebody(token: Token) -> bool:
    """Whether a phrase with this token may name or mean a person or organisation; others are of no account here."""
    if token.is_name or token.lower in ("han", "hun"):
        return True
    if _is_role(token) and token.role is not None:
        return True
    return not token.form[0].islower() and (is_aged(token) or (not token.initial and token.form[0].isupper()))


def is_plural(phrase: Phrase) -> bool:
    """Whether a phrase is for several: a plural noun or pronoun, or two names."""
    if is_one_of(phrase):
        return False
    return names_two(phrase) or any(token.is_plural for token in phrase.tokens if token.upos in ("NOUN", "PRON", "DET"))


def names_two(phrase: Phrase) -> bool:
    """*Anna Holm og Per Dal*."""
    forms = [token.lower for token in phrase.tokens]
    joint = forms.index("og", 1) if "og" in forms[1:-1] else 0
    return joint > 0 and phrase.tokens[0].is_name and phrase.tokens[joint + 1].is_name

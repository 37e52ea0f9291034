"""Who is it: from the words beside the cue to a name.

A surname becomes the full name that the text gives, ``hun`` the woman last spoken of, ``overvågningsgruppen`` the
organisation that was called so, a turn without a reporting clause goes to whoever has the floor.  What a reader
could not tell stays None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import define, field

from quoteattr.candidates import Candidate
from quoteattr.lexicon import given_names, speaker_noun
from quoteattr.passage import Passage, Token
from quoteattr.phrases import Phrase, phrase_at

_PARTICLES = frozenset("van von de der den del della di da bin ibn al el la le du dos ten ter y".split())
_NAME_LINKS = frozenset("for af i og på under mod".split())
_DEFINITE = regex.compile(r"(?:en|et|ne|n|t)s?$")
_THIRD = {"han": "m", "hun": "f", "ham": "m", "hende": "f", "hans": "m", "hendes": "f"}
_PLURAL = frozenset(["de", "begge", "vi", "dem"])
_TITLE_WORDS = frozenset("hr hr. fru frk frk. dr dr. sir lady".split())
_INITIAL = regex.compile(r"\p{Lu}\.?")


@define
class Entity:
    """Somebody or something that the text names, and what it calls them besides."""

    name: tuple[str, ...]
    gender: str = "-"
    kind: str = ""  # person, org, document or unknown
    described: set[str] = field(factory=set)
    places: list[int] = field(factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.name)


@define
class Mention:
    """A place where somebody could be meant by a later pronoun."""

    place: int
    entity: Entity | None
    phrase: Phrase
    subject: bool
    gender: str
    person: bool


class Cast:
    """The people and organisations of a text, in the order they come up."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.aliases: dict[str, Entity] = {}
        for passage in passages:
            for phrase in _named_phrases(passage):
                self._add(phrase)
        for passage in passages:
            self._note_subjects(passage)
        self.mentions.sort(key=lambda mention: mention.place)

    def _add(self, phrase: Phrase) -> None:
        for words in names_in(phrase):
            entity = self.named(words) or self._new(words)
            if len(words) > len(entity.name):
                entity.name = words
            entity.places.append(phrase.start)
            _describe(entity, phrase, words)
            alias = _abbreviation(phrase, words)
            if alias:
                self.aliases[alias] = entity

    def _new(self, words: tuple[str, ...]) -> Entity:
        entity = Entity(words, gender=given_names().get(words[0], "-"))
        if words[0] in given_names():
            entity.kind = "person"
        self.entities.append(entity)
        return entity

    def named(self, words: tuple[str, ...]) -> Entity | None:
        """The entity that goes by this name or a part of it."""
        plain = tuple(_plain(word) for word in words)
        if len(words) == 1 and words[0] in self.aliases:
            return self.aliases[words[0]]
        best = None
        for entity in self.entities:
            whole = tuple(_plain(word) for word in entity.name)
            if plain == whole:
                return entity
            if _is_part(plain, whole) or _is_part(whole, plain):
                if best is None or len(entity.name) > len(best.name):
                    best = entity
        return best

    def _note_subjects(self, passage: Passage) -> None:
        """Note every nominal that a pronoun could take up."""
        index = 0
        while index < len(passage.tokens):
            phrase = phrase_at(passage, index, passage.sentence_of(index).stop)
            if phrase is None:
                index += 1
                continue
            self._note(phrase)
            index = max(index + 1, phrase.last)

    def _note(self, phrase: Phrase) -> None:
        names = list(names_in(phrase))
        for words in names[1:]:
            self._note_beside(phrase, words)
        entity = self.named(names[0]) if names and is_own_name(phrase, names[0]) else None
        if names and entity is None:
            self._note_beside(phrase, names[0])
        nouns = [token.lower for token in phrase.tokens if token.upos == "NOUN"]
        gender, kind = entity.gender if entity else "-", entity.kind if entity else ""
        for noun in nouns:
            known = speaker_noun(noun)
            if known:
                gender, kind = (known[0] if gender == "-" else gender), kind or known[1]
        relations = {token.relation for token in phrase.tokens}
        subject = bool(relations & {"nsubj", "root"})
        if entity is not None or (kind in ("person", "org") and subject):
            unknown = kind == "" and entity is not None and len(entity.name) > 1
            person = kind == "person" or (unknown and subject)
            self.mentions.append(Mention(phrase.start, entity, phrase, subject, gender, person))

    def _note_beside(self, phrase: Phrase, words: tuple[str, ...]) -> None:
        """Note a person whose name stands within a phrase about something else."""
        entity = self.named(words)
        if entity is not None and entity.kind == "person":
            self.mentions.append(Mention(phrase.start, entity, phrase, False, entity.gender, True))


def names_in(phrase: Phrase) -> Iterator[tuple[str, ...]]:
    """The proper names of a phrase, the speaker's own first: not those in a genitive or behind a preposition."""
    tokens = phrase.tokens
    later = []
    index = 0
    while index < len(tokens):
        if not _starts_name(tokens, index):
            index += 1
            continue
        last = _name_end(tokens, index, phrase)
        words = _words_of(tokens[index:last])
        genitive = (
            last < len(tokens) and _is_genitive(tokens[last - 1]) and tokens[last].upos in ("NOUN", "ADJ", "PROPN")
        )
        if genitive or _in_parentheses(tokens, index) or _inside_prepositional(tokens, index):
            later.append(words)
        else:
            yield words
        index = last
    yield from later


def _abbreviation(phrase: Phrase, words: tuple[str, ...]) -> str | None:
    """``Nordisk Tangforening (NTF)``: the short form behind a name of several words."""
    forms = [token.form for token in phrase.tokens]
    text = "".join(forms)
    for index in range(len(words), len(forms) - 1):
        short = forms[index + 1].rstrip(")")
        if forms[index] == "(" and ")" in text and short.isupper() and len(short) > 1:
            return short if forms[index - 1].startswith(words[-1]) else None
    return None


def is_own_name(phrase: Phrase, words: tuple[str, ...]) -> bool:
    """Whether a name is that of the one whom the phrase is about, not of a place or owner beside it."""
    tokens = phrase.tokens
    at = next((index for index, token in enumerate(tokens) if token.form.startswith(words[0])), 0)
    end = at + len(words)
    owner = end < len(tokens) and _is_genitive(tokens[end - 1]) and tokens[end].upos in ("NOUN", "ADJ")
    return not owner and not _inside_prepositional(tokens, at)


def _without_genitive(phrase: Phrase) -> str:
    """The phrase's text, in the form it would have without an owner's ending."""
    text = phrase.text
    if "Case=Gen" in phrase.tokens[-1].feats and text.endswith("s") and not text.endswith("ss"):
        return text[:-1]
    return _clean(text)


def _words_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The forms of a name, its last word without the genitive's ending."""
    forms = [token.form for token in tokens]
    if "Case=Gen" in tokens[-1].feats and forms[-1].endswith("s") and len(forms[-1]) > 3:
        forms[-1] = forms[-1][:-1]
    forms[-1] = _clean(forms[-1])
    return tuple(forms)


def _in_parentheses(tokens: Sequence[Token], index: int) -> bool:
    return any(token.form.startswith("(") for token in tokens[:index]) and not any(
        token.form.endswith(")") for token in tokens[:index]
    )


def _starts_name(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not token.form[0].isupper() or token.lower in _TITLE_WORDS:
        return False
    if index == 0 and len(tokens) > 1 and token.initial and token.form not in given_names():
        if speaker_noun(token.lower) or (token.upos != "PROPN" and tokens[1].form in given_names()):
            return False  # a title that opens the sentence
    return token.is_name


def _name_end(tokens: Sequence[Token], index: int, phrase: Phrase) -> int:
    last = index + 1
    organisation = index > 0 and _calls_organisation(tokens[index - 1])
    while last < len(tokens):
        token = tokens[last]
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        capital = following is not None and following.form[0].isupper()
        if token.is_name or (organisation and token.form[0].isupper()):
            if not organisation and _is_genitive(tokens[last - 1]) and token.form in given_names():
                break  # SF's Roland Holm
            last += 1
        elif capital and (token.form == "&" or (organisation and token.lower in _NAME_LINKS)):
            last += 1
        elif capital and (token.lower in _PARTICLES or _INITIAL.fullmatch(token.form)):
            last += 1
        else:
            break
    return last


def _calls_organisation(token: Token) -> bool:
    """*overvågningsgruppen*, *nyhedsbureauet*: a definite noun before an organisation's name."""
    known = speaker_noun(token.lower)
    return token.upos == "NOUN" and known is not None and known[1] == "org"


def _is_genitive(token: Token) -> bool:
    return "Case=Gen" in token.feats or token.form.endswith(("'s", "’s", "s'"))


def _inside_prepositional(tokens: Sequence[Token], index: int) -> bool:
    """Whether a preposition stands before the name without a comma between: ``chefen for styrken Dancon``."""
    if index and tokens[index - 1].upos != "ADP" and tokens[index].form in given_names():
        return False  # ekspert i adoption Stig Thomsen
    for token in reversed(tokens[:index]):
        if token.form in (",", ")"):
            return False
        if token.upos == "ADP":
            return True
        if token.is_name:
            return False
    return False


def _plain(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’.")


def _is_part(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether a short form stands for a name: its surname, its first name, or its abbreviation."""
    if not part or len(part) >= len(whole):
        return False
    genitive = (*part[:-1], part[-1].removesuffix("s"))
    return any(whole[-len(form) :] == form or whole[: len(form)] == form for form in (part, genitive))


def _describe(entity: Entity, phrase: Phrase, words: tuple[str, ...]) -> None:
    """Remember the nouns beside a name, and what they say of gender and kind."""
    tokens = phrase.tokens
    own = is_own_name(phrase, words)
    at = next((index for index, token in enumerate(tokens) if token.form.startswith(words[0])), 0)
    for index, token in enumerate(tokens):
        beside = index + 1 == at
        title = token.upos == "NOUN" or (index == 0 and beside and token.initial)
        if not title or not (beside or own) or (index and tokens[index - 1].upos == "ADP" and not beside):
            continue
        known = speaker_noun(token.lower)
        if known and known[1] == "org" and words[0] in given_names() and not beside:
            continue  # Bent Holm, drabsafdelingen
        entity.described.add(token.lower)
        if known:
            if entity.gender == "-":
                entity.gender = known[0]
            entity.kind = known[1] if beside else entity.kind or known[1]


def _named_phrases(passage: Passage) -> Iterator[Phrase]:
    """Noun phrases that hold a name."""
    index = 0
    while index < len(passage.tokens):
        phrase = phrase_at(passage, index, passage.sentence_of(index).stop)
        if phrase is None:
            index += 1
            continue
        if any(token.is_name for token in phrase.tokens):
            yield phrase
        index = max(index + 1, phrase.last)


class Namer:
    """Gives each candidate, in text order, the name of its speaker."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.floor: str | None = None  # who spoke last
        self.floor_gender = "-"
        self.floor_place = -1
        self.spoken: list[tuple[int, str, str]] = []  # place, name, gender

    def name(self, candidate: Candidate) -> str | None:
        """The resolved name of a candidate's speaker, or None where a reader cannot tell."""
        place = candidate.cue[0] if candidate.cue else candidate.start
        if candidate.speaker is not None:
            name = self._resolve(candidate.speaker, candidate)
        elif candidate.hint is not None:
            name = self._resolve(candidate.hint, candidate)
        elif candidate.carried:
            name = self._carried(candidate)
        else:
            name = None
        if name is not None:
            self.floor, self.floor_place = name, place
        return name

    def _resolve(self, phrase: Phrase, candidate: Candidate) -> str | None:
        words = next(names_in(phrase), None)
        opening = phrase.tokens[0].lower
        single = len(phrase.tokens) == 1
        if single and opening in _THIRD:
            return self._pronoun(phrase.start, _THIRD[opening])
        if single and opening == "dem":
            return self._plural(phrase)
        if single and opening in ("de", "den", "det", "man", "begge"):
            return self._plural(phrase) if opening in ("de", "begge") else self._it(phrase, opening)
        if single and opening in ("jeg", "du", "vi", "i"):
            return None
        if words is not None and is_own_name(phrase, words):
            entity = self.cast.named(words)
            name = entity.text if entity else " ".join(words)
            if entity is None or entity.kind in ("person", ""):
                self.spoken.append((phrase.start, name, entity.gender if entity else "-"))
            return name
        name = self._described(phrase) or _without_genitive(phrase)
        if not _is_plural(phrase):
            known = next((facts for token in phrase.tokens if (facts := speaker_noun(token.lower))), None)
            if known is None or known[1] == "person":
                self.spoken.append((phrase.start, name, known[0] if known else "-"))
        return name

    def _pronoun(self, place: int, gender: str) -> str | None:
        """``han``, ``hun``: the nearest person before who fits, subjects and speakers first."""
        best: tuple[float, str] | None = None
        for spoken, name, said_by in self.spoken:
            if said_by in (gender, "-") and spoken < place:
                best = max(best or (0.0, name), (spoken + 270.0, name))
        for mention in self.cast.mentions:
            if mention.place >= place:
                break
            if not mention.person or mention.gender not in (gender, "-") or _is_plural(mention.phrase):
                continue
            name = mention.entity.text if mention.entity else mention.phrase.text
            score = mention.place + (120 if mention.subject else 0) + (60 if mention.gender == gender else 0)
            if name == self.floor:
                score += 150
            if best is None or score >= best[0]:
                best = (score, name)
        if best:
            return _clean(best[1])
        after = [m for m in self.cast.mentions if m.place > place and m.person and m.gender in (gender, "-")]
        named = next((m.entity for m in after if m.entity is not None), None)
        return named.text if named else None

    def _plural(self, phrase: Phrase) -> str | None:
        previous = [m for m in self.cast.mentions if m.place < phrase.start and _is_plural(m.phrase)]
        if not previous:
            return None
        whole = previous[-1].phrase
        core = phrase_at(whole.passage, whole.first, whole.last, full=False)
        return _clean((core or whole).text)

    def _it(self, phrase: Phrase, opening: str) -> str | None:
        if opening == "man":
            return self._house_of(phrase)
        organisations = [m for m in self.cast.mentions if m.place < phrase.start and m.entity and not m.person]
        return _clean(organisations[-1].entity.text) if organisations and organisations[-1].entity else None

    def _house_of(self, phrase: Phrase) -> str | None:
        """``I partiet mener man``: *man* are those of the phrase that opens the sentence."""
        passage = phrase.passage
        first = passage.sentence_of(phrase.first).start
        if passage.tokens[first].lower in ("i", "på", "hos", "ved") and first + 1 < phrase.first:
            inner = phrase_at(passage, first + 1, phrase.first)
            if inner is not None:
                return self._resolve_named(inner) or inner.text
        return phrase.text

    def _resolve_named(self, phrase: Phrase) -> str | None:
        words = next(names_in(phrase), None)
        entity = self.cast.named(words) if words else None
        return entity.text if entity else None

    def _described(self, phrase: Phrase) -> str | None:
        """``overvågningsgruppen``: the one whom the text has called so."""
        nouns = [token for token in phrase.tokens if token.upos == "NOUN"]
        if not nouns or len(phrase.tokens) > 3:
            return None
        noun = nouns[-1].lower
        definite = "Definite=Def" in nouns[-1].feats or phrase.tokens[0].lower in ("den", "det", "de", "denne", "dette")
        if not definite:
            return None
        stem = _DEFINITE.sub("", noun)
        found = None
        for entity in self.cast.entities:
            known = {_DEFINITE.sub("", described) for described in entity.described} | set(entity.described)
            if any(_same_noun(stem, noun, other) for other in known):
                if found is None or _nearer(entity, found, phrase.start):
                    found = entity
        return _clean(found.text) if found else None

    def _carried(self, candidate: Candidate) -> str | None:
        """A free-standing quote: a person brought up since the last speaker, else the last speaker."""
        text = candidate.passage.text
        start, end = candidate.content[0]
        if text[end - 1] == "?" and end - start < 120 and candidate.rule.startswith("turn"):
            return None
        between = [
            mention
            for mention in self.cast.mentions
            if self.floor_place < mention.place < start and mention.subject and mention.person and mention.entity
        ]
        if between and between[-1].entity:
            return _clean(between[-1].entity.text)
        if self.floor is not None:
            return self.floor
        after = [m for m in self.cast.mentions if m.place > end and m.person and m.entity]
        return _clean(after[0].entity.text) if after and after[0].entity else None


def _nearer(entity: Entity, found: Entity, place: int) -> bool:
    """Whether one was named later before a place than the other, or is named before it at all."""
    last = max((p for p in entity.places if p <= place), default=-1)
    return last > max((p for p in found.places if p <= place), default=-1)


def _is_plural(phrase: Phrase) -> bool:
    return any("Number=Plur" in token.feats for token in phrase.tokens if token.upos in ("NOUN", "PRON", "DET"))


def _same_noun(stem: str, noun: str, other: str) -> bool:
    """One noun in two forms, or the last part of a compound: *ministeren* and *trafikminister*."""
    if len(stem) < 3 or len(other) < 3:
        return stem == other
    return other in (stem, noun) or other.endswith(stem) or stem.endswith(other) or other == stem + "e"


def _clean(name: str) -> str:
    """A name without the genitive's ending."""
    if name.endswith(("'s", "’s")):
        return name[:-2]
    return name.rstrip("'’") if name.endswith(("s'", "s’")) else name

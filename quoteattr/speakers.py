"""Who is it: from the words beside the cue to a name.

A surname becomes the full name that the text gives, ``hun`` the woman last spoken of, ``overvågningsgruppen`` the
organisation that was called so, a turn without a reporting clause goes to whoever has the floor.  What a reader
could not tell stays None.
"""

from __future__ import annotations

import regex

from quoteattr.candidates import Candidate
from quoteattr.cast import Cast, Entity, is_plural
from quoteattr.lexicon import speaker_noun
from quoteattr.names import clean, is_own_name, names_in, without_genitive
from quoteattr.phrases import Phrase, phrase_at

_DEFINITE = regex.compile(r"(?:en|et|ne|n|t)s?$")
_THIRD = {"han": "m", "hun": "f", "ham": "m", "hende": "f", "hans": "m", "hendes": "f"}


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
        several = self._several(phrase)
        if several:
            return several
        if words is not None and is_own_name(phrase, words):
            entity = self.cast.named(words)
            name = entity.text if entity else " ".join(words)
            if entity is None or entity.kind in ("person", ""):
                self.spoken.append((phrase.start, name, entity.gender if entity else "-"))
            return name
        name = self._described(phrase) or without_genitive(phrase)
        if not is_plural(phrase):
            known = next((facts for token in phrase.tokens if (facts := speaker_noun(token.lower))), None)
            if known is None or known[1] == "person":
                self.spoken.append((phrase.start, name, known[0] if known else "-"))
        return name

    def _several(self, phrase: Phrase) -> str | None:
        """``siger Anna Holm og Per Dal``: both names, where each is a person's or a short form in capitals."""
        for token in phrase.tokens[1:-1]:
            hanging = phrase.passage.tokens[token.index - 1].form.endswith("-")  # Net- og Trafiksektionen
            if token.lower in ("og", "samt") and not hanging:
                parts = (
                    Phrase(phrase.passage, phrase.first, token.index),
                    Phrase(phrase.passage, token.index + 1, phrase.last),
                )
                names = [next(names_in(part), None) for part in parts]
                if all(words and self._stands_alone(part, words) for part, words in zip(parts, names, strict=True)):
                    found = (self.cast.named(words) for words in names if words)
                    return " og ".join(entity.text for entity in found if entity)
        return None

    def _stands_alone(self, part: Phrase, words: tuple[str, ...]) -> bool:
        entity = self.cast.named(words)
        person = entity is not None and (entity.kind == "person" or (entity.kind == "" and len(entity.name) > 1))
        return is_own_name(part, words) and (person or (entity is not None and words[0].isupper()))

    def _pronoun(self, place: int, gender: str) -> str | None:
        """``han``, ``hun``: the nearest person before who fits, subjects and speakers first."""
        best: tuple[float, str] | None = None
        for spoken, name, said_by in self.spoken:
            if said_by in (gender, "-") and spoken < place:
                best = max(best or (0.0, name), (spoken + 200.0 + 150.0 * (said_by == gender), name))
        for mention in self.cast.seen_from(place):
            if mention.place >= place:
                break
            several = mention.entity is None and is_plural(mention.phrase)
            if not mention.person or mention.gender not in (gender, "-") or several:
                continue
            name = mention.entity.text if mention.entity else mention.phrase.text
            score = mention.place + 120.0 * mention.subject + 150.0 * (mention.gender == gender)
            if name == self.floor:
                score += 80
            if best is None or score >= best[0]:
                best = (score, name)
        if best:
            return clean(best[1])
        after = [m for m in self.cast.seen_from(place) if m.place > place and m.person and m.gender in (gender, "-")]
        named = next((m.entity for m in after if m.entity is not None), None)
        return named.text if named else None

    def _plural(self, phrase: Phrase) -> str | None:
        previous = [m for m in self.cast.seen_from(phrase.start) if m.place < phrase.start and is_plural(m.phrase)]
        if not previous:
            return None
        whole = previous[-1].phrase
        several = self._several(whole)
        if several:
            return several
        core = phrase_at(whole.passage, whole.first, whole.last, full=False)
        return clean((core or whole).text)

    def _it(self, phrase: Phrase, opening: str) -> str | None:
        if opening == "man":
            return self._house_of(phrase)
        organisations = [m for m in self.cast.mentions if m.place < phrase.start and m.entity and not m.person]
        return clean(organisations[-1].entity.text) if organisations and organisations[-1].entity else None

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
        return clean(found.text) if found else self._in_full(phrase, noun, stem)

    def _in_full(self, phrase: Phrase, noun: str, stem: str) -> str | None:
        """``ministeren`` where the text has said ``justitsministeren`` before, and no name."""
        for mention in reversed(self.cast.seen_from(phrase.start)):
            words = mention.phrase.tokens
            longer = len(words) == 1 and words[0].lower != noun and len(stem) > 3
            if mention.place < phrase.start and mention.entity is None and longer and words[0].lower.endswith(noun):
                return words[0].form
        return None

    def _carried(self, candidate: Candidate) -> str | None:
        """A free-standing quote: a person brought up since the last speaker, else the last speaker."""
        text = candidate.passage.text
        start, end = candidate.content[0]
        if text[end - 1] == "?" and end - start < 120 and candidate.rule.startswith("turn"):
            return None
        between = [
            mention
            for mention in self.cast.seen_from(start)
            if self.floor_place < mention.place < start and mention.subject and mention.person and mention.entity
        ]
        if between and between[-1].entity:
            return clean(between[-1].entity.text)
        if self.floor is not None:
            return self.floor
        after = [m for m in self.cast.seen_from(end) if m.place > end and m.person and m.entity]
        return clean(after[0].entity.text) if after and after[0].entity else None


def _nearer(entity: Entity, found: Entity, place: int) -> bool:
    """Whether one was named later before a place than the other, or is named before it at all."""
    last = max((p for p in entity.places if p <= place), default=-1)
    return last > max((p for p in found.places if p <= place), default=-1)


def _same_noun(stem: str, noun: str, other: str) -> bool:
    """One noun in two forms, or the last part of a compound: *ministeren* and *trafikminister*."""
    if len(stem) < 3 or len(other) < 3:
        return stem == other
    return other in (stem, noun) or other.endswith(stem) or stem.endswith(other) or other == stem + "e"

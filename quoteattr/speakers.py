"""Who is it: from the words beside the cue to a name.

A surname becomes the full name that the text gives, ``hun`` the woman last spoken of, ``overvågningsgruppen`` the
organisation that was called so, a turn without a reporting clause goes to whoever has the floor.  What a reader
could not tell stays None.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from quoteattr.candidates import Candidate
from quoteattr.cast import REACH, Cast, Mention, is_plural
from quoteattr.lexicon import speaker_noun
from quoteattr.names import clean, is_own_name, names_in, without_genitive
from quoteattr.phrases import TIME, Phrase, phrase_at
from quoteattr.quotes import QuoteType
from quoteattr.roles import core_of, described

_REPEATED_WITHIN = 40  # quotes between a headline and the words that it repeats
_WORD = regex.compile(r"\w+")
_THEY = frozenset(["de", "dem", "deres", "begge"])
_ALL = frozenset(["begge", "to", "tre", "alle", "selv"])
_OWN = frozenset(["eget", "egne", "egen"])  # ifølge eget udsagn
_THIRD = {"han": "m", "hun": "f", "ham": "m", "hende": "f", "hans": "m", "hendes": "f"}


def speakers_of(candidates: Sequence[Candidate], cast: Cast) -> list[str | None]:
    """For each candidate, in text order, the resolved name of its speaker, or None where a reader cannot tell."""
    namer = Namer(cast)
    names = [namer.name(candidate) for candidate in candidates]
    for place, candidate in enumerate(candidates):
        if candidate.cue is None and candidate.speaker is None:
            near = slice(place + 1, place + 1 + _REPEATED_WITHIN)
            later = zip(candidates[near], names[near], strict=True)
            names[place] = next(
                (name for other, name in later if name and _quotes_again(candidate, other)), names[place]
            )
    return names


def _quotes_again(headline: Candidate, other: Candidate) -> bool:
    """Whether a later quote holds all the words of a headline's."""
    words, whole = _words(headline), _words(other)
    if other.type is not QuoteType.DIRECT or not 3 <= len(words) <= len(whole):
        return False
    return any(whole[first : first + len(words)] == words for first in range(len(whole) - len(words) + 1))


def _words(candidate: Candidate) -> list[str]:
    return [
        word for start, end in candidate.content for word in _WORD.findall(candidate.passage.text[start:end].lower())
    ]


class Namer:
    """Gives each candidate, in text order, the name of its speaker."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.floor: str | None = None  # who spoke last
        self.before_floor: str | None = None  # and who before
        self.floor_place = self.floor_until = -1
        self.floor_spoken = False  # in her own words
        self.asked: Candidate | None = None  # the question right before
        self.answers: str | None = None  # whom an interviewer asks
        self.spoken: list[tuple[int, str, str]] = []  # place, name, gender
        self.told: list[tuple[Phrase, str, str]] = []  # pronouns of the story, the same
        self.followed = 0  # how many of these

    def name(self, candidate: Candidate) -> str | None:
        """The name of a candidate's speaker; the candidates must come in text order."""
        place = candidate.cue[0] if candidate.cue else candidate.start
        spoken = len(self.spoken)
        if candidate.speaker is not None:
            name = self._resolve(candidate.speaker, candidate)
        elif candidate.hint is not None:
            name = self._resolve(candidate.hint, candidate)
        elif candidate.carried:
            name = self._carried(candidate)
        else:
            name = None
        if self.cast.is_speech(place) and candidate.cue is not None:
            del self.spoken[spoken:]
            return name  # what somebody says that others said: she keeps the floor
        if name is not None and not _in_passing(candidate):
            if name != self.floor:
                self.before_floor = self.floor
            self.floor, self.floor_place = name, place
            self.floor_until = max(place, candidate.speaker.start if candidate.speaker else 0)
            self.floor_spoken = candidate.type is QuoteType.DIRECT
        self.asked = candidate if _is_question(candidate) else None
        return name

    def _resolve(self, phrase: Phrase, candidate: Candidate) -> str | None:
        words = next(names_in(phrase), None)
        opening = phrase.tokens[0].lower
        single = len(phrase.tokens) == 1
        if opening in _OWN:
            return self._pronoun(phrase, "-")
        asked = self.asked is not None and self.asked.cue is None and self._is_answer(candidate)
        if single and opening in ("han", "hun") and asked:
            return self._interviewed()
        if single and opening in _THIRD:
            return self._pronoun(phrase, _THIRD[opening])
        if opening in _THEY and all(token.lower in _THEY | _ALL for token in phrase.tokens):
            return self._plural(phrase)
        if single and opening in ("den", "det", "man"):
            return self._it(phrase, opening)
        if single and opening in ("jeg", "du", "vi", "i"):
            return None
        several = self._several(phrase)
        if several:
            return several
        if words is not None and is_own_name(phrase, words):
            entity = self.cast.named(words)
            name = entity.text if entity else " ".join(words)
            namesakes = self.cast.namesakes(words, phrase.start)
            if len(namesakes) > 1:
                return self.floor if self.floor in namesakes else None
            if entity is None or entity.kind in ("person", ""):
                self.spoken.append((phrase.start, name, entity.gender if entity else "-"))
            return name
        name = described(self.cast, phrase) or without_genitive(phrase)
        if not is_plural(phrase):
            known = next((facts for token in phrase.tokens if (facts := speaker_noun(token.lower))), None)
            start, end = candidate.cue or (0, 0)
            heard = candidate.passage.text[start:end].lower() in ("lyder", "lød")  # lød det fra salen
            if (known is None and not heard) or (known is not None and known[1] == "person"):
                self.spoken.append((phrase.start, name, self._gender(name, known[0] if known else "-")))
        return name

    def _follow(self, place: int) -> None:
        """Remember whom the pronouns of the story before ``place`` are for."""
        while self.followed < len(self.cast.pronouns) and self.cast.pronouns[self.followed].start < place:
            pronoun = self.cast.pronouns[self.followed]
            self.followed += 1
            gender = _THIRD[pronoun.text.lower()]
            name = self._pronoun(pronoun, gender)
            if name is not None:
                self.told.append((pronoun, name, gender))

    def _gender(self, name: str, otherwise: str) -> str:
        """The gender of whoever has this name, else what the noun says."""
        entity = next((entity for entity in self.cast.entities if entity.text == name), None)
        return entity.gender if entity is not None and entity.gender != "-" else otherwise

    def _several(self, phrase: Phrase) -> str | None:
        """``siger Anna Holm og Per Dal``: both names, where each is a person's or a short form in capitals."""
        for token in phrase.tokens[1:-1]:
            hanging = phrase.passage.tokens[token.index - 1].form.endswith("-")  # Net- og Trafiksektionen
            if token.lower in ("og", "samt") and not hanging:
                first = Phrase(phrase.passage, phrase.first, token.index)
                second = Phrase(phrase.passage, token.index + 1, phrase.last)
                names = [next(names_in(part), None) for part in (first, second)]
                alone = [
                    words and self._stands_alone(part, words)
                    for part, words in zip((first, second), names, strict=True)
                ]
                if all(alone):
                    found = (self.cast.named(words) for words in names if words)
                    return " og ".join(entity.text for entity in found if entity)
                if _is_somebody(first, names[0]) and _is_somebody(second, names[1]):
                    return phrase.text
        return None

    def _stands_alone(self, part: Phrase, words: tuple[str, ...]) -> bool:
        entity = self.cast.named(words)
        person = entity is not None and (entity.kind == "person" or (entity.kind == "" and len(entity.name) > 1))
        return is_own_name(part, words) and (person or (entity is not None and words[0].isupper()))

    def _pronoun(self, phrase: Phrase, gender: str) -> str | None:
        """``han``, ``hun``: the nearest person before who fits, subjects and speakers first."""
        place = phrase.start
        herself = self.floor if self.cast.is_speech(place) else None  # who speaks is not her own *hun*
        best: tuple[float, str] | None = None
        several_fit = False  # Anton Kjær og Viggo Prahl … han
        self._follow(place)
        for told, name, said_by in reversed(self.told):
            if said_by == gender and place - REACH < told.start < place and name != herself:
                best = (told.start + 270.0 + 250.0 * _in_sentence_before(told, phrase), name)
                break
        for spoken, name, said_by in reversed(self.spoken):
            if spoken < place - REACH:
                break
            if said_by in (gender, "-") and spoken < place and name != herself:
                best = max(best or (0.0, name), (spoken + 200.0 + 150.0 * (said_by == gender), name))
        for mention in self.cast.seen_from(place):
            if mention.place >= place:
                break
            several = mention.entity is None and is_plural(mention.phrase)
            if not mention.person or mention.gender not in (gender, "-") or several:
                continue
            name = mention.entity.text if mention.entity else self._unnamed(mention)
            if name == herself:
                continue
            score = mention.place + 120.0 * mention.subject + 150.0 * (mention.gender == gender)
            score += 250.0 * _in_sentence_before(mention.phrase, phrase)
            if name == self.floor:
                score += 80
            if best is None or score >= best[0]:
                best, several_fit = (score, name), self._fitting(mention, gender) > 1
        if best:
            return None if several_fit else clean(best[1])
        after = [m for m in self.cast.seen_from(place) if m.place > place and m.person and m.gender in (gender, "-")]
        named = next((m.entity for m in after if m.entity is not None), None)
        return named.text if named else None

    def _unnamed(self, mention: Mention) -> str:
        """Who is meant by a noun: the name that it goes back to, or itself."""
        core = core_of(mention.phrase)
        return described(self.cast, core) or mention.phrase.text

    def _fitting(self, mention: Mention, gender: str) -> int:
        """How many people of this gender a mention names, side by side."""
        if not is_plural(mention.phrase):
            return 1
        named = (self.cast.named(words) for words in names_in(mention.phrase))
        people = {
            id(entity) for entity in named if entity and entity.kind == "person" and gender in (entity.gender, "-")
        }
        return len(people)

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
        mentions = self.cast.mentions
        behind = bisect_left(mentions, phrase.start, key=lambda mention: mention.place)
        before = (mentions[number] for number in range(behind - 1, -1, -1))
        organisation = next((m.entity for m in before if m.entity and not m.person), None)
        return clean(organisation.text) if organisation else None

    def _house_of(self, phrase: Phrase) -> str | None:
        """``I partiet mener man``: *man* are those of the phrase that opens the sentence."""
        passage = phrase.passage
        first = passage.sentence_of(phrase.first).start
        if passage.tokens[first].lower in ("i", "på", "hos", "ved") and first + 1 < phrase.first:
            inner = phrase_at(passage, first + 1, phrase.first)
            counted = inner is not None and all(t.upos == "NUM" or t.lower in TIME for t in inner.tokens)
            if inner is not None and not counted:  # not I 1987 regnede man
                return self._resolve_named(inner) or inner.text
        return None

    def _resolve_named(self, phrase: Phrase) -> str | None:
        words = next(names_in(phrase), None)
        entity = self.cast.named(words) if words else None
        return entity.text if entity else None

    def _is_answer(self, candidate: Candidate) -> bool:
        """Whether a turn comes right behind the question, with no story between."""
        asked = self.asked.passage.end if self.asked else 0
        return not candidate.passage.text[asked : candidate.passage.start].strip(" \n-–—»\"”“'’")

    def _says_paper(self, candidate: Candidate) -> bool:
        """``hedder det``: a paper says so, not the person who spoke before."""
        start, end = candidate.cue or (0, 0)
        person = any(entity.kind == "person" and entity.text == self.floor for entity in self.cast.remembered_at(start))
        return candidate.passage.text[start:end].lower() in ("hedder", "hed") and person

    def _interviewed(self) -> str | None:
        """Who answers an interviewer: whoever has answered or spoken before, else whom the text is most about."""
        self.answers = self.answers or (self.floor if self.floor_spoken else None) or self.cast.protagonist()
        return self.answers

    def _carried(self, candidate: Candidate) -> str | None:
        """A free-standing quote: a person brought up since the last speaker, else the last speaker."""
        start, end = candidate.content[0]
        if _is_question(candidate) and end - start < 120 and candidate.rule.startswith("turn"):
            return None
        if self.asked is not None and self.asked.cue is not None and self._is_answer(candidate):
            return self.before_floor
        if self.asked is not None and self.asked.cue is None and self._is_answer(candidate):
            return self._interviewed()
        between = [
            mention
            for mention in self.cast.seen_from(start)
            if self.floor_place < mention.place < start
            and mention.subject
            and mention.person
            and mention.entity
            and (self.floor is None or mention.entity.kind == "person")
        ]
        told = self._told_of(start, between[-1].place if between else self.floor_until)
        if told is not None:
            return told
        if between and self.floor is None and self._fitting(between[-1], "-") > 1:
            return None
        if between and between[-1].entity:
            return clean(between[-1].entity.text)
        if candidate.cue is not None and (self.floor is None or self._says_paper(candidate)):
            return None
        if self.floor is not None:
            return self.floor
        after = [m for m in self.cast.seen_from(end) if m.place > end and m.person and m.entity]
        return clean(after[0].entity.text) if after and after[0].entity else None

    def _told_of(self, start: int, since: int) -> str | None:
        """``Hun ryster på hovedet. »…«``: whom the story speaks of last before a quote, if only by a pronoun."""
        behind = bisect_left(self.cast.pronouns, start, key=lambda phrase: phrase.start)
        last = self.cast.pronouns[behind - 1] if behind else None
        if last is None or last.start <= since:
            return None
        return self._pronoun(last, _THIRD[last.text.lower()])


def _in_sentence_before(mention: Phrase, pronoun: Phrase) -> bool:
    """Whether a mention stands in the sentence right before that of a pronoun, or in the same one.

    The last sentence of a paragraph comes right before the quote that opens the next.
    """
    passage, above = pronoun.passage, mention.passage
    if above is passage:
        behind = passage.sentence_of(mention.first).stop
        return mention.first < pronoun.first and behind >= passage.sentence_of(pronoun.first).start
    last = above.sentence_of(mention.first).stop == len(above.tokens)
    adjoins = not passage.text[above.end : passage.start].strip()
    opens = passage.sentence_of(pronoun.first).start == 0 or not passage.text[passage.start].isalnum()
    return last and adjoins and above.start < passage.start and opens


def _in_passing(candidate: Candidate) -> bool:
    """``Da produceren i fjor udtalte, at …, klippede hun artiklen ud``: a report that only sets the scene."""
    if candidate.type is QuoteType.DIRECT or candidate.cue is None:
        return False
    passage = candidate.passage
    sentence = passage.sentence_of(passage.token_at(candidate.cue[0]))
    return passage.tokens[sentence.start].lower in ("da", "når", "efter", "mens", "siden")


def _is_question(candidate: Candidate) -> bool:
    return candidate.passage.text[candidate.content[-1][1] - 1] == "?"


def _is_somebody(part: Phrase, name: tuple[str, ...] | None) -> bool:
    """Whether one side of *og* is a speaker by itself: a name of its own, or a definite noun for people."""
    if name is not None and part.tokens[0].is_name and is_own_name(part, name):
        return True
    noun = next((token for token in part.tokens if token.upos == "NOUN"), None)
    if noun is None or speaker_noun(noun.lower) is None or name is not None:
        return False
    return "Definite=Def" in noun.feats or part.tokens[0].upos in ("DET", "PRON") or "Number=Plur" in noun.feats

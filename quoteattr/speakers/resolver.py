"""Who is it: from the words beside the cue to a name.

A surname becomes the full name that the text gives, ``hun`` the woman last spoken of, ``overvågningsgruppen`` the
organisation that was called so, a turn without a reporting clause goes to whoever has the floor.  What a reader
could not tell stays None.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from quoteattr.danish.closed_classes import TIME
from quoteattr.danish.lexicon import role_of
from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.proper_names import clean, is_own_name, names_in, stands_for_somebody, without_genitive
from quoteattr.grammar.subjects import in_sentence_before, is_moved
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.cast import Cast, is_plural
from quoteattr.speakers.entities import REACH, Mention
from quoteattr.speakers.headlines import with_headlines
from quoteattr.speakers.role_nouns import core_of, described
from quoteattr.speakers.turn_signs import (
    asks_you,
    called_upon,
    document_behind,
    does_something,
    in_passing,
    is_paper,
    is_question,
    name_given,
    speaks_of,
)

_NEARER = 600  # code points by which somebody may seem nearer than she is
_TOLD = 150.0  # and by which she seems farther of whom another has just told
_LATELY = 3  # contents that others have told
_THEY = frozenset(["de", "dem", "deres", "begge"])
_ALL = frozenset(["begge", "to", "tre", "alle", "selv"])
_OWN = frozenset(["eget", "egne", "egen"])  # ifølge eget udsagn
_RIGHT_BEHIND = 4  # code points: a mark and a space
_ANYBODY = frozenset("nogen ingen enhver alle mange".split())
_THIRD = {"han": "m", "hun": "f", "ham": "m", "hende": "f", "hans": "m", "hendes": "f"}


def speakers_of(candidates: Sequence[Candidate], cast: Cast) -> list[str | None]:
    """For each candidate, in text order, the resolved name of its speaker, or None where a reader cannot tell."""
    namer = Namer(cast)
    names = [namer.name(candidate) for candidate in candidates]
    return with_headlines(candidates, names)


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
        self.voices: set[str] = set()  # who has spoken in their own words
        self.spoken: list[tuple[int, str, str]] = []  # place, name, gender
        self.several: tuple[int, str] | None = None  # the last group that spoke, and where
        self.told: list[tuple[Phrase, str, str]] = []  # pronouns of the story, the same
        self.followed = 0  # how many of these
        self.reported: list[tuple[int, int]] = []  # the last contents that somebody has told
        self.house: tuple[Phrase, str] | None = None  # the organisation that spoke last, if it was one

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
        self._remember(candidate, name, place)
        return name

    def _remember(self, candidate: Candidate, name: str | None, place: int) -> None:
        """Who has the floor from here on, and what the next names may go back to."""
        if name is not None and not in_passing(candidate) and not is_paper(candidate.speaker):
            if name != self.floor:
                self.before_floor = self.floor
            self.floor, self.floor_place = name, place
            self.floor_until = max(place, candidate.speaker.start if candidate.speaker else 0)
            self.floor_spoken = candidate.type is QuoteType.DIRECT
            if self.floor_spoken:
                self.voices.add(name)
        self.asked = candidate if is_question(candidate) else None
        told = candidate.type is not QuoteType.DIRECT and candidate.cue is not None
        if told and self._gender(name or "", "-") != "-":
            self.reported = [*self.reported[-_LATELY:], *candidate.content]
        if name is not None and candidate.speaker is not None:
            self.house = (candidate.speaker, name) if self._is_house(candidate.speaker, name) else None

    def _is_house(self, phrase: Phrase, name: str) -> bool:
        """Whether a speaker is an organisation, which a later *den* may be."""
        entity, known = self.cast.by_text(name), role_of(head_of(phrase).lower)
        return known.kind == "org" if known is not None else entity is not None and entity.kind == "org"

    def _resolve(self, phrase: Phrase, candidate: Candidate) -> str | None:
        words = next(names_in(phrase), None)
        opening = phrase.tokens[0].lower
        single = len(phrase.tokens) == 1
        if opening in _OWN:
            return self._owner(phrase)
        asked = self.asked is not None and self.asked.cue is None and self._is_answer(candidate)
        if single and opening in ("han", "hun") and asked:
            interviewed = self._interviewed()
            if interviewed is None or self._gender(interviewed, "-") in (_THIRD[opening], "-"):
                return interviewed
        if single and opening in _THIRD:
            return self._other(phrase) or self._pronoun(phrase, _THIRD[opening])
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
        if is_plural(phrase):
            self.several = phrase.start, name
        elif phrase.tokens[0].lower not in _ANYBODY:
            known = next((facts for token in phrase.tokens if (facts := token.role)), None)
            start, end = candidate.cue or (0, 0)
            heard = candidate.passage.text[start:end].lower() in ("lyder", "lød")  # lød det fra salen
            if (known is None and not heard) or (known is not None and known.kind == "person"):
                self.spoken.append((phrase.start, name, self._gender(name, known.gender if known else "-")))
        return name

    def _owner(self, phrase: Phrase) -> str | None:
        """``Dal, som efter eget udsagn …``: the one named last in the sentence, else whoever *hun* would be."""
        start = phrase.passage.tokens[phrase.passage.sentence_of(phrase.first).start].start
        near = takewhile(lambda mention: mention.place >= start, self.cast.before(phrase.start))
        named = next((mention.entity for mention in near if mention.person and mention.entity), None)
        return clean(named.text) if named is not None else self._pronoun(phrase, "-")

    def _other(self, phrase: Phrase) -> str | None:
        """``Selv siger hun``: not the one who spoke last."""
        first = phrase.passage.sentence_of(phrase.first).start
        if phrase.passage.tokens[first].lower != "selv" or phrase.first != first + 2:
            return None
        return self._pronoun(phrase, _THIRD[phrase.tokens[0].lower], self.floor)

    def _follow(self, place: int) -> None:
        """Remember whom the pronouns of the story before ``place`` are for."""
        while self.followed < len(self.cast.pronouns) and self.cast.pronouns[self.followed].start < place:
            pronoun = self.cast.pronouns[self.followed]
            self.followed += 1
            gender = _THIRD[pronoun.text.lower()]
            name = name_given(pronoun) or self._pronoun(pronoun, gender)
            if name is not None:
                self.told.append((pronoun, name, gender))

    def _gender(self, name: str, otherwise: str) -> str:
        """The gender of whoever has this name, else what the noun says."""
        entity = self.cast.by_text(name)
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
                if stands_for_somebody(first, names[0]) and stands_for_somebody(second, names[1]):
                    return phrase.text
        return None

    def _stands_alone(self, part: Phrase, words: tuple[str, ...]) -> bool:
        entity = self.cast.named(words)
        person = entity is not None and (entity.kind == "person" or (entity.kind == "" and len(entity.name) > 1))
        return is_own_name(part, words) and (person or (entity is not None and words[0].isupper()))

    def _pronoun(self, phrase: Phrase, gender: str, herself: str | None = None) -> str | None:
        """``han``, ``hun``: the nearest person before who fits and is not ``herself``, subjects and speakers first."""
        place = phrase.start
        if self.cast.is_speech(place):
            herself = self.floor  # who speaks is not her own *hun*
        self._follow(place)
        spoken = self._last_spoken(phrase, gender, herself)
        mentioned = self._last_mentioned(phrase, gender, herself)
        if mentioned is not None and (spoken is None or mentioned[0] >= spoken[0]):
            # Anton Kjær og Viggo Prahl … han
            return None if self._fitting(mentioned[2], gender) > 1 else clean(mentioned[1])
        if spoken is not None:
            return clean(spoken[1])
        after = (m for m in self.cast.behind(place) if m.person and m.gender in (gender, "-"))
        return next((m.entity.text for m in after if m.entity is not None), None)

    def _last_spoken(self, phrase: Phrase, gender: str, herself: str | None) -> tuple[float, str] | None:
        """The last one who spoke or for whom a pronoun stood, with how near she seems."""
        place = phrase.start
        best: tuple[float, str] | None = None
        for told, name, said_by in reversed(self.told):
            if told.start <= place - REACH:
                break
            if said_by == gender and told.start < place and name != herself:
                best = (told.start + 270.0 + 250.0 * in_sentence_before(told, phrase), name)
                break
        for spoken, name, said_by in reversed(self.spoken):
            if spoken < place - REACH or (best is not None and spoken + _NEARER < best[0]):
                break
            if said_by in (gender, "-") and spoken < place and name != herself:
                best = max(best or (0.0, name), (spoken + 200.0 + 150.0 * (said_by == gender), name))
        return best

    def _last_mentioned(self, phrase: Phrase, gender: str, herself: str | None) -> tuple[float, str, Mention] | None:
        """The person of the story who seems nearest, with how near she seems."""
        best: tuple[float, str, Mention] | None = None
        for mention in self.cast.before(phrase.start):
            if best is not None and mention.place + _NEARER < best[0]:
                break
            if not mention.person or mention.gender not in (gender, "-"):
                continue
            if mention.entity is None and is_plural(mention.phrase):
                continue
            name = mention.entity.text if mention.entity else self._unnamed(mention)
            if name == herself:
                continue
            score = mention.place + 120.0 * mention.subject + 150.0 * (mention.gender == gender)
            score += 250.0 * in_sentence_before(mention.phrase, phrase) + 80.0 * (name == self.floor)
            score -= _TOLD * any(start <= mention.place < end for start, end in self.reported)
            if best is None or score > best[0]:
                best = (score, name, mention)
        return best

    def _unnamed(self, mention: Mention) -> str:
        """Who is meant by a noun: the name that it goes back to, or itself."""
        core = core_of(mention.phrase)
        dated = len(mention.phrase.tokens) > 2 and mention.phrase.tokens[-1].upos == "NUM"  # revisoren i 2019
        return described(self.cast, core) or (core if dated else mention.phrase).text

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
        counted = phrase.tokens[-1].lower if len(phrase.tokens) == 2 else ""  # de to
        same = (m for m in self.cast.before(phrase.start) if counted and m.phrase.tokens[0].lower == counted)
        plural = (m for m in self.cast.before(phrase.start) if is_plural(m.phrase))
        previous = next(same, None) or next(plural, None)
        near = self.several is not None and self.several[0] > phrase.start - REACH
        if self.several is not None and near and (previous is None or previous.place <= self.several[0]):
            return clean(self.several[1])
        if previous is None:
            return None
        whole = previous.phrase
        several = self._several(whole)
        if several:
            return several
        core = phrase_at(whole.passage, whole.first, whole.last, full=False)
        return clean((core or whole).text)

    def _it(self, phrase: Phrase, opening: str) -> str | None:
        if opening == "man":
            return self._house_of(phrase)
        if self.house is not None and in_sentence_before(self.house[0], phrase):
            return document_behind(self.house[0]) or self.house[1]
        houses = [m for m in self.cast.before(phrase.start) if not m.person]
        told = next((m for m in houses if m.subject), None)
        if told is not None and told.entity is None and in_sentence_before(told.phrase, phrase):
            return clean(self._unnamed(told))  # bestyrelsen … Den
        organisation = next((m.entity for m in houses if m.entity), None)
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
        spoke = self.cast.by_text(self.floor) if self.floor else None
        person = spoke is not None and spoke.kind == "person" and spoke.is_named_near(start)
        return candidate.passage.text[start:end].lower() in ("hedder", "hed", "står", "stod") and person

    def _interviewed(self) -> str | None:
        """Who answers an interviewer: whom the text is most about, unless only others have answered or spoken."""
        protagonist = self.cast.protagonist()
        heard = protagonist if protagonist in self.voices else self.floor if self.floor_spoken else None
        self.answers = self.answers or heard or protagonist
        return self.answers

    def _carried(self, candidate: Candidate) -> str | None:
        """A free-standing quote: a person brought up since the last speaker, else the last speaker."""
        start, end = candidate.content[0]
        if is_question(candidate) and end - start < 120 and candidate.rule.startswith("turn"):
            return None
        if self.asked is not None and self.asked.cue is not None and self._is_answer(candidate):
            return self.before_floor
        if self.asked is not None and self.asked.cue is None and self._is_answer(candidate):
            return self._interviewed()
        if self.floor is not None and asks_you(candidate):
            return self._interviewed()
        called = called_upon(candidate)
        entity = self.cast.named(called) if called else None
        if entity is not None and entity.kind == "person":
            return clean(entity.text)
        doing = self._does(candidate)
        if doing is not None:
            return doing
        since = takewhile(lambda mention: mention.place > self.floor_place, self.cast.before(start))
        brought_up = next((mention for mention in since if self._takes_over(mention)), None)
        told = self._told_of(start, brought_up.place if brought_up else self.floor_until)
        if told is not None:
            return told
        if brought_up and brought_up.entity:
            several = self.floor is None and self._fitting(brought_up, "-") > 1
            return None if several else clean(brought_up.entity.text)
        if candidate.cue is not None and (self.floor is None or self._says_paper(candidate)):
            return None
        if self.floor is not None:
            return self.floor
        after = (m.entity for m in self.cast.behind(end) if m.person and m.entity)
        entity = next(after, None)
        return clean(entity.text) if entity else None

    def _does(self, candidate: Candidate) -> str | None:
        """``»Se her.« Han løfter låget.``: what he does who speaks, right behind his words."""
        if candidate.cue is not None or not candidate.rule.startswith("marks"):
            return None
        end = candidate.content[-1][1]
        behind = bisect_left(self.cast.pronouns, end, key=lambda phrase: phrase.start)
        pronoun = self.cast.pronouns[behind] if behind < len(self.cast.pronouns) else None
        if pronoun is None or pronoun.passage is not candidate.passage or pronoun.start > end + _RIGHT_BEHIND:
            return None
        if not does_something(pronoun) or speaks_of(candidate, pronoun.text):
            return None  # »Han er en god mand.« Han blev valgt i 1998.
        return self._pronoun(pronoun, _THIRD[pronoun.text.lower()])

    def _takes_over(self, mention: Mention) -> bool:
        """Whether a person whom the story brings up may be the next to speak."""
        person = mention.entity is not None and (self.floor is None or mention.entity.kind == "person")
        return (mention.subject or is_moved(mention.phrase)) and mention.person and person

    def _told_of(self, start: int, since: int) -> str | None:
        """``Hun ryster på hovedet. »…«``: whom the story speaks of last before a quote, if only by a pronoun."""
        behind = bisect_left(self.cast.pronouns, start, key=lambda phrase: phrase.start)
        last = self.cast.pronouns[behind - 1] if behind else None
        if last is None or last.start <= since:
            return None
        return self._pronoun(last, _THIRD[last.text.lower()])

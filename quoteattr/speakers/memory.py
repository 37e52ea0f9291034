"""What a reader remembers, at one place of a text, of who has spoken.

Only :meth:`Memory.keep` changes it, and reading on in the story (:func:`quoteattr.speakers.pronouns.read_on`).
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen

from quoteattr.danish.lexicon import role_of
from quoteattr.grammar.noun_phrases import Phrase, head_of
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.turn_signs import asked_outright, asks, follows_at_once, in_passing, is_label, is_paper


@frozen
class Answer:
    """Whose name was found for a mention, or for a quote without one; None where a reader cannot tell.

    ``gender`` is that of somebody whom a later *han* or *hun* may stand for, None where nobody is; ``group`` says that
    a later *de* may; ``why`` what decided.
    """

    name: str | None
    why: str = ""
    gender: str | None = None
    group: bool = False


@frozen
class Voice:
    """Somebody who has spoken, or for whom a pronoun of the story stands."""

    place: int
    name: str
    gender: str


@define
class Memory:
    """The people of a text, and who of them has spoken so far."""

    cast: Cast
    floor: str | None = None  # who spoke last
    before_floor: str | None = None  # and who before
    person: str | None = None  # the last person who spoke
    floor_place: int = -1
    floor_until: int = -1
    floor_in_own_words: bool = False
    last: Candidate | None = None  # the quote before
    ahead: Sequence[Candidate] = ()  # the next ones
    last_asks: bool = False
    asker: str | None = None  # who put the question that the last quote is, or answers
    known_asker: str | None = None  # the last one who is said to have asked
    partner: str | None = None  # and who answered it
    interviewed: str | None = None
    stranger: bool = False  # whether it is somebody unknown whom they interview
    voices: set[str] = field(factory=set)  # who has spoken in their own words
    spoken: list[Voice] = field(factory=list)
    read: list[Voice | None] = field(factory=list)  # whom the first pronouns of the story are for
    group: tuple[int, str] | None = None  # the last one that spoke, and where
    paper: str | None = None  # the document that was quoted last, if it was one
    house: tuple[Phrase, str] | None = None  # the organisation that spoke last, if it was one

    def keep(self, candidate: Candidate, answer: Answer) -> None:
        """Remember who said a quote, unless somebody tells it in a quote of her own: then she keeps the floor."""
        place = candidate.cue[0] if candidate.cue else candidate.start
        named_at = candidate.speaker or candidate.hint
        if named_at is not None and answer.name is not None and answer.group:
            self.group = max(named_at.start, candidate.content[-1][1]), answer.name
        if self.cast.is_speech(place) and candidate.cue is not None:
            return
        if named_at is not None and answer.name is not None and answer.gender is not None:
            self.spoken.append(Voice(named_at.start, answer.name, answer.gender))
        unheard = in_passing(candidate) or is_paper(candidate.speaker)
        label = is_label(candidate) and answer.name is not None and self.cast.by_text(answer.name) is None
        if answer.name is not None and not (unheard or label):
            self._give_floor(candidate, answer.name, place)
        if answer.name is not None:
            self.paper = answer.name if is_paper(candidate.speaker) or answer.name == self.paper else None
        self._keep_exchange(candidate, answer.name)
        self.last = candidate
        self.last_asks = asks(candidate) or answer.why == "remark_of_an_interviewer"
        if answer.name is not None and candidate.speaker is not None:
            self.house = (candidate.speaker, answer.name) if self._is_house(candidate.speaker, answer.name) else None

    def _keep_exchange(self, candidate: Candidate, name: str | None) -> None:
        """Who asks whom: an interviewer the one who is interviewed, a speaker of the story another."""
        if self.asked_by_interviewer(candidate):
            self.interviewed = name if candidate.speaker is not None else self.interviewed or name
            self.stranger = self.interviewed is None
        elif candidate.cue is not None and candidate.type is QuoteType.DIRECT and name != self.interviewed:
            self.interviewed = None
        if asks(candidate):
            self.asker = name
            self.known_asker = name if candidate.cue is not None else self.known_asker
        elif self.is_answer(candidate):
            self.partner = name
        else:
            self.asker = self.partner = None

    def _give_floor(self, candidate: Candidate, name: str, place: int) -> None:
        if name != self.floor:
            self.before_floor = self.floor
        self.floor, self.floor_place = name, place
        self.person = name if self.is_person(name) else self.person
        self.floor_until = max(place, candidate.speaker.start if candidate.speaker else 0)
        self.floor_in_own_words = candidate.type is QuoteType.DIRECT
        if self.floor_in_own_words:
            self.voices.add(name)

    def is_person(self, name: str) -> bool:
        """Whether a name is not known to be that of an organisation or a paper."""
        entity = self.cast.by_text(name)
        if entity is not None:
            return entity.kind in ("person", "")
        roles = (role_of(word.lower()) for word in name.split())
        return all(role is None or role.kind == "person" for role in roles)

    def gender_of(self, name: str, otherwise: str) -> str:
        """The gender of whoever has this name, else what the noun says."""
        entity = self.cast.by_text(name)
        return entity.gender if entity is not None and entity.gender != "-" else otherwise

    def follows_at_once(self, candidate: Candidate) -> bool:
        """Whether a quote comes right behind the one before, with no story between."""
        return self.last is not None and follows_at_once(candidate, self.last)

    def is_answer(self, candidate: Candidate) -> bool:
        """Whether it comes right behind a question, or what is put like one."""
        return self.last_asks and self.follows_at_once(candidate)

    @property
    def is_interview(self) -> bool:
        """Whether somebody has answered a question that nobody is said to have asked."""
        return self.stranger or self.interviewed is not None

    def asked_by_interviewer(self, candidate: Candidate) -> bool:
        """Whether a quote answers a question that nobody is said to have asked."""
        asked = self.last is not None and self.last.cue is None and self.asker is None and self.is_answer(candidate)
        return asked or asked_outright(candidate)

    def whom_they_interview(self, place: int) -> str | None:
        """Who answers an interviewer: whom the text is most about, unless only others have answered or spoken."""
        if self.stranger:
            return None
        protagonist = self.cast.protagonist()
        heard = protagonist if protagonist in self.voices else self.floor if self.floor_in_own_words else None
        if self.interviewed or heard:
            return self.interviewed or heard
        known = self.cast.by_text(protagonist) if protagonist is not None else None
        if known is not None and known.places[0] < place:
            return protagonist
        near = (mention.entity for mention in self.cast.before(place) if mention.person and mention.entity)
        return next((entity.text for entity in near), None)

    def _is_house(self, phrase: Phrase, name: str) -> bool:
        """Whether a speaker is an organisation, which a later *den* may be."""
        entity, role = self.cast.by_text(name), head_of(phrase).role
        return role.kind == "org" if role is not None else entity is not None and entity.kind == "org"

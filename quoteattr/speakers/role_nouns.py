"""Role nouns: which of the named people ``ministeren``, ``franskmanden`` or ``overvågningsgruppen`` is.

``NOUNS`` is asked from top to bottom whom a definite noun is for; the first that knows decides.  A noun that the text
has put beside a name goes back to that name, *lederen* to whom it calls a director, one that fits anybody
(*stregspilleren*, *den 40-årige*) to the person last spoken of.  Any other noun is somebody whom the text does not
name, however few people it names: *Mona Friis nægtede. Dommeren sagde …*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import regex
from attrs import frozen

from quoteattr.danish.called_too import fits_anybody, is_calling, may_be_called
from quoteattr.danish.closed_classes import FORMER
from quoteattr.danish.evidence import weight_of
from quoteattr.danish.lexicon import forms_of, is_base_form, role_of
from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.proper_names import clean, names_in, plain
from quoteattr.parse.passage import Token
from quoteattr.speakers.cast import Cast, is_one_of
from quoteattr.speakers.entities import Entity, Mention
from quoteattr.speakers.memory import Answer, Memory
from quoteattr.speakers.noun_index import is_aged, stem_of
from quoteattr.speakers.organisation_nouns import organisation_called

_PREFIX = regex.compile(r"(\p{Lu}[\p{L}\d]*)-(?=\p{Ll})")  # S-ordføreren
_LONGEST = 3  # tokens of a phrase that is for somebody known
_ENDS = (".", "!", "?", "…")
_GENERIC = {"manden": "m", "kvinden": "f", "drengen": "m", "pigen": "f"}
_ACCUSED = frozenset(["tiltalte", "sigtede", "anholdte", "mistænkte", "dømte"])  # some man or woman, not a policeman
_ANYONE = frozenset(["mand", "kvinde", "person", "dreng", "pige", "borger", "bilist"])
_OF_ONESELF = _ANYONE | {"par", "ægtepar", "familie", "barn", "menneske", "mor", "far"}  # for nothing
_SPOUSES = {"mand": "m", "ægtemand": "m", "husbond": "m", "kone": "f", "hustru": "f", "frue": "f"}
_PAIRS = frozenset(["parret", "ægteparret", "forældreparret", "duoen", "makkerparret"])
_OTHERS = ("den anden", "den ene", "den første")
_OPENINGS = ("den", "det", "de", "denne", "dette")
_THEIRS = frozenset(["hans", "hendes", "deres", "dens", "dets"])
_OWNED_BY = frozenset("i fra for ved hos på af".split())


@frozen
class Noun:
    """A phrase about somebody whom it does not name, and its noun."""

    phrase: Phrase
    token: Token
    gender: str = "-"  # of the pronoun that goes back to the phrase

    @property
    def word(self) -> str:
        return _PREFIX.sub("", self.token.form).lower()

    @property
    def place(self) -> int:
        return self.phrase.start

    @property
    def opening(self) -> str:
        return self.phrase.tokens[0].lower

    @property
    def is_plural(self) -> bool:
        """As its form says, which a parser that has only a headline to go by may misread."""
        return self.token.is_plural and not is_base_form(self.word)

    @property
    def is_past(self) -> bool:
        """*den tidligere direktør*."""
        return any(token.lower in FORMER for token in self.phrase.tokens)

    @property
    def is_short(self) -> bool:
        """*talsmanden*, *den 43-årige*."""
        tokens = self.phrase.tokens
        return len(tokens) == 1 or (len(tokens) == 2 and is_aged(tokens[1]))

    @property
    def is_bare(self) -> bool:
        """``siger kurator``, ``tidligere minister``: a noun without ending and article."""
        alone = self.token.is_indefinite and not self.is_plural
        return alone and self.phrase.tokens[0].upos not in ("DET", "NUM", "PRON") and not self.is_owned

    @property
    def is_owned(self) -> bool:
        """*museets direktør*, *vores træner*, not *hans mor* or *din egen træner*."""
        before = self.phrase.tokens[: self.token.index - self.phrase.first]
        owned = any(token.is_genitive or token.is_possessive or token.lower in _THEIRS for token in before)
        return owned and is_calling(self.word) and all(token.lower != "egen" for token in before)

    @property
    def is_known(self) -> bool:
        """Whether the noun is for somebody of whom the reader has heard."""
        return self.heads_line or self.token.is_definite or self.opening in _OPENINGS or self.is_owned

    @property
    def heads_line(self) -> bool:
        """``Minister: …``, ``Fhv. minister afviser kritik``: a headline's bare noun is a definite one."""
        tokens = self.phrase.passage.tokens
        if self.phrase.first or self.phrase.last >= len(tokens):
            return False
        person = self.token.is_common_gender or fits_anybody(self.word)
        line = self.is_bare and person and tokens[-1].form not in _ENDS
        return line or tokens[self.phrase.last].form == ":"

    @property
    def owner(self) -> str | None:
        """Whose role it is, by name: *Fjordbankens økonom*, *ministeren fra Kolind*, *S-ordføreren*."""
        prefix = _PREFIX.match(self.token.form)
        if prefix is not None:
            return prefix[1]
        tokens = self.phrase.tokens
        at = self.token.index - self.phrase.first
        named = at > 0 and tokens[at - 1].is_name and not (tokens[at - 1].initial and tokens[at - 1].role)
        if named and tokens[at - 1].form.endswith("s"):  # not Klubbens træner
            return plain(tokens[at - 1].form).removesuffix("s")
        behind = tokens[at + 1 : at + 3]
        if len(behind) == 2 and behind[0].lower in _OWNED_BY and behind[1].is_name:
            return plain(behind[1].form)
        return None


def described(memory: Memory, phrase: Phrase) -> str | None:
    """The name that a definite noun phrase without a name goes back to, or its fuller form, or None."""
    answer = who_is(memory, phrase)
    return answer.name if answer is not None else None


def who_is(memory: Memory, phrase: Phrase, gender: str = "-") -> Answer | None:
    """The first decision that knows whom a noun is for; one without a name says that it is nobody named."""
    noun = _noun_of(phrase, gender)
    answers = (decide(noun, memory) for decide in NOUNS) if noun is not None else iter(())
    return next((answer for answer in answers if answer is not None), None)


def _noun_of(phrase: Phrase, gender: str) -> Noun | None:
    """The noun that a short phrase is about: *den 40-årige* has none but its age."""
    head = head_of(phrase)
    short = sum(token.upos != "ADJ" for token in phrase.tokens) <= _LONGEST
    if not short and not (head is phrase.tokens[0] and head.is_definite and phrase.tokens[1].upos == "ADP"):
        return None
    aged = phrase.tokens[0].lower == "den" and len(phrase.tokens) == 2
    return Noun(phrase, head, gender) if head.upos == "NOUN" or aged else None


def bare_noun(noun: Noun, memory: Memory) -> Answer | None:
    """``siger kurator``, ``…, mener minister``: whom the text calls so; a noun with an article is for nobody known."""
    if noun.is_known:
        return None
    office = noun.is_bare and is_calling(noun.word)
    return _named(_called(memory.cast, noun.place, noun.word, noun.is_past) if office else None)


def with_owner(noun: Noun, memory: Memory) -> Answer | None:
    """``Fjordbankens økonom``: who has such a role and is named in one sentence with whose it is."""
    owner = noun.owner
    if owner is None:
        return None
    mentions = chain(memory.cast.before(noun.place), memory.cast.behind(noun.place) if noun.heads_line else ())
    for mention in mentions:
        entity = mention.entity
        if entity is not None and mention.person and _is_of(mention, owner):
            if noun.token in mention.phrase.tokens or not _has_role(entity, noun.word):
                continue
            return _named(entity)
    return None if _PREFIX.match(noun.token.form) else Answer(None)


def with_field(noun: Noun, memory: Memory) -> Answer | None:
    """``formanden for lokalrådet``: the only one whom the text calls so."""
    if sum(token.upos != "ADJ" for token in noun.phrase.tokens) <= _LONGEST:
        return None
    called = memory.cast.called(noun.word, noun.place, former=False)
    return Answer(clean(called[0].text) if len(called) == 1 and not noun.is_plural else None)


def called_so(noun: Noun, memory: Memory) -> Answer | None:
    """``Minister Per Dal … ministeren``: whom the text calls by this noun; *analytikerne* are not one of them."""
    found = _called(memory.cast, noun.place, noun.word, noun.is_past, noun.gender)
    several = noun.is_plural and found is not None and found.kind == "person"
    if found is not None and not several:
        return _named(found)
    return Answer(None) if noun.is_past else None


def in_full(noun: Noun, memory: Memory) -> Answer | None:
    """``ministeren`` where the text has said ``justitsministeren`` before, ``retten`` for ``retten i Holbæk``."""
    own = noun.word == "politiet"  # whole as it is, though kriminalpolitiet has been named
    longer = memory.cast.unnamed.compounds_of(noun.word) if len(stem_of(noun.word)) > 3 and not own else ()
    compound = next(memory.cast.before(noun.place, longer), None)
    courts = memory.cast.unnamed.courts if noun.word == "retten" and len(noun.phrase.tokens) == 1 else ()
    court = next(memory.cast.before(noun.place, courts), None)
    if court is not None and (compound is None or compound.place < court.place):
        return Answer(court.phrase.text)
    if compound is None:
        return None
    word = compound.phrase.tokens[0]
    full = _called(memory.cast, noun.place, word.lower, past=False)
    return _named(full) if full else Answer(word.form)


def brought_up(noun: Noun, memory: Memory) -> Answer | None:
    """``talsmanden`` after ``en talsmand for hæren``, ``den 43-årige`` after ``en 43-årig mand``: the fuller words."""
    if not noun.is_short:
        return None
    for mention in memory.cast.before(noun.place, memory.cast.unnamed.called(noun.word)):
        opening, head = mention.phrase.tokens[0].lower, head_of(mention.phrase)
        if is_aged(noun.token) and (opening in ("en", "et") or not is_aged(head)):
            return Answer(_in_brief(core_of(mention.phrase)))  # den 43-årige smed … den 43-årige
        if _key(head.lower) != _key(noun.word):
            continue  # en borger i kommunen
        if opening in ("en", "et"):
            return Answer(_in_brief(core_of(mention.phrase)))
        if _is_owned(mention.phrase):
            return Answer(mention.phrase.text.partition(" (")[0])
    return None


def man_or_woman(noun: Noun, memory: Memory) -> Answer | None:
    """``manden`` after ``en 52-årig smed``: the last one brought up whom the text does not name."""
    if (noun.word not in _GENERIC and noun.word not in _ACCUSED) or noun.token is not noun.phrase.tokens[-1]:
        return None
    gender = _GENERIC.get(noun.word, "-")
    for mention in memory.cast.before(noun.place):
        if mention.entity is not None or not mention.person:
            continue
        if gender != "-" and mention.gender not in (gender, "-"):
            continue
        tokens = mention.phrase.tokens
        if noun.word in _ACCUSED and not any(token.lower in _ANYONE or is_aged(token) for token in tokens):
            continue
        if tokens[0].lower in ("en", "et") and mention.subject and not is_one_of(mention.phrase):
            return Answer(_in_brief(core_of(mention.phrase)))
    return None


def couple(noun: Noun, memory: Memory) -> Answer | None:
    """``parret`` for *Bent og Jytte Lauge*; ``hendes mand`` is he of them."""
    tokens = noun.phrase.tokens
    husband = len(tokens) == 2 and (tokens[0].is_possessive or tokens[0].lower in _THEIRS)
    gender = _SPOUSES.get(noun.word) if husband else None
    if gender is None and not (noun.word in _PAIRS and len(tokens) == 1):
        return None
    pairs = (_pair_in(mention.phrase) for mention in memory.cast.before(noun.place) if mention.person)
    pair = next((pair for pair in pairs if pair is not None), None)
    if pair is None or gender is None:
        return Answer(pair.text) if pair is not None else None
    people = (memory.cast.named(words) for words in names_in(pair))
    return next((_named(e) for e in people if e is not None and e.gender == gender), None)


def wider_calling(noun: Noun, memory: Memory) -> Answer | None:
    """``lederen`` for a director, ``søvnforskeren`` for a lecturer: the last person who may be called so, too."""
    if noun.is_plural or fits_anybody(noun.word):
        return None
    named = chain(_people(noun, memory.cast.before(noun.place)), _people(noun, memory.cast.behind(noun.place)))
    return next((_named(e) for m in named if (e := m.entity) and may_be_called(noun.word, e.described)), None)


def epithet(noun: Noun, memory: Memory) -> Answer | None:
    """``franskmanden``, ``den 40-årige``: the foremost of the people of whom it may be said."""
    aged = any(map(is_aged, noun.phrase.tokens))
    if not (aged or fits_anybody(noun.word)) or noun.is_plural:
        return None
    if noun.phrase.text.lower().startswith(_OTHERS):
        return None
    people = (m for m in _people(noun, memory.cast.before(noun.place)) if aged or _may_be(m, noun.word))
    last = _foremost(people)
    if (last is None and noun.heads_line and not aged) or (last and noun.word.startswith("hovedperson")):
        return Answer(memory.cast.protagonist())
    return _named(last) if last is not None else None


def organisation(noun: Noun, memory: Memory) -> Answer | None:
    """``selskabet`` without a name beside it: the one that the text has last told something of."""
    found = organisation_called(memory.cast, noun.place, noun.word) if len(noun.phrase.tokens) == 1 else None
    return _named(found) if found is not None else None


Decision = Callable[[Noun, Memory], Answer | None]
NOUNS: tuple[Decision, ...] = (
    couple,
    bare_noun,
    with_owner,
    with_field,
    called_so,
    in_full,
    brought_up,
    man_or_woman,
    wider_calling,
    epithet,
    organisation,
)


def core_of(phrase: Phrase) -> Phrase:
    """A phrase without what prepositions and commas add."""
    return phrase_at(phrase.passage, phrase.first, phrase.last, full=False) or phrase


def _key(noun: str) -> str:
    return stem_of(noun).removesuffix("e")


def _is_owned(phrase: Phrase) -> bool:
    """``Kolinds styrelse for søfart``."""
    return phrase.tokens[0].is_name and len(phrase.tokens) > 1 and phrase.tokens[0].form.endswith("s")


def _named(entity: Entity | None) -> Answer:
    return Answer(clean(entity.text) if entity is not None else None)


def _pair_in(phrase: Phrase) -> Phrase | None:
    """*Bent og Jytte Lauge* in ``en god dag for Bent og Jytte Lauge fra Kolind``."""
    tokens = phrase.tokens
    for at in range(1, len(tokens) - 1):
        if tokens[at].lower == "og" and tokens[at + 1].is_given_name:
            first, last = at, at + 1
            while first and tokens[first - 1].is_name:
                first -= 1
            while last < len(tokens) and tokens[last].is_name:
                last += 1
            if tokens[first].is_given_name:
                return Phrase(phrase.passage, phrase.first + first, phrase.first + last)
    return None


def _called(cast: Cast, place: int, noun: str, past: bool, gender: str = "-") -> Entity | None:
    """The one whom the text calls by this noun, else who has been it: somebody named before ``place`` first."""
    called = [cast.called(noun, place, former) for former in ((True,) if past else (False, True))]
    for known in (True, False):
        for entities in called:
            fitting = [entity for entity in entities if not known or entity.places[0] < place]
            fitting = [e for e in fitting if "-" in (gender, e.gender) or e.gender == gender]
            if fitting:
                return max(fitting, key=lambda entity: (_last_before(entity, place), -entity.number))
    return None


def _last_before(entity: Entity, place: int) -> int:
    index = bisect_right(entity.places, place)
    return entity.places[index - 1] if index else -1


def _is_of(mention: Mention, owner: str) -> bool:
    """Whether the sentence that names somebody names the owner of her role, too."""
    passage = mention.phrase.passage
    sentence = passage.sentence_of(mention.phrase.first)
    return any(
        owner in (plain(t.form), plain(t.form).removesuffix("s"))
        for t in passage.tokens[sentence.start : sentence.stop]
    )


def _has_role(entity: Entity, noun: str) -> bool:
    """Whether the text calls somebody by a noun, by a compound with it, or by what it stands for."""
    stem = stem_of(noun)
    same = any(stem_of(calling).endswith(stem) or calling.endswith(stem) for calling in entity.described)
    return same or may_be_called(noun, entity.described)


def _people(noun: Noun, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The named people of the gender that a noun says."""
    known = role_of(noun.word)
    genders = ("-", known.gender) if known and known.gender != "-" else ("-", "m", "f")
    return (m for m in mentions if m.person and m.entity and m.entity.gender in genders)


def _may_be(mention: Mention, noun: str) -> bool:
    return mention.entity is not None and may_be_called(noun, mention.entity.described)


def _foremost(mentions: Iterable[Mention]) -> Entity | None:
    """The one mentioned last, subjects first; the mentions come from the last on."""
    best, score, gain = None, float("-inf"), weight_of(["subject"])
    for mention in mentions:
        if mention.place + gain < score:
            break
        own = mention.place + gain * mention.subject
        if own >= score:
            best, score = mention.entity, own
    return best


def _in_brief(core: Phrase) -> str:
    """A noun and what a preposition says of whose it is: *en talsmand for hæren*, not *en mand i nat*."""
    passage = core.passage
    limit = passage.sentence_of(core.first).stop
    if core.last < limit and passage.tokens[core.last].lower in ("for", "fra", "af") and _is_own(core):
        owner = phrase_at(passage, core.last + 1, limit, full=False)
        return passage.slice(core.first, owner.last) if owner else core.text
    return core.text


def _is_own(core: Phrase) -> bool:
    """Whether the preposition behind a noun belongs to it, by its tree: not *sagsøger et par for løgn*."""
    tokens = core.passage.tokens
    if tokens[core.last].lower == "for" and not _OF_ONESELF.isdisjoint(forms_of(head_of(core).lower)):
        return False
    noun = tokens[core.last].head
    governor = tokens[noun].head if noun >= 0 else -1
    return governor < 0 or governor in core

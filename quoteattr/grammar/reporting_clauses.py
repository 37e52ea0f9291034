"""Reporting clauses: the cue verb, who is its subject, to whom, by which channel, and what rules it out.

Every construction but the free-standing quote holds one: ``siger formanden til AFP`` behind its content,
``formanden siger til AFP`` before it.  They are found once a passage; the rules ask where the content is.
"""

from __future__ import annotations

from attrs import evolve, frozen

from quoteattr.danish.closed_classes import CIRCUMSTANCES, QUESTION_WORDS
from quoteattr.danish.lexicon import Cue, CueLexicon
from quoteattr.grammar.addressee_and_channel import DATIVE, find_agent, find_companions, find_object
from quoteattr.grammar.not_reporting import UNREAL, find_bar, is_thing
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.subjects import can_speak, find_subject
from quoteattr.parse.passage import Passage, Token, marked_name
from quoteattr.parse.sentences import TREELESS

POSSIBLE = frozenset("kan kunne må måtte har have havde er var være bliver blev blevet får fik".split())
CLAUSE_OPENERS = frozenset("at om hvis når da mens fordi selvom skønt hvorvidt der som idet".split())
AUXILIARIES = POSSIBLE | UNREAL
_PARTICLE_REACH = 22
CUE_TAGS = ("VERB", "AUX", "X")  # X is a word that the tagger does not know
_BECOMING = frozenset(["bliver", "blev", "blevet", "blive"])
_UNSHARED = frozenset(["show", "sound", "mind", "manner"])  # kinds of verbs that things take too
ANY_VERB = Cue("", "manner")


@frozen
class Reporting:
    """A reporting clause of a passage; numbers are token indices.

    ``verb`` is the cue's verb and ``last_cue`` the index behind its particle; ``finite`` the verb that agrees with
    the subject (the auxiliary, if there is one); ``first`` and ``last`` bound the clause's own words; ``barred``
    says why it attributes nothing (negated, unreal, author), or is "".
    """

    passage: Passage
    cue: Cue
    verb: int
    last_cue: int
    finite: int
    first: int
    last: int
    subject: Phrase | None
    passive: bool
    addressee: Phrase | None
    via: Phrase | None
    barred: str

    @property
    def inverted(self) -> bool:
        """Whether the subject follows the finite verb: ``siger hun``."""
        return self.subject is not None and self.subject.first > self.finite

    @property
    def cue_span(self) -> tuple[int, int]:
        """Places of the cue in the reading; of ``fik han at vide``, ``er også enig i`` what stands apart."""
        tokens, particle = self.passage.tokens, self.cue.particle
        apart = self.last_cue == self.verb + 1 and (particle[:1] == ("at",) or self.cue.infinitive == "være")
        for index in range(self.verb + 1, self.passage.sentence_of(self.verb).stop - 1) if apart and particle else ():
            if tokens[index].lower == particle[0]:
                whole = tuple(token.lower for token in tokens[index : index + len(particle)]) == particle
                return tokens[index].start, tokens[index + len(particle) - 1 if whole else index].end
        return tokens[self.verb].start, tokens[self.last_cue - 1].end

    def takes(self, *frames: str) -> bool:
        return any(frame in self.cue.frames for frame in frames)


def find_reportings(passage: Passage, lexicon: CueLexicon) -> list[Reporting]:
    """All reporting clauses of a passage, in order."""
    found = []
    forms = passage.forms & lexicon.forms
    for token in [token for token in passage.tokens if token.lower in forms] if forms else ():
        if token.deprel != TREELESS and _is_verb(passage, token):
            for cue in lexicon.of(token.lower):
                present = passage.forms.issuperset(cue.particle)
                end = _particle_end(passage, token.index, cue) if present else 0
                if end:
                    found.append(_read(passage, cue, token.index, end))
                    break
    return [_hoped(passage, _sharing(passage, reporting, found), found) for reporting in found]


def _sharing(passage: Passage, reporting: Reporting, found: list[Reporting]) -> Reporting:
    """``Holm siger, at broen er slidt og tilføjer, at``: no bridge speaks, but who said something before."""
    finite, subject = reporting.finite, reporting.subject
    joined = finite > 0 and passage.tokens[finite - 1].upos == "CCONJ" and passage.tokens[finite].is_finite
    told = reporting.cue.particle == ("at", "vide")
    if (
        not joined
        or told
        or reporting.passive
        or reporting.barred not in ("", "thing")
        or reporting.cue.kind in _UNSHARED
    ):
        return reporting
    if subject is not None and (reporting.inverted or can_speak(subject)):
        return reporting
    sentence = passage.sentence_of(finite)
    for other in found:
        same = other.verb in sentence and other.finite < finite and _same_tense(passage, other.finite, finite)
        if same and not other.barred and other.subject is not None and can_speak(other.subject):
            return evolve(reporting, subject=other.subject, first=finite, barred="")
    return reporting


def _same_tense(passage: Passage, verb: int, other: int) -> bool:
    return passage.tokens[verb].is_past == passage.tokens[other].is_past


def _hoped(passage: Passage, reporting: Reporting, found: list[Reporting]) -> Reporting:
    """``håber, at rapporten viser, at``: what somebody hopes or fears has not been said."""
    opener = reporting.first - 1
    if reporting.barred or opener < 1 or passage.tokens[opener].lower != "at":
        return reporting
    before = opener - (passage.tokens[opener - 1].form == ",")
    hoped = any("unsure" in other.cue.traits and other.last in (before, opener) for other in found)
    return evolve(reporting, barred="unreal") if hoped else reporting


def improvised(passage: Passage, finite: int) -> Reporting | None:
    """A reporting clause by its place alone, ``…,« brummer formanden``: a finite verb, then a person."""
    if finite + 1 >= len(passage.tokens):
        return None
    verb, following = passage.tokens[finite], passage.tokens[finite + 1]
    if verb.upos != "VERB" or not verb.is_finite:
        return None
    if not (following.is_name or following.lower in ("han", "hun", "de") or following.is_definite):
        return None
    reporting = _read(passage, ANY_VERB, finite, finite + 1)
    return reporting if reporting.inverted and not reporting.barred else None


def _is_verb(passage: Passage, token: Token) -> bool:
    if token.upos in CUE_TAGS:
        return True
    before = passage.tokens[token.index - 1] if token.index else None
    behind = passage.tokens[token.index + 1 : token.index + 4]
    if before is None or token.upos == "PROPN":
        return False
    if [t.lower for t in behind] == ["om", ",", "at"] and token.lower in ("minder", "mindede") and before.lower == "og":
        return True  # og minder om, at: a verb, though memories are written so
    if not before.is_punct:
        return False
    behind = behind[:2]  # indvender Per Dal
    named = before.form == "," and len(behind) == 2 and all(other.is_name for other in behind)
    known = token.role if named else None
    named = named and (known is None or known.kind != "person")  # anklager Per Dal
    return named or token.relation in ("root", "parataxis", "ccomp", "conj")


def _particle_end(passage: Passage, verb: int, cue: Cue) -> int:
    """The index behind the cue's particle, behind the verb where it has none, 0 where it is missing."""
    if not cue.particle:
        return verb + 1
    tokens = passage.tokens
    size = len(cue.particle)
    limit = passage.sentence_of(verb).stop
    for first in range(verb + 1, min(verb + 2 + _PARTICLE_REACH, limit - size + 1)):
        if tuple(token.lower for token in tokens[first : first + size]) == cue.particle:
            return first + size  # before the stop at *at*, which *at vide* holds itself
        if size == 2 and tokens[first].lower == cue.particle[0] and tokens[first + 1].lower == "med":
            behind = phrase_at(passage, first + 2, limit)  # enig med Karen Holm i
            if behind is not None and behind.last < limit and tokens[behind.last].lower == cue.particle[1]:
                return behind.last + 1
        stops = tokens[first].form in ".:;!?" or tokens[first].lower == "at"
        if stops or (tokens[first].upos == "VERB" and tokens[first].is_finite):
            return 0
    return 0


def _read(passage: Passage, cue: Cue, verb: int, last_cue: int) -> Reporting:
    finite = _finite(passage, verb)
    passive = _is_passive(passage, cue, verb)
    subject = find_subject(passage, verb, finite, last_cue, len(cue.particle))
    near = last_cue - verb < 4 or cue.particle[:1] == ("at",)  # fik af kommunen at vide
    far = max(verb + 1, last_cue if near else verb + 1, subject.last if subject else 0)
    last = clause_end(passage, far)
    first = min(finite, subject.first) if subject else finite
    last = resumed_end(passage, last)
    addressee, via = find_companions(passage, cue, subject, min(verb, finite), last)
    own = last
    resumed = behind_relative(passage, last)
    if resumed == last and "front" in cue.frames and _goes_on_to(passage, last):
        further = find_companions(passage, cue, subject, last, clause_end(passage, last + 1))
        addressee, via = addressee or further[0], via or further[1]
    if resumed > last:
        last = resumed_end(passage, resumed)
        further = find_companions(passage, cue, subject, resumed, last)
        addressee, via = addressee or further[0], via or further[1]
    if addressee is None and cue.frames & DATIVE and not passive and cue.kind != "accuse":
        addressee = find_object(passage, subject, verb, last)
    if passive or "hears" in cue.traits:  # fik at vide: the subject is told
        addressee = subject if subject is not None and _is_told(subject) else addressee
        subject = find_agent(passage, verb, last)
    barred = find_bar(passage, cue, verb, finite, first, own, subject)
    if not barred and is_thing(cue, subject):
        barred = "thing"
    apart = last_cue - verb - 1 - len(cue.particle)
    with_it = apart == 1 and passage.tokens[verb + 1].lower == "det"  # gør det klart
    contiguous = last_cue if apart == 0 or with_it else verb + 1
    return Reporting(passage, cue, verb, contiguous, finite, first, last, subject, passive, addressee, via, barred)


def _is_told(subject: Phrase) -> bool:
    """Whether the subject of a passive is who hears: not *det*, not *på mødet blev der spurgt*."""
    before = subject.passage.tokens[subject.first - 1] if subject.first else None
    return subject.text.lower() not in ("det", "dette", "der") and (before is None or before.upos != "ADP")


def _finite(passage: Passage, verb: int) -> int:
    """The auxiliary that carries the clause, or the verb itself."""
    if passage.tokens[verb].is_finite:
        return verb
    auxiliaries = [token.index for token in passage.dependents(verb, "aux") if token.index < verb]
    for index in range(verb - 1, max(-1, verb - 8), -1):
        token = passage.tokens[index]
        if token.lower in AUXILIARIES and token.upos in ("AUX", "VERB"):
            auxiliaries.append(index)
            break
        is_to = token.lower == "at" and index > 0 and passage.tokens[index - 1].lower in ("er", "var")
        if token.is_punct or token.upos == "SCONJ" or is_to:  # at sejle nu er at bede om …
            break
    if not auxiliaries and passage.tokens[verb].relation == "conj" and passage.tokens[verb].head >= 0:
        shared = _finite(passage, passage.tokens[verb].head)  # har talt og gjort det klart
        return shared if passage.tokens[verb].is_participle and shared < verb else verb
    return min(auxiliaries, default=verb)


def _is_passive(passage: Passage, cue: Cue, verb: int) -> bool:
    """``oplyses``, ``bliver oplyst``; not verbs that always end in *-s* (*synes*)."""
    form = passage.tokens[verb].lower
    if form.endswith("s") and not cue.infinitive.endswith("s") and (cue.kind != "mind" or "pass" in cue.frames):
        return True
    if "told" in cue.traits and any(aux.lower in ("er", "var") for aux in passage.dependents(verb, "aux", "cop")):
        return True  # regeringen var orienteret om, at
    if _BECOMING.isdisjoint(passage.forms) or form == cue.infinitive:
        return False
    return any(aux.lower in _BECOMING for aux in passage.dependents(verb, "aux"))


def clause_end(passage: Passage, index: int) -> int:
    """Where the reporting clause's own words end: before a mark, a subordinator, an infinitive or another clause."""
    tokens = passage.tokens
    start = index
    limit = passage.sentence_of(index - 1).stop
    while index < limit:
        token = tokens[index]
        behind = marked_name(tokens, index, limit)
        if behind and behind < limit and tokens[behind].upos in ("NOUN", "ADP", "PROPN"):
            index = behind
            continue
        if token.is_punct and token.form not in ("(", ")", "%", "&", "/"):
            break
        following = tokens[index + 1] if index + 1 < limit else None
        if token.lower in CLAUSE_OPENERS and token.upos in ("SCONJ", "PRON", "PART", "ADV"):
            break
        if token.lower in QUESTION_WORDS and token.upos != "ADP":
            if not (token.lower == "om" and following is not None and following.upos in ("NOUN", "DET", "NUM")):
                break
        if token.upos == "CCONJ" and following is not None and not _continues_nominal(passage, index):
            break
        if token.lower == "at":
            break
        if token.is_finite:
            while index > start and tokens[index - 1].upos == "ADV":
                index -= 1  # som mange mener ikke er …
            break
        index += 1
    return index


def resumed_end(passage: Passage, last: int) -> int:
    """Behind an apposition's comma the clause may go on to its *at*: ``siger X, Y, i aftes til AFP, at``."""
    tokens = passage.tokens
    limit = passage.sentence_of(max(0, last - 1)).stop
    if last >= limit or tokens[last].form != ",":
        return last
    for index in range(last + 1, min(last + 12, limit)):
        if tokens[index].form == "," or tokens[index].lower == "at":
            following = tokens[index + 1].lower if index + 1 < limit else ""
            reaches = (tokens[index].lower == "at" or following == "at") and index > last + 1
            return index if reaches and tokens[index - 1].lower not in CIRCUMSTANCES else last  # …, efter at
        if tokens[index].upos in ("VERB", "AUX", "SCONJ", "CCONJ") or tokens[index].is_punct:
            return last
    return last


def behind_relative(passage: Passage, last: int) -> int:
    """Behind the relative clause in ``siger en kilde, som ønsker at være anonym, til Reuters, at``, or ``last``."""
    tokens = passage.tokens
    limit = passage.sentence_of(max(0, last - 1)).stop
    if last + 1 >= limit or tokens[last].form != "," or tokens[last + 1].lower not in ("som", "der"):
        return last
    for index in range(last + 3, limit - 1):
        # siger Dal, der mener, at …; siger Dal, som ikke vil udelukke, at …; siger Dal, der peger på, at …
        verb = tokens[index - 1] if tokens[index - 1].upos != "ADP" else tokens[index - 2]
        governs = verb.is_finite or (verb.is_infinitive and not verb.form.endswith("s"))
        own_clause = governs and tokens[index + 1].lower == "at"
        if tokens[index].form != "," or own_clause:
            continue
        for place in range(index + 1, min(index + 8, limit)):  # … til Reuters, at
            if tokens[place].lower == "at":
                return index if place > index + 1 else place
            if tokens[place].upos in ("VERB", "AUX", "SCONJ", "CCONJ") or tokens[place].lower in ("som", "der"):
                break
    return last


def _goes_on_to(passage: Passage, last: int) -> bool:
    """``siger ejeren, Per Dal, til Lund Avis``, ``sagde han, ifølge Reuters``: the comma is no end."""
    tokens = passage.tokens
    return last + 1 < len(tokens) and tokens[last].form == "," and tokens[last + 1].lower in ("til", "ifølge")


def _continues_nominal(passage: Passage, conjunction: int) -> bool:
    head = passage.tokens[conjunction].head
    return head >= 0 and passage.tokens[head].upos in ("NOUN", "PROPN", "ADJ", "NUM", "PRON")

"""Reporting clauses: the cue verb, who is its subject, to whom, by which channel, and what rules it out.

Every construction but the free-standing quote holds one: ``siger formanden til AFP`` behind its content,
``formanden siger til AFP`` before it.  They are found once a passage; the rules ask where the content is.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from quoteattr.lexicon import Cue, CueLexicon, speaker_noun
from quoteattr.passage import Passage, Token
from quoteattr.phrases import (
    OBJECT_FORMS,
    PERSONAL,
    QUANTIFIERS,
    THINGS,
    TIME,
    Phrase,
    phrase_at,
    phrase_before,
)

NEGATIONS = frozenset(["ikke", "aldrig", "næppe", "hverken", "ej"])
UNREAL = frozenset("vil ville skal skulle bør burde gad tør turde".split())  # future and wish
POSSIBLE = frozenset("kan kunne må måtte har have havde er var være bliver blev blevet får fik".split())
CONDITIONS = frozenset("hvis såfremt dersom mon medmindre ifald".split())
PURPOSE = frozenset(["for", "uden", "ved"])  # for at sige, uden at sige
CLAUSE_OPENERS = frozenset("at om hvis når da mens fordi selvom skønt hvorvidt der som idet".split())
QUESTION_WORDS = frozenset(
    """om hvorfor hvordan hvornår hvad hvem hvor hvorvidt hvilken hvilket hvilke hvorledes""".split()
)
_DATIVE = frozenset(["inf-obj", "inf-til", "inf-om", "inf-for", "q"])
_PLACES = frozenset(["i", "på", "hos", "over", "via"])
YESTERDAY = frozenset(
    """går aftes morges forgårs fjor søndags mandags tirsdags onsdags torsdags fredags lørdags""".split()
)
_PARTICLE_REACH = 22
# verbs whose subject is as often a thing: skybruddet truer med at …, det kræver …
_THINGS_TAKE = frozenset(
    """svare understrege bekræfte antyde afsløre dokumentere true kræve love minde fortælle spå varsle
    betyde forbyde illustrere indikere afspejle indebære tillade give""".split()
)
_MEDIA = frozenset("twitter facebook instagram linkedin x tiktok youtube truth bluesky radio tv".split())
_MEDIA_NOUNS = (
    "interview", "avis", "avisen", "blad", "bladet", "mail", "e-mail", "brev", "brevet", "pressemeddelelse",
    "pressemeddelelsen", "kronik", "indlæg", "læserbrev", "bog", "tale", "rapport", "rapporten", "artikel",
    "opslag", "kommentar", "udtalelse", "radioavisen", "tv-avisen", "udsendelse", "program", "podcast", "sms",
    "tweet", "meddelelse", "svar", "erklæring", "notat", "redegørelse", "beretning", "nyhedsbrev", "telefoninterview",
)  # fmt: skip


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
        """Places of the cue in the reading."""
        tokens = self.passage.tokens
        return tokens[self.verb].start, tokens[self.last_cue - 1].end

    def takes(self, *frames: str) -> bool:
        return any(frame in self.cue.frames for frame in frames)


def find_reportings(passage: Passage, lexicon: CueLexicon) -> list[Reporting]:
    """All reporting clauses of a passage, in order."""
    found = []
    for token in passage.tokens:
        cues = lexicon.of(token.lower)
        if cues and _is_verb(passage, token):
            for cue in cues:
                end = _particle_end(passage, token.index, cue)
                if end:
                    found.append(_read(passage, cue, token.index, end))
                    break
    return found


ANY_VERB = Cue("", "manner")


def improvised(passage: Passage, finite: int) -> Reporting | None:
    """A reporting clause by its place alone, ``…,« brummer formanden``: a finite verb, then a person."""
    if finite + 1 >= len(passage.tokens):
        return None
    verb, following = passage.tokens[finite], passage.tokens[finite + 1]
    if verb.upos != "VERB" or "VerbForm=Fin" not in verb.feats:
        return None
    if not (following.is_name or following.lower in ("han", "hun", "de") or "Definite=Def" in following.feats):
        return None
    reporting = _read(passage, ANY_VERB, finite, finite + 1)
    return reporting if reporting.inverted and not reporting.barred else None


def _is_verb(passage: Passage, token: Token) -> bool:
    if token.upos in ("VERB", "AUX"):
        return True
    before = passage.tokens[token.index - 1] if token.index else None
    return before is not None and before.is_punct and token.relation in ("root", "parataxis", "ccomp", "conj")


def _particle_end(passage: Passage, verb: int, cue: Cue) -> int:
    """The index behind the cue's particle, behind the verb where it has none, 0 where it is missing."""
    if not cue.particle:
        return verb + 1
    tokens = passage.tokens
    size = len(cue.particle)
    for first in range(verb + 1, min(verb + 2 + _PARTICLE_REACH, len(tokens) - size + 1)):
        if tuple(token.lower for token in tokens[first : first + size]) == cue.particle:
            return first + size  # before the stop at *at*, which *at vide* holds itself
        stops = tokens[first].form in ".:;!?" or tokens[first].lower == "at"
        if stops or (tokens[first].upos == "VERB" and "VerbForm=Fin" in tokens[first].feats):
            return 0
    return 0


def _read(passage: Passage, cue: Cue, verb: int, last_cue: int) -> Reporting:
    finite = _finite(passage, verb)
    passive = _is_passive(passage, cue, verb)
    subject = _subject(passage, verb, finite, last_cue)
    far = max(verb + 1, last_cue if last_cue - verb < 4 else verb + 1, subject.last if subject else 0)
    last = _clause_end(passage, far)
    first = min(finite, subject.first) if subject else finite
    last = _resumed_end(passage, last)
    addressee, via = _companions(passage, cue, subject, min(verb, finite), last)
    if addressee is None and cue.frames & _DATIVE and not passive:
        addressee = _object(passage, subject, verb, last)
    if passive or cue.particle == ("at", "vide"):  # fik at vide: the subject is told
        addressee = subject if subject is not None and subject.text.lower() != "det" else addressee
        subject = _agent(passage, verb, last)
    barred = _barred(passage, cue, verb, finite, first, last, subject)
    if not barred and _is_thing(cue, subject):
        barred = "thing"
    contiguous = last_cue if last_cue - verb == 1 + len(cue.particle) else verb + 1
    return Reporting(passage, cue, verb, contiguous, finite, first, last, subject, passive, addressee, via, barred)


def _finite(passage: Passage, verb: int) -> int:
    """The auxiliary that carries the clause, or the verb itself."""
    if "VerbForm=Fin" in passage.tokens[verb].feats:
        return verb
    auxiliaries = [token.index for token in passage.dependents(verb, "aux") if token.index < verb]
    for index in range(verb - 1, max(-1, verb - 8), -1):
        token = passage.tokens[index]
        if token.lower in POSSIBLE | UNREAL and token.upos in ("AUX", "VERB"):
            auxiliaries.append(index)
            break
        if token.is_punct or token.upos == "SCONJ":
            break
    if not auxiliaries and passage.tokens[verb].relation == "conj" and passage.tokens[verb].head >= 0:
        shared = _finite(passage, passage.tokens[verb].head)  # har talt og gjort det klart
        return shared if "VerbForm=Part" in passage.tokens[verb].feats and shared < verb else verb
    return min(auxiliaries, default=verb)


def _is_passive(passage: Passage, cue: Cue, verb: int) -> bool:
    token = passage.tokens[verb]
    if token.lower.endswith("s") and not cue.infinitive.endswith("s") and cue.kind not in ("mind",):
        return token.lower not in ("findes",) and token.lower[:-1] != ""
    becoming = ("bliver", "blev", "blevet", "blive")
    return any(a.lower in becoming for a in passage.dependents(verb, "aux")) and token.lower != cue.infinitive


def _subject(passage: Passage, verb: int, finite: int, last_cue: int) -> Phrase | None:
    """Who speaks: right behind the verb (inversion), else by the tree, else what stands before the verb."""
    behind = _inverted_subject(passage, verb, finite, last_cue)
    if behind is not None:
        return behind
    holder = verb
    for _ in range(3):  # a coordinated or infinite verb has its subject with the verb above it
        controller = _controller(passage, holder)
        if controller is not None:
            return controller
        nominal = passage.child(holder, "nsubj")
        if nominal is not None and nominal.lower not in ("der", "som"):
            return _around(passage, nominal.index, holder)
        above = passage.tokens[holder]
        if above.relation == "acl" and above.head >= 0:
            return _antecedent(passage, finite) or _around(passage, above.head, finite)
        if above.head < 0 or above.relation not in ("conj", "xcomp", "advcl", "ccomp", "obl", "acl"):
            break
        if above.relation in ("advcl", "ccomp") and "VerbForm=Fin" in above.feats:
            break
        holder = above.head
    return _before(passage, finite)


def _controller(passage: Passage, infinitive: int) -> Phrase | None:
    """``fik iagttagere til at fastslå``: the object of *få* is who speaks."""
    tokens = passage.tokens
    if infinitive < 2 or tokens[infinitive - 1].lower != "at" or tokens[infinitive - 2].lower != "til":
        return None
    for index in range(infinitive - 3, max(-1, infinitive - 12), -1):
        if tokens[index].lower in ("få", "får", "fik", "fået"):
            return phrase_at(passage, index + 1, infinitive - 2)
    return None


def _inverted_subject(passage: Passage, verb: int, finite: int, last_cue: int) -> Phrase | None:
    tokens = passage.tokens
    start = finite + 1
    limit = passage.sentence_of(verb).stop
    while start < limit and tokens[start].lower in ("nu", "også", "så", "dog", "derfor", "da", "altså", "imidlertid"):
        start += 1
    if start >= limit or (finite != verb and start >= verb):
        return None
    opening = tokens[start]
    if opening.lower in OBJECT_FORMS or opening.upos in ("ADP", "SCONJ", "PUNCT", "VERB", "AUX"):
        return None
    own = passage.child(verb, "nsubj")
    if own is not None and own.index < finite and own.lower not in ("der", "som"):
        return None
    if own is None and _stands_before(passage, finite):
        return None
    phrase = phrase_at(passage, start, verb if finite < start < verb else limit)
    if phrase is None:
        return None
    if own is not None and own.index in phrase:
        return phrase
    bare = opening.upos == "NOUN" and "Definite=Ind" in opening.feats and not any(t.is_name for t in phrase.tokens)
    if own is None and bare and not speaker_noun(opening.lower) and "Number=Plur" not in opening.feats:
        return None  # sagde farvel
    nominative = opening.lower in PERSONAL or any(token.is_name for token in phrase.tokens)
    preceded = finite == 0 or tokens[finite - 1].is_punct or tokens[finite - 1].upos in ("ADV", "NOUN", "PROPN", "NUM")
    return phrase if (nominative or own is None) and preceded else None


def _stands_before(passage: Passage, finite: int) -> bool:
    """Whether a pronoun subject or relative stands right before the finite verb."""
    before = passage.tokens[finite - 1] if finite else None
    return before is not None and (before.lower in PERSONAL or before.lower in ("der", "som"))


def _around(passage: Passage, nominal: int, limit: int) -> Phrase | None:
    """The noun phrase whose head is ``nominal``, from where its dependents before it start."""
    tokens = passage.tokens
    sentence = passage.sentence_of(nominal)
    first = nominal
    for index in reversed(passage.subtree(nominal)):
        if index < first and index == first - 1 and index >= sentence.start:
            if tokens[index].is_punct or tokens[index].upos in ("CCONJ", "SCONJ", "ADP"):
                break
            first = index
    end = limit if limit > nominal else sentence.stop
    while first > sentence.start and (
        tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ", "DET") or tokens[first - 1].is_name
    ):
        first -= 1  # a title that the tree hangs elsewhere
    for start in range(first, nominal + 1):
        phrase = phrase_at(passage, start, max(end, nominal + 1))
        if phrase is not None and nominal in phrase:
            return phrase
    return Phrase(passage, nominal, nominal + 1)


def _antecedent(passage: Passage, finite: int) -> Phrase | None:
    """The phrase right before ``, der`` of a relative clause with this finite verb."""
    sentence = passage.sentence_of(finite)
    for index in range(finite - 1, max(sentence.start, finite - 5), -1):
        if passage.tokens[index].lower in ("der", "som"):
            own = phrase_at(passage, index + 1, finite)
            if own is not None:
                return own  # som mange mener
            last = index - 1 if passage.tokens[index - 1].form == "," else index
            return phrase_before(passage, last, sentence.start) if last > sentence.start else None
    return None


def _before(passage: Passage, finite: int) -> Phrase | None:
    sentence = passage.sentence_of(finite)
    last = finite
    while last > sentence.start and passage.tokens[last - 1].upos == "ADV":
        last -= 1
    if last > sentence.start and passage.tokens[last - 1].form == ",":
        last -= 1
    return phrase_before(passage, last, sentence.start) if last > sentence.start else None


def _clause_end(passage: Passage, index: int) -> int:
    """Where the reporting clause's own words end: before a mark, a subordinator, an infinitive or another clause."""
    tokens = passage.tokens
    start = index
    limit = passage.sentence_of(index - 1).stop
    while index < limit:
        token = tokens[index]
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
        if token.upos in ("VERB", "AUX") and "VerbForm=Fin" in token.feats:
            while index > start and tokens[index - 1].upos == "ADV":
                index -= 1  # som mange mener ikke er …
            break
        index += 1
    return index


def _resumed_end(passage: Passage, last: int) -> int:
    """Behind an apposition's comma the clause may go on to its *at*: ``siger X, Y, i aftes til AFP, at``."""
    tokens = passage.tokens
    limit = passage.sentence_of(max(0, last - 1)).stop
    if last >= limit or tokens[last].form != ",":
        return last
    for index in range(last + 1, min(last + 12, limit)):
        if tokens[index].form == "," or tokens[index].lower == "at":
            following = tokens[index + 1].lower if index + 1 < limit else ""
            reaches = (tokens[index].lower == "at" or following == "at") and index > last + 1
            return index if reaches else last
        if tokens[index].upos in ("VERB", "AUX", "SCONJ", "CCONJ") or tokens[index].is_punct:
            return last
    return last


def _object(passage: Passage, subject: Phrase | None, verb: int, last: int) -> Phrase | None:
    """``fortalte han kvinden, at``: the person right behind verb and subject."""
    first = subject.last if subject is not None and subject.first > verb else verb + 1
    tokens = passage.tokens
    while first < last and (tokens[first].upos == "ADV" or tokens[first].lower in TIME):
        first += 1
    if first + 1 < last and tokens[first].lower == "i" and tokens[first + 1].lower in TIME | YESTERDAY:
        first += 2  # fortalte i går beboerne, at
    if first >= last or tokens[first].upos == "ADP":
        return None
    phrase = phrase_at(passage, first, last)
    if phrase is None or (len(phrase.tokens) == 1 and phrase.tokens[0].lower in THINGS | {"sig"}):
        return None
    known = [speaker_noun(token.lower) for token in phrase.tokens]
    person = any(t.is_name for t in phrase.tokens) or any(k and k[1] != "document" for k in known)
    people = any("Definite=Def|" in t.feats and "Number=Plur" in t.feats for t in phrase.tokens)
    return phrase if person or people or phrase.tokens[0].lower in OBJECT_FORMS else None


def _continues_nominal(passage: Passage, conjunction: int) -> bool:
    head = passage.tokens[conjunction].head
    return head >= 0 and passage.tokens[head].upos in ("NOUN", "PROPN", "ADJ", "NUM", "PRON")


def _companions(
    passage: Passage, cue: Cue, subject: Phrase | None, verb: int, last: int
) -> tuple[Phrase | None, Phrase | None]:
    """The addressee (``til AFP``, ``fortæller mig``) and the channel (``ifølge RIA``, ``på Twitter``)."""
    tokens = passage.tokens
    addressee: Phrase | None = None
    via = _channel_in_front(passage, verb)
    index = verb + 1
    while index < last:
        token = tokens[index]
        if subject is not None and index in subject:
            index = subject.last
            continue
        following = index + 1 < last
        if token.lower == "til" and following and addressee is None and cue.kind != "show":
            addressee = _addressee(passage, index + 1, last)
        elif token.lower == "over" and following and tokens[index + 1].lower == "for" and addressee is None:
            addressee = phrase_at(passage, index + 2, last)
        elif token.lower == "ifølge" and following:
            via = via or phrase_at(passage, index + 1, last)
        elif token.lower in _PLACES and following and via is None:
            via = _channel(passage, index + 1, last)
        elif token.lower in OBJECT_FORMS - {"sig", "det", "dem"} and addressee is None:
            addressee = Phrase(passage, index, index + 1)
        index += 1
    return addressee, via


def _channel_in_front(passage: Passage, finite: int) -> Phrase | None:
    """``På Facebook skriver hun``: the channel opens the sentence."""
    first = passage.sentence_of(finite).start
    if first < finite - 1 and passage.tokens[first].lower == "ifølge":
        phrase = phrase_at(passage, first + 1, finite)
        return phrase if phrase is not None and phrase.last == finite else None
    if first < finite - 1 and passage.tokens[first].lower in _PLACES:
        phrase = _channel(passage, first + 1, finite)
        return phrase if phrase is not None and phrase.last == finite else None
    return None


def _addressee(passage: Passage, first: int, last: int) -> Phrase | None:
    phrase = phrase_at(passage, first, last)
    if phrase is None or passage.tokens[first].lower in ("trods", "sidst", "gengæld", "eksempel", "orde", "det"):
        return None
    named = any(token.is_name for token in phrase.tokens)
    definite = any("Definite=Def" in token.feats for token in phrase.tokens)
    return phrase if named or definite or passage.tokens[first].lower in OBJECT_FORMS else None


def _channel(passage: Passage, first: int, last: int) -> Phrase | None:
    """``på Twitter``, ``i Berlingske Tidende``, ``i en pressemeddelelse``, ``i et interview med Politiken``."""
    phrase = phrase_at(passage, first, last, full=False)
    if phrase is None:
        return None
    nouns = [token for token in phrase.tokens if token.lower in _MEDIA_NOUNS or token.lower.endswith("interview")]
    after = passage.tokens[phrase.last] if phrase.last < last else None
    if nouns and after is not None and after.lower in ("med", "til", "i", "på", "hos"):
        inner = phrase_at(passage, phrase.last + 1, last)
        if inner is not None:
            return inner
    if nouns or any(token.lower in _MEDIA for token in phrase.tokens):
        return phrase
    paper = ("avis", "tidende", "posten", "politiken", "information", "bladet", "stiftstidende", "folkeblad", "radio")
    if any(token.is_name and token.lower.endswith(paper) for token in phrase.tokens):
        return phrase
    return None


def _agent(passage: Passage, verb: int, last: int) -> Phrase | None:
    """The ``af`` phrase of a passive."""
    for index in range(verb + 1, last):
        if passage.tokens[index].lower == "af":
            return phrase_at(passage, index + 1, last)
    return None


def _barred(passage: Passage, cue: Cue, verb: int, finite: int, first: int, last: int, subject: Phrase | None) -> str:
    tokens = passage.tokens
    words = [tokens[index] for index in range(first, min(last, len(tokens))) if subject is None or index not in subject]
    if any(token.lower in NEGATIONS and token.lower not in cue.particle for token in words):
        return "negated"
    if finite == verb and "VerbForm=Part" in tokens[verb].feats:
        return "participle"
    if "VerbForm=Inf" in tokens[verb].feats and cue.kind == "mind":
        return "unreal"
    if "VerbForm=Inf" in tokens[verb].feats and any(t.lower in NEGATIONS for t in tokens[max(0, verb - 3) : verb]):
        return "negated"  # nåede aldrig at spørge
    if cue.kind == "show" and any(token.lower == "sig" for token in words):
        return "thing"  # det viser sig, at
    if tokens[finite].lower in UNREAL and finite != verb:
        return "unreal"
    if any(token.lower in CONDITIONS for token in _opening(passage, first)):
        return "unreal"
    if "VerbForm=Inf" in tokens[verb].feats and finite == verb and _is_purpose(passage, verb):
        return "unreal"
    if subject is not None and len(subject.tokens) == 1 and subject.tokens[0].lower == "jeg":
        return "author"
    if _is_condition(passage, finite, subject):
        return "unreal"
    return ""


def _is_condition(passage: Passage, finite: int, subject: Phrase | None) -> bool:
    """``Nægter Serbien at …, går vi``: a sentence that opens with its verb, and is no question."""
    sentence = passage.sentence_of(finite)
    opening = sentence.start
    while passage.tokens[opening].is_punct and opening < finite:
        opening += 1
    asks = passage.tokens[sentence.stop - 1].form == "?"
    return finite == opening and subject is not None and subject.first > finite and not asks


def _is_thing(cue: Cue, subject: Phrase | None) -> bool:
    """Whether the subject cannot speak: a pronoun for a thing or, with verbs that things take too, no person."""
    if subject is None:
        return False
    words = [token.lower for token in subject.tokens]
    if len(words) == 1 and words[0] in THINGS:
        return cue.kind not in ("sound", "show") or words[0] != "det"
    if cue.lemma not in _THINGS_TAKE and cue.kind not in ("show", "sound"):
        return False
    named = any(token.is_name for token in subject.tokens)
    person = len(words) == 1 and words[0] in PERSONAL | QUANTIFIERS
    return not (named or person or any(speaker_noun(word) for word in words))


def _opening(passage: Passage, first: int) -> Iterator[Token]:
    """The words right before a clause, back to a mark."""
    for index in range(first - 1, max(-1, first - 4), -1):
        if passage.tokens[index].is_punct:
            return
        yield passage.tokens[index]


def _is_purpose(passage: Passage, verb: int) -> bool:
    """``for at sige``, ``uden at sige``, ``afviser at kommentere``."""
    tokens = passage.tokens
    if verb >= 2 and tokens[verb - 1].lower == "at":
        before = tokens[verb - 2]
        return before.lower in PURPOSE or before.lower in ("afviser", "nægter", "undlader", "ønsker", "afviste")
    return False

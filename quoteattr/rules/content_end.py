"""Where a reported clause ends: what of the rest of the sentence still is said, and what is the author's again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.danish.closed_classes import DASHES, PERSONAL
from quoteattr.grammar.noun_phrases import phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.parse.passage import VERBS, Passage, Token
from quoteattr.rules.story import Scene

_COORDINATED_OPENERS = frozenset("at om hvorfor hvordan hvad hvem hvor hvornår hvilken hvilket hvilke".split())
_NEAR = 12  # characters from a verb to the marks around words that it governs
_SEQUELS = frozenset("hvilket hvortil hvorefter hvorpå".split())  # what came of it
_COMPARING = frozenset("mens imens ligesom selvom selv".split())  # …, ligesom hun vurderer, at
_TAILS = _SEQUELS | frozenset("efter selvom selv da mens for men".split())  # behind a dash


def content_end(scene: Scene, reporting: Reporting, first: int) -> int:
    """The index behind the last token of a reported clause that starts at ``first``.

    A reported clause runs to the end of its sentence, unless what follows belongs to the clause that reports:
    a second report coordinated with it, the rest of the sentence that it interrupts, another reporting clause.
    """
    passage = scene.passage
    limit = passage.sentence_of(reporting.verb).stop
    limit = _such_as(passage, first, _shared_subject(scene, first, same_speech(scene, first, limit)))
    limit = _infinitive_end(passage, first, limit)
    limit = next((i for i in range(first + 1, limit) if _is_apart(passage, first, i, limit)), limit)
    limit = next((i for i in range(first + 2, limit - 1) if _is_told(scene, reporting, first, i, limit)), limit)
    limit = _before_others(scene, reporting, first, limit)
    if not _is_infinitive(passage, first):
        limit = next((index - 1 for index in range(first + 2, limit) if _is_main_order(passage, index)), limit)
    limit = min([limit, *_joined_verbs(scene, reporting, first), *_main_clause(passage, reporting, first, limit)])
    head = _content_head(passage, first, limit)
    if head is None:
        return strip_end(passage, first, limit)
    inside = passage.subtree(head)
    end = max(index for index in inside if index < limit) + 1 if inside else limit
    resumed = next((index for index in range(end, limit) if _resumes(scene, reporting, index, first)), None)
    if resumed is not None:
        limit = _behind_subordinate(passage, end, resumed)
    return strip_end(passage, first, limit)


def _before_others(scene: Scene, reporting: Reporting, first: int, limit: int) -> int:
    """Where a report of its own begins within the sentence: ``…, mens politiet siger, at``, ``… og tilføjer, at``."""
    passage = scene.passage
    for other in scene.reportings:
        if first < other.finite < limit and _rejoins(passage, reporting, other, first):
            limit = min(limit, other.finite - 1)
        if other.first > first + 1 and other.verb != reporting.verb and other.first < limit:
            contrast = passage.tokens[other.first - 1].lower == "mens" and _leads_to_at(passage, other.last, limit)
            contrast = contrast and not _holds_report(scene, first, other.first - 1)
            aside = other.inverted and _after_comma(passage, other.first)
            if contrast or aside or _is_parallel(passage, reporting, other, first):
                limit = min(limit, _before_condition(passage, first, other.first - contrast))
    return limit


def _rejoins(passage: Passage, reporting: Reporting, other: Reporting, first: int) -> bool:
    """``udtalte, at han mener, at det går, og spurgte``: the first verb's past, not the content's present."""
    tokens = passage.tokens
    if other.barred or other.passive or tokens[other.finite - 1].upos != "CCONJ" or not tokens[other.finite].is_finite:
        return False
    reported = next((token for token in tokens[first : other.finite] if token.is_finite), None)
    past = tokens[other.finite].is_past
    return reported is not None and past == tokens[reporting.finite].is_past and past != reported.is_past


def _holds_report(scene: Scene, first: int, limit: int) -> bool:
    """``nogle mener, at det bliver dyrere``: a report within what is reported."""
    return any(
        first <= other.first
        and other.verb < limit
        and not other.barred
        and _leads_to_at(scene.passage, other.last, limit)
        for other in scene.reportings
    )


def _is_told(scene: Scene, reporting: Reporting, first: int, index: int, limit: int) -> bool:
    """``…, hvilket de gjorde``, ``…, hvortil hun svarede, at``, ``… – efter at rådet sagde nej``: the author's tail."""
    tokens = scene.passage.tokens
    opener = tokens[index + 1].lower
    if tokens[index].form in DASHES:
        paired = any(token.form in DASHES for token in tokens[index + 1 : limit])
        paired = paired or tokens[index - 1].upos == "CCONJ"  # jule- og - påskeplatter
        return not paired and _opens_tail(scene.passage, index + 1, limit)
    if tokens[index].form != ",":
        return False
    if opener in _SEQUELS:
        return tokens[first - 1].lower != "at" or _reports_itself(scene, index + 1, limit) is not None
    if opener not in _COMPARING or _holds_report(scene, first, index):
        return False
    other = _reports_itself(scene, index + 1, limit)
    if other is None or other.cue.kind in ("mind", "manner"):
        return False
    return opener not in ("selvom", "selv") or (
        other.subject is not None and other.subject.text in ("han", "hun", "de")
    )


def _opens_tail(passage: Passage, index: int, limit: int) -> bool:
    """Whether a clause of the author's opens behind a dash: *– efter at*, *– men*, *– han tog*; not *– og at*."""
    tokens = passage.tokens
    if tokens[index].lower in _TAILS:
        listed = tokens[index].lower == "men" and tokens[min(index + 1, limit - 1)].lower in _COORDINATED_OPENERS
        return not listed  # – men at den holder
    phrase = phrase_at(passage, index, limit)
    return phrase is not None and phrase.last < limit and tokens[phrase.last].is_finite


def _reports_itself(scene: Scene, first: int, limit: int) -> Reporting | None:
    """The report whose finite verb is the first one from ``first`` on."""
    tokens = scene.passage.tokens
    finite = next((index for index in range(first, limit) if tokens[index].is_finite), None)
    return next((other for other in scene.reportings if other.finite == finite), None)


def _behind_subordinate(passage: Passage, end: int, resumed: int) -> int:
    """``…, inden huset rives ned, og Dal spurgte``: a conjunction's clause right behind a content is of it."""
    tokens = passage.tokens
    commas = [index for index in range(end, resumed) if tokens[index].form == ","]
    if len(commas) < 2 or commas[0] != end or tokens[end + 1].upos != "SCONJ":
        return end
    return commas[1]


def _joined_verbs(scene: Scene, reporting: Reporting, first: int) -> Iterator[int]:
    """``har krævet, at …, og truet med at``: the *og* before a verb that shares the reporting one's auxiliary."""
    tokens = scene.passage.tokens
    for other in scene.reportings:
        verb = tokens[other.verb]
        shares = verb.head == reporting.verb and verb.relation == "conj" and other.finite < first < other.verb
        if shares and tokens[other.verb - 1].upos == "CCONJ":
            yield other.verb - 1


def _main_clause(passage: Passage, reporting: Reporting, first: int, limit: int) -> Iterator[int]:
    """``Da hun sagde, at det hastede, blev der stille``: where the main clause begins behind one with *da*."""
    tokens = passage.tokens
    opener = reporting.first - 1
    start = passage.sentence_of(reporting.verb).start
    if opener < start or tokens[opener].upos != "SCONJ" or opener > start + 2:
        return
    for index in range(first + 1, limit - 2):
        subject = tokens[index + 2]
        if (
            tokens[index].form == ","
            and tokens[index + 1].is_finite
            and subject.upos in ("PRON", "PROPN", "DET", "NOUN")
        ):
            yield index


def _such_as(passage: Passage, first: int, limit: int) -> int:
    """``…, sådan som oppositionen hævder``: what is added behind the comma is the author's."""
    for index in range(first + 1, limit - 2):
        words = [token.lower for token in passage.tokens[index : index + 3]]
        if words == [",", "sådan", "som"]:
            return index
        if words == ["med", "den", "begrundelse"] and _is_infinitive(passage, first):
            return index
    return limit


def _shared_subject(scene: Scene, first: int, limit: int) -> int:
    """``Hun kræver, at der kommer bump, og har samlet …``: the first comma ends the reported clause, *og* goes back.

    Behind *men* only a report does: ``…, men tilføjer``; not ``…, men kommer for sent``.
    """
    tokens = scene.passage.tokens
    comma = next((index for index in range(first, limit) if tokens[index].form == ","), None)
    if comma is None or comma + 2 >= limit or tokens[comma + 1].lower not in ("og", "men"):
        return limit
    if tokens[comma + 1].lower == "men" and not _is_infinitive(scene.passage, first):
        return comma if any(other.finite == comma + 2 for other in scene.reportings) else limit
    return comma if tokens[comma + 2].is_finite else limit


def same_speech(scene: Scene, first: int, limit: int) -> int:
    """A clause within somebody's words ends with them, one outside ends before them only where they stand apart."""
    tokens = scene.passage.tokens
    place = tokens[first].start
    for start, end in scene.speech:
        if start <= place < end:
            last = scene.passage.token_at(end - 1)
            last += last < len(tokens) and tokens[last].end == end and not tokens[last].is_punct  # no mark ends a turn
            return min(limit, max(first, last))
        if place < start:
            limit = min(limit, max(first, scene.passage.token_at(start - 1)))
    return limit


def _is_parallel(passage: Passage, reporting: Reporting, other: Reporting, first: int) -> bool:
    """``… og tilføjer, at``: a second report of the first one's sentence, not one inside its content."""
    if passage.tokens[other.verb].is_infinitive and other.finite == other.verb:
        return False  # og holdet forsøger at finde ud af
    if other.passive and other.subject is None:
        return False  # men den blev ikke anset for farlig
    if not any(token.upos in VERBS for token in passage.tokens[first : other.first]):
        return False  # at Korn og Foder siger nej
    index = other.first - 1
    while index > reporting.verb and passage.tokens[index].upos == "ADV":
        if passage.tokens[index].lower in _COORDINATED_OPENERS:
            return False
        index -= 1
    if passage.tokens[index].upos != "CCONJ":
        return False
    if other.subject is not None and other.subject == reporting.subject:
        return True
    if other.subject is not None and not other.inverted and other.subject.first == other.first:
        relative = any(token.lower in ("der", "som") for token in passage.tokens[other.subject.last : other.finite])
        return not relative  # og han opfordrer …: with *at* it would be part of the content
    above = passage.tokens[other.verb]
    return above.head == reporting.verb and above.relation == "conj"


def _is_turned_round(tokens: Sequence[Token]) -> bool:
    """Whether a clause begins with *det* and its verb, and has its subject behind them."""
    if len(tokens) < 3 or tokens[0].lower not in ("det", "dette") or not tokens[1].is_finite:
        return False
    if tokens[1].lower in ("er", "var", "bliver", "blev"):
        return False  # men det er politiet, der bestemmer
    return tokens[2].is_name or tokens[2].lower in ("hans", "hendes", "han", "hun") or tokens[2].is_definite


def _before_condition(passage: Passage, first: int, limit: int) -> int:
    """``…, men da jeg ringede, sagde damen``: the clause between *men* and a report that is turned round is not of what
    was said before."""
    tokens = passage.tokens
    for index in range(limit - 2, first, -1):
        if tokens[index].upos == "CCONJ" and tokens[index - 1].form == "," and tokens[limit - 1].form == ",":
            return index - 1 if tokens[index + 1].lower in ("da", "når", "hvis", "efter") else limit
    return limit


def _is_infinitive(passage: Passage, first: int) -> bool:
    return passage.tokens[first].lower == "at" or passage.tokens[first].is_infinitive


def _is_apart(passage: Passage, first: int, index: int, limit: int) -> bool:
    """``…; det haster``, ``bad os købe løg, for alt bliver dyrere``: a main clause of the author's own begins."""
    tokens = passage.tokens
    if index + 1 >= limit or tokens[index].form != ",":
        return tokens[index].form == ";" and index + 1 < limit and tokens[index + 1].lower != "at"
    if tokens[index + 1].lower in ("og", "men") and index + 2 < limit and tokens[index + 2].lower == "ifølge":
        return True  # …, og ifølge avisen overvejer de at klage
    if tokens[index + 1].lower == "men" and _is_turned_round(tokens[index + 2 : min(index + 5, limit)]):
        return True  # …, men det nægter formanden
    if index + 2 >= limit or tokens[index + 1].lower != "for" or tokens[index + 2].lower in ("at", "hvem", "hvis"):
        return False
    if tokens[index + 1].upos == "ADP" or not _is_infinitive(passage, first):
        return False
    return any(token.is_finite for token in tokens[index + 2 : min(index + 7, limit)])


def _infinitive_end(passage: Passage, first: int, limit: int) -> int:
    """``bad hende om at vente og gik``: a finite verb behind *og* goes on with the sentence, not with an infinitive."""
    tokens = passage.tokens
    if not _is_infinitive(passage, first):
        return limit
    perfect = tokens[min(first + 1, limit - 1)].lower in ("have", "være", "blive", "få")  # at have fundet og rettet
    for index in range(first + 2, limit):
        joined = tokens[index].is_participle and tokens[index].relation == "conj" and not perfect
        if (tokens[index].is_finite or joined) and tokens[index - 1].lower in ("og", "men"):
            return index - 1
        if tokens[index].is_finite or tokens[index].upos == "SCONJ":
            break
    return limit


def _leads_to_at(passage: Passage, index: int, limit: int) -> bool:
    return any(token.lower == "at" for token in passage.tokens[index : min(index + 3, limit)])


def _after_comma(passage: Passage, index: int) -> bool:
    return index > 0 and passage.tokens[index - 1].is_punct


def _content_head(passage: Passage, first: int, limit: int) -> int | None:
    """The dependent of the cue, or of what stands before the content, that heads the content."""
    for index in range(first, limit):
        token = passage.tokens[index]
        if index == first and token.lower in _COORDINATED_OPENERS and not passage.children[index]:
            continue  # hvem der har givet lov: the question word hangs apart
        if token.head != -1 and token.head < first and token.relation in (
            "ccomp", "advcl", "acl", "xcomp", "obj", "obl", "nmod", "conj", "dep", "amod", "appos", "parataxis",
        ):  # fmt: skip
            return index
    return None


def _resumes(scene: Scene, reporting: Reporting, index: int, first: int) -> bool:
    """Whether a token behind the content belongs to a clause outside it: a verb that nothing in it governs."""
    passage = scene.passage
    token = passage.tokens[index]
    if _goes_on_with_at(passage, index, first) or _is_subordinate(passage, index, first):
        return False
    if _is_main_order(passage, index):
        return True
    if _is_either(passage, first, index) or _is_said_on(scene, reporting, index, first):
        return False
    if token.upos not in ("VERB", "AUX") or not token.is_finite:
        return False
    holder = token if token.upos == "VERB" or token.head < 0 else passage.tokens[token.head]
    if holder.head < 0:
        return True
    if holder.head >= first or _shares_tense(passage, reporting, index, first):
        return False
    return holder.head != reporting.verb or holder.relation == "conj"


def _shares_tense(passage: Passage, reporting: Reporting, index: int, first: int) -> bool:
    """``har forklaret, at manden så sig om og derefter gik``: *og* joins the past to the past, not to *har*."""
    tokens = passage.tokens
    joint = index - 1
    while joint > first and tokens[joint].upos == "ADV":
        joint -= 1
    if tokens[joint].lower != "og" or tokens[joint - 1].form == "," or not tokens[index].is_past:
        return False
    reported = next((token for token in tokens[first:joint] if token.is_finite), None)
    past = reported is not None and reported.is_past
    return past and tokens[reporting.finite].is_present


def _is_main_order(passage: Passage, index: int) -> bool:
    """``og havde tidligere afvist``: an auxiliary before its adverb is that of a main clause, of whoever speaks."""
    tokens = passage.tokens
    if tokens[index].upos != "AUX" or index + 2 >= len(tokens) or tokens[index - 1].lower not in ("og", "men"):
        return False
    return tokens[index + 1].upos == "ADV" and (tokens[index + 2].is_participle or tokens[index + 2].is_infinitive)


def _is_said_on(scene: Scene, reporting: Reporting, index: int, first: int) -> bool:
    """Whether a clause of the content goes on with a verb: ``og derfor følger``, ``men den holder``."""
    tokens = scene.passage.tokens
    if not tokens[index].is_finite or _is_infinitive(scene.passage, first):
        return False
    joint = next((i for i in range(index - 1, first, -1) if tokens[i].upos in ("CCONJ", "SCONJ")), first)
    between = tokens[joint + 1 : index]
    if joint == first or any(token.is_finite or token.is_punct for token in between):
        return False
    if between and all(token.upos == "ADV" for token in between) and not _is_followed_by_subject(scene.passage, index):
        return True  # the order of words in a clause of its own: og følger derfor
    reports = (other for other in scene.reportings if other.finite == index and not other.passive)
    if any(other.cue.kind not in ("sound", "mind", "manner") for other in reports):
        return False
    if tokens[joint].lower == "men" and _is_turned_round(tokens[joint + 1 : joint + 4]):
        return False
    if not between and any(0 <= s.outer_start - tokens[index].end <= _NEAR for s in scene.stretches):
        return True  # er »en skandale« og har »sovet i timen«
    reported = next((token for token in tokens[first:joint] if token.is_finite), None)
    same = reported is not None and reported.is_past == tokens[index].is_past
    it = [token.lower for token in between] in ([], ["det"], ["den"]) and tokens[joint].lower == "men"
    return same and (it or tokens[reporting.finite].is_past != tokens[index].is_past)


def _is_followed_by_subject(passage: Passage, verb: int) -> bool:
    """``og derfor følger hun sagen``: the order of words in a main clause."""
    subject = passage.child(verb, "nsubj")
    behind = passage.tokens[verb + 1].lower if verb + 1 < len(passage.tokens) else ""
    return behind in PERSONAL or (subject is not None and subject.index > verb)


def _is_either(passage: Passage, first: int, index: int) -> bool:
    """``enten går de, eller også går hun``: what *eller* joins to *enten*."""
    joint = next((i for i in range(index - 1, first, -1) if passage.tokens[i].lower == "eller"), first)
    return joint > first and any(token.lower == "enten" for token in passage.tokens[first:joint])


def _is_subordinate(passage: Passage, index: int, first: int) -> bool:
    """``…, mens ingen andre …``: a conjunction behind a comma opens the clause of a finite verb."""
    for place in range(index - 1, first, -1):
        token = passage.tokens[place]
        if token.is_finite:
            return False
        if token.upos == "SCONJ" and passage.tokens[place - 1].form == ",":
            return True
    return False


def _goes_on_with_at(passage: Passage, index: int, first: int) -> bool:
    """``…, og at prisen stiger``, ``…, og hvorfor ingen kom``: a second clause of the same content."""
    for place in range(index, first, -1):
        opens = passage.tokens[place].lower in _COORDINATED_OPENERS
        if opens and passage.tokens[place - 1].lower in ("og", "men", "eller", "samt"):
            return True
    return False


def strip_end(passage: Passage, first: int, last: int) -> int:
    while last > first and (
        (passage.tokens[last - 1].is_punct and passage.tokens[last - 1].form not in ")%!?\"”»«'’…")
        or passage.tokens[last - 1].upos == "CCONJ"
    ):
        last -= 1
    return last

"""``…, siger X``: what is said comes first and the reporting clause is turned round behind it.

Broen skal lukkes, siger formanden til AFP.         content: Broen skal lukkes
Broen skal, siger formanden, lukkes.                two pieces
Broen bør lukkes, hedder det i rapporten.           speaker: rapporten
Broen bør lukkes, som naboerne har krævet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from quoteattr.danish.closed_classes import QUESTION_WORDS
from quoteattr.grammar.impersonal_reports import is_impersonal, source_of
from quoteattr.grammar.noun_phrases import Phrase, head_of
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.subjects import can_speak
from quoteattr.parse.passage import Token
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import behind_label, trim, type_of
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "fronted"
_DOING = frozenset("gør gjorde gjort gøre sker skete".split())
_CLAUSE_OPENERS = frozenset("der som hvis hvor hvilket da når fordi mens".split())
_SUBORDINATORS = frozenset(
    """da når hvis efter selvom selv mens fordi idet før inden siden som uden ved trods eftersom skønt""".split()
)
_OTHERS = frozenset(["han", "hun", "de", "man"])  # Holder han farten, … but not Er det nok, siger Dal


def find(story: Story) -> Iterator[Candidate]:
    for scene, reporting in story.free_clauses():
        content = tuple(_pieces(scene, reporting)) if is_fronted(scene, reporting) else ()
        content = content or _compared(scene, reporting)
        if not content:
            continue
        scene.take(reporting)
        candidate = from_reporting(ID, type_of(scene, content), content, reporting)
        if is_impersonal(reporting) or (reporting.passive and reporting.subject is None):
            candidate = evolve(candidate, speaker=source_of(reporting), via=None)
        yield candidate


RULE = Rule((ID,), find, triggers=(cue_verb,))


def is_fronted(scene: Scene, reporting: Reporting) -> bool:
    """Whether the clause stands behind its content: a mark before it, the subject after its verb."""
    if not reporting.takes("front") or _is_ability(reporting):
        return False
    if reporting.cue.kind == "sound" and not is_impersonal(reporting):
        if reporting.subject is None or reporting.subject.tokens[0].upos == "PRON" or "it" in reporting.cue.traits:
            return False
    before = reporting.finite - 1
    tokens = scene.passage.tokens
    if before < 0 or not tokens[before].is_punct or tokens[before].form in (".", ":", ";", "("):
        return False
    impersonal = is_impersonal(reporting)  # Før det sker lukker broen, hed det
    if (not impersonal and _opens_with_subordinate(scene, reporting)) or not _is_said(scene, reporting):
        return False
    opening = tokens[scene.passage.sentence_of(reporting.verb).start].lower
    if "knows" in reporting.cue.traits and opening in QUESTION_WORDS:
        return False  # Hvor grænsen går, ved kun de ældste
    if reporting.passive:
        return _about_it(reporting) or is_impersonal(reporting)
    return reporting.inverted or is_impersonal(reporting)


def _compared(scene: Scene, reporting: Reporting) -> tuple[tuple[int, int], ...]:
    """``…, som X har krævet``, ``Som X siger, er …``: what stands around a clause that compares it with what X says."""
    passage, tokens = scene.passage, scene.passage.tokens
    subject, sentence = reporting.subject, passage.sentence_of(reporting.verb)
    if subject is None or reporting.inverted or reporting.passive or not reporting.takes("front"):
        return ()
    opener = subject.first - 1
    if opener < sentence.start or tokens[opener].lower != "som" or not can_speak(subject):
        return ()
    behind = _behind_comparison(scene, reporting, sentence)
    if behind is None or not _compares(tokens, opener, behind, sentence):
        return ()
    if any(sentence.start <= other.verb < opener for other in scene.reportings):
        return ()  # Hun afviste, at det haster, sådan som X hævder
    opener -= opener > sentence.start and tokens[opener - 1].lower == "sådan"
    pieces = (
        trim(passage.text, tokens[start].start, tokens[stop - 1].end)
        for start, stop in ((sentence.start, opener), (behind, sentence.stop))
        if start < stop
    )
    content = tuple(piece for piece in pieces if piece)
    return content if content and type_of(scene, content) is QuoteType.INDIRECT else ()


def _behind_comparison(scene: Scene, reporting: Reporting, sentence: range) -> int | None:
    """The token behind ``som X siger (det)``, ``som X har opfordret til``; None where the clause says more."""
    tokens = scene.passage.tokens
    behind = reporting.last_cue
    while behind < sentence.stop and (tokens[behind].lower == "det" or tokens[behind].upos == "ADP"):
        behind += 1
    return behind if behind == sentence.stop or tokens[behind].is_punct else None


def _compares(tokens: Sequence[Token], opener: int, behind: int, sentence: range) -> bool:
    """Whether *som* means *as*: it opens the sentence, or stands behind no noun that it could be about."""
    if opener == sentence.start or tokens[behind - 1].lower == "det" or tokens[opener - 1].lower == "sådan":
        return True
    before = (
        tokens[opener - 2] if tokens[opener - 1].form == "," and opener - 2 >= sentence.start else tokens[opener - 1]
    )
    if before.lower in _DOING:
        return False  # Bjørn gjorde, som hun sagde
    return before.upos in ("VERB", "AUX", "ADJ", "ADV") and not before.is_name


def _is_said(scene: Scene, reporting: Reporting) -> bool:
    """Whether what stands before can be said: a sentence, or a few words with a speaker behind them."""
    passage = scene.passage
    if any(token.lower == "at" for token in passage.tokens[reporting.finite : reporting.verb]):
        return False  # hvor det er, er umuligt at sige
    if passage.tokens[reporting.finite].is_infinitive:
        return False
    before = passage.tokens[passage.sentence_of(reporting.verb).start : reporting.finite]
    if before and _is_asked(before):
        return False  # På spørgsmålet om, hvornår broen åbner, svarer Holm undvigende
    colon = reporting.last < len(passage.tokens) and passage.tokens[reporting.last].form == ":"
    if colon and not _has_main_verb(before):
        return False  # I en mail, som vi har set, skriver hun: …
    if reporting.cue.kind == "manner" and _last_part(before)[:1] and _last_part(before)[0].lower in _SUBORDINATORS:
        return False
    if reporting.cue.kind == "mind" and reporting.subject is not None and not _is_mind(reporting.subject):
        return False  # …, ved afstemningen i byrådet
    if _has_main_verb(before):
        return True
    subject = reporting.subject
    if reporting.finite != reporting.verb or (before and before[0].is_participle):
        return False
    return subject is None or can_speak(subject)


def _is_asked(tokens: Sequence[Token]) -> bool:
    """``På spørgsmålet om, …``, ``Adspurgt, om …``: what somebody was asked before."""
    asked = tokens[0].lower in ("adspurgt", "spurgt")
    return asked or (len(tokens) > 1 and tokens[0].upos == "ADP" and tokens[1].lower.startswith("spørgsmål"))


def _is_mind(subject: Phrase) -> bool:
    """Whether the head of a phrase is for somebody who can think."""
    head = head_of(subject)
    person = head.role is not None and head.role.kind != "document"
    return head.is_name or person or head.upos in ("PRON", "DET", "ADJ", "NUM") or head.is_plural


def _has_main_verb(tokens: Sequence[Token]) -> bool:
    """Whether a finite verb stands outside relative clauses: not *De Radikale, der var imod, fremsætter et forslag*."""
    relative = False
    for place, token in enumerate(tokens):
        if token.form == ",":
            relative = token is not tokens[-1] and tokens[place + 1].lower in _CLAUSE_OPENERS
        elif not relative and (token.is_finite or token.is_imperative):
            return True
    return False


def _last_part(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens between the last two commas."""
    commas = [place for place, token in enumerate(tokens) if token.form == ","]
    return tokens[commas[-2] + 1 :] if len(commas) > 1 else tokens


def _is_ability(reporting: Reporting) -> bool:
    """``…, kan vi finde ud af``: a modal reports only with verbs that news uses so (*kan X oplyse*)."""
    modal = reporting.passage.tokens[reporting.finite].lower
    if reporting.finite == reporting.verb or modal not in ("kan", "kunne", "må", "måtte"):
        return False
    return ("can" if modal.startswith("k") else "must") not in reporting.cue.traits


def _about_it(reporting: Reporting) -> bool:
    """``…, oplyses det``, ``…, blev det meddelt``."""
    tokens = reporting.passage.tokens
    return any(token.lower == "det" for token in tokens[reporting.finite + 1 : reporting.finite + 2])


def _opens_with_subordinate(scene: Scene, reporting: Reporting) -> bool:
    """``Da brevet kom, sagde hun op``: what stands before is an adverbial clause and nothing is reported."""
    passage = scene.passage
    first = passage.sentence_of(reporting.verb).start
    before = [token for token in passage.tokens[first : reporting.finite] if not token.is_punct or token.form == ","]
    while len(before) > 1 and before[0].upos == "ADV" and before[0].lower not in _SUBORDINATORS:
        del before[0]  # Først da kaffen er hældt op, begynder hun
    if before and before[0].upos == "CCONJ":
        del before[0]  # Og holder han stilen, slutter han som nummer to
    if len(before) > 1 and before[0].is_finite and reporting.cue.kind == "say" and before[1].lower in _OTHERS:
        return not any(token.form == "," and following.is_finite for token, following in pairwise(before))
    if not before or before[0].lower not in _SUBORDINATORS:
        return False
    main = any(
        token.form == "," and following.is_finite for token, following in pairwise(before)
    )  # Hvis de bliver, går vi, siger hun
    return not main


def _pieces(scene: Scene, reporting: Reporting) -> Iterator[tuple[int, int]]:
    passage = scene.passage
    tokens = passage.tokens
    sentence = passage.sentence_of(reporting.verb)
    first = sentence.start
    for other in scene.reportings:  # a report of its own earlier in the sentence ends there
        if first < other.first < reporting.first and other.verb in scene.taken and other.inverted:
            first = max(first, other.last)
    first = behind_label(passage, first, reporting.finite) if first == sentence.start else first
    if tokens[first].lower == "at" and tokens[first].upos == "SCONJ":
        first += 1  # At sagen er forældet, har hun fastslået
    start = tokens[first].start
    for speech_start, speech_end in scene.speech:
        if speech_end <= tokens[reporting.finite].start:
            start = max(start, speech_end)
        elif speech_start <= tokens[reporting.finite].start:
            start = max(start, speech_start)
    piece = trim(passage.text, start, tokens[reporting.finite].start)
    if piece is None:
        return
    yield piece
    rest = _rest(scene, reporting, sentence, first)
    if rest is not None:
        yield rest


def _rest(scene: Scene, reporting: Reporting, sentence: range, first: int) -> tuple[int, int] | None:
    """What goes on behind a reporting clause that stands in the middle of its content."""
    passage = scene.passage
    tokens = passage.tokens
    last = reporting.last
    if last >= sentence.stop - 1 or tokens[last].form != ",":
        return None
    if not _completes(reporting, last + 1, first):
        return None
    return trim(passage.text, tokens[last].start, tokens[sentence.stop - 1].end)


def _completes(reporting: Reporting, index: int, first: int) -> bool:
    """Whether the words from ``index`` on complete what stands before the reporting clause."""
    tokens = reporting.passage.tokens
    before = tokens[first : reporting.finite]
    opening = tokens[index]
    if opening.lower in ("der", "som", "mens", "hvis", "da", "efter", "hvor", "og", "men", "idet"):
        return False
    if tokens[index - 2].upos == "ADP":
        return False  # siger han med henvisning til, at …
    if not any(token.is_finite for token in before):
        return True
    cut = before[-2] if len(before) > 1 else before[-1]
    if cut.upos == "AUX" and opening.upos in ("AUX", "VERB") and not opening.is_finite:
        return True  # det ville, mener hun, være dyrt
    if opening.lower == "at":
        return True  # vi ved, siger hun, at det haster
    head = opening
    for _ in range(6):
        if head.head < 0 or head.head < index:
            break
        head = tokens[head.head]
    return first <= head.head < reporting.finite and head.relation in ("ccomp", "obl", "nmod", "obj", "xcomp")

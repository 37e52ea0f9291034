"""Reports without a speaking subject: ``lyder det fra X``, ``hedder det i rapporten``, ``lyder kravet fra X``.

The source stands behind a preposition, or is the owner of what sounds (*lyder hendes råd*).  The construction may front
its content, follow marks or a dash turn, or take an *at* clause, so the rules of all of these ask here.
"""

from __future__ import annotations

from quoteattr.danish.closed_classes import DASHES, TIME, YESTERDAY
from quoteattr.danish.report_nouns import NOUNS
from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.speech_nouns import adverbial, spoken_noun, voice_of

_SOURCES = frozenset(["i", "af", "fra", "på", "hos"])


def is_impersonal(reporting: Reporting) -> bool:
    """``hedder det i``, ``fremgår det af``, ``lyder det fra``, ``lyder kravet``: what speaks is no subject."""
    spoken = spoken_subject(reporting)
    if spoken is not None:
        return spoken > reporting.verb
    tokens = reporting.passage.tokens
    traits = reporting.cue.traits
    after = tokens[reporting.verb + 1] if reporting.verb + 1 < len(tokens) else None
    if "source" not in traits or after is None or after.lower not in ("det", "der", "fra", "af", "i"):
        return False
    if tokens[reporting.verb].is_infinitive or (reporting.cue.lemma == "komme frem" and after.lower != "det"):
        return False
    return "written" not in traits or source_of(reporting) is not None


def spoken_subject(reporting: Reporting) -> int | None:
    """``lyder nu rådet``, ``Beskeden fra X lyder``: the noun for what is said that is the subject of *lyde*."""
    passage, subject = reporting.passage, reporting.subject
    if reporting.cue.lemma != "lyde":
        return None
    if subject is not None and subject.last <= reporting.verb:
        head = head_of(subject)
        return head.index if head.lower in NOUNS else None
    place, limit = reporting.verb + 1, passage.sentence_of(reporting.verb).stop
    while place < limit and (steps := adverbial(passage.tokens, place)):
        place += steps
    return spoken_noun(passage, place, limit)


def source_of(reporting: Reporting) -> Phrase | None:
    """The phrase behind ``i``, ``af`` or ``fra`` of an impersonal report."""
    spoken = spoken_subject(reporting)
    if spoken is not None:
        return voice_of(reporting.passage, spoken)
    behind = _source_behind(reporting)
    return behind[0] if behind is not None else _source_in_front(reporting)


def _source_behind(reporting: Reporting) -> tuple[Phrase | None] | None:
    """``fremgår det af brevet``, ``lyder det – kort sagt – fra hende``: None where no preposition stands there."""
    tokens = reporting.passage.tokens
    stop = reporting.passage.sentence_of(reporting.verb).stop
    index = reporting.verb + 1
    reach = index + 4
    while index < min(reach, stop - 1):
        if tokens[index].form in DASHES:  # an aside
            closing = next((i for i in range(index + 1, min(index + 8, stop - 1)) if tokens[i].form in DASHES), stop)
            index, reach = closing + 1, closing + 4
            continue
        if tokens[index].lower == "at" or tokens[index].is_punct:
            return None
        if tokens[index].lower in _SOURCES and tokens[index + 1].lower not in TIME | YESTERDAY:
            phrase = phrase_at(reporting.passage, index + 1, stop)
            if phrase is not None:  # not i øvrigt
                return (phrase if _is_source(reporting, tokens[index].lower, phrase) else None,)
        index += 1
    return None


def _source_in_front(reporting: Reporting) -> Phrase | None:
    """``Af brevet fremgår det, at``, ``Fra kommunen lyder det, at``."""
    tokens = reporting.passage.tokens
    first = reporting.passage.sentence_of(reporting.verb).start
    if tokens[first].upos == "CCONJ":
        first += 1  # Men af notatet fremgår det
    if tokens[first].lower not in _SOURCES or first + 1 >= reporting.finite:
        return None
    phrase = phrase_at(reporting.passage, first + 1, reporting.finite)
    if phrase is None or not _leads_to(phrase, reporting.finite):
        return None
    if reporting.cue.lemma == "komme frem" and not _is_source(reporting, tokens[first].lower, phrase):
        return None
    written = phrase.tokens[-1].is_definite and reporting.cue.kind in ("sound", "show")
    from_somebody = tokens[first].lower == "fra" and reporting.cue.kind == "sound"  # fra flere sider
    known = written or from_somebody or any(token.is_name or token.role for token in phrase.tokens)
    return phrase if known else None


def _is_source(reporting: Reporting, preposition: str, phrase: Phrase) -> bool:
    """``kom det frem i en rapport``; not ``kom det frem i retten``, ``lød det i gentagne tilfælde``: where or how."""
    if reporting.cue.lemma == "komme frem" and preposition in ("i", "på"):
        return any(token.role is not None and token.role.kind == "document" for token in phrase.tokens)
    return not _is_manner(preposition, phrase)


def _is_manner(preposition: str, phrase: Phrase) -> bool:
    """``lød det i gentagne tilfælde``: how, not where."""
    bare = all(token.is_indefinite and not token.is_name for token in phrase.tokens if token.upos == "NOUN")
    return (
        preposition == "i"
        and phrase.tokens[0].upos in ("ADJ", "NOUN", "VERB")
        and bare
        and not any(token.role for token in phrase.tokens)
    )


def _leads_to(phrase: Phrase, finite: int) -> bool:
    """Whether a phrase ends at the finite verb, or with a relative clause before it (*Af et notat, som …, fremgår*)."""
    tokens = phrase.passage.tokens
    last = phrase.last
    while last < finite and tokens[last].upos == "ADP":  # i et brev til bestyrelsen hedder det
        inner = phrase_at(phrase.passage, last + 1, finite)
        last = inner.last if inner is not None else finite + 1
    if last == finite:
        return True
    relative = last < finite and tokens[last].form == "," and tokens[last + 1].lower in ("som", "der")
    return relative and tokens[finite - 1].form == ","


def speaker_of(reporting: Reporting) -> Phrase | None:
    """The subject; behind ``det fremgår af``, ``det hedder i`` and passives the phrase that gives the source."""
    subject = reporting.subject
    if subject is None or subject.text.lower() in ("det", "der"):
        return source_of(reporting)
    return subject

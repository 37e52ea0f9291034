"""What keeps a reporting clause from reporting: negation, condition, the author's *I*, a thing as subject."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.danish.closed_classes import NEGATIONS, PERSONAL, QUANTIFIERS, QUESTION_WORDS, THINGS
from quoteattr.danish.lexicon import Cue, role_of
from quoteattr.danish.report_nouns import NOUNS
from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.parse.passage import Passage, Token

BARS = {
    "negated": "what is denied has not been said",
    "participle": "a participle alone is no clause",
    "idiom": "the words behind make another verb of it",
    "unreal": "wished, asked, ordered, conditional or in the future: not said",
    "thing": "its subject is a thing that says nothing",
    "author": "it is the author who speaks",
}
UNREAL = frozenset("vil ville skal skulle bør burde gad tør turde".split())  # future and wish
CONDITIONS = frozenset("hvis såfremt dersom mon medmindre ifald".split())
_MODALS = frozenset(["kan", "kunne", "må", "måtte"])
PURPOSE = frozenset(["for", "uden", "ved"])  # for at sige, uden at sige
_SHARES = frozenset("procent pct pct. halvdelen tredjedel fjerdedel femtedel flertal flertallet".split())
# words before *at* by which nothing is said: afviser at kommentere, at sejle nu er at bede om …
_UNSAID = frozenset(
    """er var afviser afviste nægter nægtede undlader undlod ønsker ønskede prøver prøvede forsøger forsøgte håber
    håbede glemmer glemte planlægger overvejer overvejede beslutter besluttede agter fravælger fravalgte afvist nægtet
    undladt ønsket prøvet forsøgt håbet glemt planlagt overvejet besluttet fravalgt ventes forventes""".split()
)


def find_bar(passage: Passage, cue: Cue, verb: int, finite: int, first: int, last: int, subject: Phrase | None) -> str:
    tokens = passage.tokens
    own = _behind_conjunction(passage, first, finite)
    words = [tokens[index] for index in range(own, min(last, len(tokens))) if subject is None or index not in subject]
    if last < len(tokens) and tokens[last].lower == "at" and tokens[last - 2].upos == "ADP":
        words = [token for token in words if token.index != last - 1]  # bad dem om ikke at gå
    lowers = {token.lower for token in words}
    if not lowers.isdisjoint(NEGATIONS) and lowers & NEGATIONS - {*cue.particle}:
        return "negated"
    if subject is not None and subject.tokens[0].lower == "nogen" and _is_denied(passage, subject):
        return "negated"  # der var aldrig nogen, der sagde
    if finite == verb and tokens[verb].is_participle and not _is_past_tense(passage, verb):
        return "participle"
    if cue.traits and any(f"idiom:{token.lower}" in cue.traits for token in tokens[verb + 1 : verb + 3]):
        return "idiom"
    if tokens[verb].is_infinitive and cue.kind == "mind":
        return "unreal"
    if tokens[verb].is_infinitive and any(t.lower in NEGATIONS for t in tokens[max(0, verb - 3) : verb]):
        return "negated"  # nåede aldrig at spørge
    if cue.kind == "show" and "sig" in lowers:
        return "thing"  # det viser sig, at
    if tokens[finite].lower in UNREAL and finite != verb and not _is_hearsay(passage, verb, finite):
        return "unreal"
    if finite != verb and tokens[finite].lower in _MODALS and _is_anybody(tokens[verb], subject):
        return "unreal"  # man må spørge sig selv, om; det må siges, at
    if any(token.lower in CONDITIONS for token in _opening(passage, first)):
        return "unreal"
    if subject is not None and subject.last <= finite and any(map(_asks, _opening(passage, first))):
        return "unreal"
    if tokens[finite].is_infinitive and _is_purpose(passage, finite):
        return "unreal"  # for at kunne sige
    if tokens[verb].is_infinitive and verb > 1 and tokens[verb - 1].lower == "at" and tokens[verb - 2].lower in _UNSAID:
        return "unreal"  # har fravalgt at sige
    if tokens[verb].is_infinitive and _is_hard(passage, verb):
        return "unreal"  # har svært ved at sige, om
    if tokens[verb].is_infinitive and finite == verb:
        if subject is None or (subject.text.lower() == "man" and subject.last < verb):
            return "unreal"  # man kunne forledes til at spørge
    if subject is not None and subject.tokens[0].lower in ("ingen", "intet"):
        return "negated"
    if subject is not None and len(subject.tokens) == 1 and subject.tokens[0].lower in ("jeg", "os", "vi"):
        return "author"
    if tokens[verb].lower == "bedes" or (subject is not None and _is_mine(subject)):
        return "author"  # Læserne bedes sende en mail
    if _is_condition(passage, finite, subject) or _is_question(passage, finite, subject):
        return "unreal"
    return ""


def _is_past_tense(passage: Passage, verb: int) -> bool:
    """``Holm bekendtgjorde mandag, at``: a past tense that the tagger takes for a definite participle."""
    token = passage.tokens[verb]
    return token.lower.endswith("e") and token.relation != "amod" and passage.child(verb, "nsubj") is not None


def _is_anybody(verb: Token, subject: Phrase | None) -> bool:
    """Whether nobody in particular speaks: *man*, *nævnes* without an agent."""
    return subject.text.lower() == "man" if subject is not None else verb.lower.endswith("s")


def _is_hard(passage: Passage, verb: int) -> bool:
    """``svært ved at sige``, ``uden at ville sige``."""
    before = [token.lower for token in passage.tokens[max(0, verb - 4) : verb]]
    return before[-2:] == ["ved", "at"] and before[-3:-2] in (["svært"], ["let"], ["nemt"], ["besvær"])


def _asks(token: Token) -> bool:
    """``spørger, om borgerne mener, at``: nobody has said so."""
    return token.lower == "om" and token.upos == "SCONJ"


def _is_mine(subject: Phrase) -> bool:
    """``Min kritik gik på, at …``, but not ``Min far sagde, at …``."""
    mine = subject.tokens[0].lower in ("min", "mit", "mine")
    return mine and all(token.role is None for token in subject.tokens)


def _is_denied(passage: Passage, subject: Phrase) -> bool:
    """Whether a negation stands before a phrase in its sentence."""
    before = passage.tokens[passage.sentence_of(subject.first).start : subject.first]
    return any(token.lower in NEGATIONS for token in before)


def _is_hearsay(passage: Passage, verb: int, finite: int) -> bool:
    """``Sarasate skal have sagt, at``: it is told that he did."""
    have = any(token.lower == "have" for token in passage.tokens[finite + 1 : verb])
    return passage.tokens[finite].lower in ("skal", "skulle") and have and passage.tokens[verb].is_participle


def _behind_conjunction(passage: Passage, first: int, finite: int) -> int:
    """``vil ikke kommentere sagen, men understreger, at``: the first verb's words are not the second's."""
    if finite - 1 > first and passage.tokens[finite - 1].form == ",":
        return finite  # Lektoren, som ikke er med, siger
    for index in range(finite - 1, first, -1):
        if passage.tokens[index].upos == "CCONJ":
            before = passage.tokens[first:index]
            if any(token.is_finite for token in before):
                return index + 1
    return first


def _is_condition(passage: Passage, finite: int, subject: Phrase | None) -> bool:
    """``Nægter Serbien at …, går vi``, ``Mener De, at …?``: a sentence that opens with its verb."""
    sentence = passage.sentence_of(finite)
    opening = sentence.start
    while passage.tokens[opening].is_punct and opening < finite:
        opening += 1
    return finite == opening and subject is not None and subject.first > finite


def _is_question(passage: Passage, finite: int, subject: Phrase | None) -> bool:
    """``Hvem siger, at …?``, ``Hvad mener Holm om, at …?``: the author asks."""
    if subject is not None and subject.text.lower() == "hvem":
        return True
    sentence = passage.sentence_of(finite)
    opening = passage.tokens[sentence.start].lower
    if passage.tokens[sentence.stop - 1].form != "?" or opening not in QUESTION_WORDS:
        return False
    return not any(token.is_finite for token in passage.tokens[sentence.start : finite])


def is_thing(cue: Cue, subject: Phrase | None) -> bool:
    """Whether the subject cannot speak: a pronoun for a thing or, with verbs that things take too, no person."""
    if subject is None:
        return False
    words = [token.lower for token in subject.tokens]
    if words == ["den"] and "things" not in cue.traits and cue.kind != "show":
        return False  # the bank or the paper
    if len(words) == 1 and words[0] in THINGS:
        return cue.kind not in ("sound", "show") or words[0] != "det"
    if cue.kind == "sound" and ("fra" in words or not NOUNS.keys().isdisjoint(words)):
        return False  # lyder ønsket fra ham, lyder konklusionen
    if "things" not in cue.traits and cue.kind not in ("show", "sound"):
        return False
    known = [facts for word in words if (facts := role_of(word))]
    named = any(token.is_name for token in subject.tokens)
    share = not _SHARES.isdisjoint(words)  # ni procent af de adspurgte
    person = share or (words[0] in PERSONAL | QUANTIFIERS and (len(words) == 1 or words[0] in QUANTIFIERS))
    person = person or words[:2] in (["den", "ene"], ["den", "anden"], ["en", "anden"], ["en", "af"])
    if "shown" in cue.traits:
        return not any(role.kind == "document" for role in known)
    if "rules" in cue.traits and not named and known and all(role.kind == "document" for role in known):
        return True
    return not (named or person or known)


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
        return before.lower in PURPOSE | _UNSAID
    return False

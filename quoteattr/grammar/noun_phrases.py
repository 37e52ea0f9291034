"""Noun phrases on the surface: from where one starts to where it ends.

Trees attach appositions and prepositional phrases wrongly more often than word order misleads, so a phrase is read
from left to right by word class, and the tree is asked only whether a preposition belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex
from attrs import Factory, define, field

from quoteattr.danish.closed_classes import (
    NAME_PARTICLES,
    OBJECT_FORMS,
    OURS,
    OWN,
    PERSONAL,
    QUANTIFIERS,
    TIME,
    YESTERDAY,
)
from quoteattr.grammar.noun_phrase_joints import LINKS, behind_name, is_abbreviated, is_noun, links_modifiers
from quoteattr.parse.passage import Passage, Token

_SUBJECTS = PERSONAL - {"den", "det", "de"}
_ALONE = _SUBJECTS - {"i"}
_PRONOUNS = _ALONE | OBJECT_FORMS | {"det"}
_WITHOUT_NOUN = QUANTIFIERS | PERSONAL  # mange, de to
_BEFORE = ("DET", "ADJ", "NUM")
_DEGREE = frozenset(
    """så meget mest mere ca. cirka omkring næsten mindst knap godt over ret helt nu tidligere""".split()
)
_AFTER = frozenset(["fra", "af", "for", "hos", "bag"])  # belong to what stands before them
_MAYBE_AFTER = frozenset("i på ved under om over mod med inden gennem".split())  # ask the tree
_ASKS_FOR_TO = frozenset("kendskab tilknytning adgang forbindelse relation relationer kandidat".split())
_PARENTS = frozenset(["mor", "moren", "moderen", "far", "faren", "faderen"])
_SHARES = frozenset("flertal flertallet mindretal mindretallet".split())
_SPANS = frozenset("uge uger måned måneder dag dage år time timer nat aften morgen".split())
_AGE = regex.compile(r"\d{1,3}")
_NO_OBJECT = frozenset("at hvem hvis hvilken hvilket hvilke".split())  # Dal, for hvem sangen …
_DEPTH = 4
BOUNDS = ("VERB", "AUX", "SCONJ")
_WITHIN_PHRASES = QUANTIFIERS | PERSONAL | OBJECT_FORMS | NAME_PARTICLES | _AFTER | _MAYBE_AFTER | {"til", "og", "samt"}
ADVERBIAL = regex.compile(r"\p{Ll}{2,}(?:fuldt|[^p]ligt|somt|isk|løst)")  # siger den ene sørgmodigt
_AFTER_PRONOUN = QUANTIFIERS | frozenset("anden andet andre ene enkelt tredje fjerde første sidste fleste".split())


def _tokens_of(phrase: Phrase) -> list[Token]:
    return phrase.passage.tokens[phrase.first : phrase.last]


@define  # not frozen, as a text has a hundred of them that are looked at once
class Phrase:
    """The tokens ``first:last`` of a passage that make a noun phrase."""

    passage: Passage
    first: int
    last: int
    tokens: list[Token] = field(init=False, eq=False, repr=False, default=Factory(_tokens_of, takes_self=True))

    @property
    def text(self) -> str:
        return self.passage.slice(self.first, self.last)

    @property
    def start(self) -> int:
        return self.passage.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.passage.tokens[self.last - 1].end

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.last


def phrase_at(passage: Passage, first: int, limit: int, full: bool = True, by_tree: bool = True) -> Phrase | None:
    """The noun phrase that starts at token ``first`` and ends before ``limit``, or None where none starts.

    ``full`` takes apposition, coordination and prepositional phrases along; a preposition belongs to the phrase where
    the tree says so, or if not ``by_tree`` where it stands right behind a noun.
    """
    last = _core(passage, first, limit)
    if last == first:
        return None
    pronoun = last == first + 1 and passage.tokens[first].lower in _PRONOUNS
    if full and not (pronoun and last < limit and passage.tokens[last].upos == "ADP"):  # sagde han fra talerstolen
        last = _extend(passage, first, last, limit, by_tree)
    return Phrase(passage, first, last)


def _core(passage: Passage, first: int, limit: int) -> int:
    """Where determiners, modifiers and nouns from ``first`` on end; ``first`` itself where there is no noun."""
    tokens = passage.tokens
    if first >= limit:
        return first
    opening = tokens[first]
    if opening.lower in ("der", "som") or (opening.upos in ("ADP", "SCONJ", "CCONJ") and not opening.is_name):
        return first
    if opening.lower in _ALONE or opening.lower in OBJECT_FORMS:
        return first + 1
    if opening.lower == "det" and first + 1 < limit and tokens[first + 1].lower in TIME:
        if tokens[first + 1].is_common_gender:
            return first + 1  # lød det mandag
    position, noun_end = first, first
    while position < limit:
        token = tokens[position]
        previous = tokens[position - 1] if position > first else None
        if previous is not None and (token.lower in LINKS or token.upos == "NUM"):
            if behind := behind_name(passage, position, limit, noun_end == first):
                position = noun_end = behind
                continue
            if links_modifiers(tokens, position, limit, noun_end == first):
                position += 1
                continue
        if previous is not None and _ends_like_adverbial(token) and not _modifies(tokens, position + 1, limit):
            break
        if noun_end > first and token.upos == "DET" and token.lower in ("en", "et"):
            break  # vedtog med syv stemmer en resolution
        number = token.upos == "NUM" and previous is not None and previous.lower == "nr."
        if number or (is_noun(token) and not (noun_end > first and _starts_anew(token, previous))):
            noun_end = position + 1
        elif noun_end == position and position > first and not (previous and _is_genitive(previous)):
            break  # a modifier behind a noun starts another phrase
        elif not _is_modifier(token, tokens[position + 1] if position + 1 < limit else None):
            break
        position += 1
    if noun_end > first:
        return noun_end
    # a phrase without a noun: de to, den anden, mange, flere, den tiltalte
    if opening.upos in ("PRON", "DET", "NUM") or opening.lower in _WITHOUT_NOUN:
        end = first + 1
        reach = limit if opening.lower in ("en", "den", "de") else position
        while end < reach and (tokens[end].upos == "NUM" or tokens[end].lower in _AFTER_PRONOUN):
            end += 1  # de to, en anden
        if opening.lower in ("den", "de") and (end == first + 1 or tokens[end - 1].upos == "NUM"):
            end = _nominalized(passage, end, limit)
        return end
    if opening.upos == "ADJ" and position > first:
        return position
    return first


def _ends_like_adverbial(token: Token) -> bool:
    return token.form[-1] in "kt" and ADVERBIAL.fullmatch(token.form) is not None


def bounds_phrases(passage: Passage, index: int) -> bool:
    """Whether no phrase holds a token: a finite verb or subordinator outside of parentheses, read as nothing else."""
    token = passage.tokens[index]
    if token.upos not in BOUNDS or not (token.upos == "SCONJ" or token.is_finite):
        return False
    if token.is_name or token.lower in _WITHIN_PHRASES or token.lower.endswith("ende"):
        return False
    return index == 0 or passage.tokens[index - 1].lower not in ("den", "de")  # den tiltalte


def _nominalized(passage: Passage, first: int, limit: int) -> int:
    """The index behind an adjective or participle that stands for its noun: *den tiltalte*, *de unge*."""
    if first >= limit:
        return first
    token = passage.tokens[first]
    goes_on = first + 1 < len(passage.tokens) and passage.tokens[first + 1].is_finite  # Den tiltalte nægter
    named = token.upos == "ADJ" or token.is_participle or (token.upos == "VERB" and goes_on)
    followed = first + 1 < len(passage.tokens) and passage.tokens[first + 1].upos == "ADP"  # den rejsende fra Rom
    doing = token.lower.endswith("ende") and not (followed or token.role is not None)
    return first + 1 if named and token.lower.endswith("e") and not doing else first


def _modifies(tokens: Sequence[Token], following: int, limit: int) -> bool:
    """Whether an adjective before ``following`` has its noun behind it."""
    return following < limit and (is_noun(tokens[following]) or tokens[following].upos == "ADJ")


def _starts_anew(token: Token, previous: Token | None) -> bool:
    """Whether a noun behind a noun opens the next phrase: a time, or one definite noun after another."""
    if token.lower in TIME:
        return not (token.is_name and token.form[0].isupper())  # avisen Dagen
    if previous is not None and previous.lower in _SPANS and token.upos == "NOUN":
        return True  # fik i den sidste uge opbakning
    if previous is not None and previous.is_name and token.form[0].islower() and token.is_definite:
        return not previous.is_genitive  # kaldte Asger Bull kommissionens arbejde …
    if previous is None or _is_genitive(previous) or token.is_name or token.form[0].isupper():
        return False
    if previous.upos != "NOUN":
        return False
    if previous.is_definite and token.is_indefinite and token.upos == "NOUN":
        return True  # tog sangerinden afsked
    return token.is_definite  # i en erklæring bomberne


def _is_modifier(token: Token, following: Token | None) -> bool:
    if token.upos in _BEFORE or token.lower in QUANTIFIERS or token.lower in ("den", "det", "de"):
        return True
    if token.upos == "PRON":
        return token.is_possessive or token.lower in ("hans", "hendes", "deres", "dens", "dets", "sin")
    if token.upos == "VERB" and (token.is_participle or token.lower.endswith("ende")):
        return following is not None and (is_noun(following) or following.upos == "ADJ")
    if following is None:
        return False
    since = token.lower == "siden" and following.upos == "ADJ"  # en siden afdød anmelder
    return since or (token.upos == "ADV" and (following.upos == "ADJ" or token.lower in _DEGREE))


def _is_genitive(token: Token) -> bool:
    return token.is_genitive or token.form.endswith(("'", "’", "s"))


def _extend(passage: Passage, first: int, last: int, limit: int, by_tree: bool, depth: int = 0) -> int:
    """Take along parentheses, prepositional phrases, appositions and coordination."""
    if depth >= _DEPTH:
        return last
    tokens = passage.tokens
    apposed = False
    while last < limit:
        token = tokens[last]
        following = tokens[last + 1] if last + 1 < limit else None
        if following is None:
            break
        if token.form == "(" and (end := _parenthesis(passage, last, limit)):
            last = end
        elif _may_belong(token, tokens[last - 1], following) and _attaches(passage, first, last, by_tree):
            inner = phrase_at(passage, last + 1, limit, full=False)
            if inner is None or following.lower in _NO_OBJECT or following.lower in TIME:
                break
            if token.lower in ("i", "på") and _is_in_paper(inner):
                break
            last = inner.last
        elif token.form == "," and (end := _apposition(passage, first, last, limit, by_tree, depth)):
            last, apposed = end, True
        elif token.form == "," and apposed and following.lower in ("og", "samt"):
            end = _coordinated(passage, first, last + 1, limit)  # formanden, Viggo Hjelm, og direktøren, Alma Dreyer
            if not end:
                break
            last = end
        elif token.lower in ("og", "samt", "eller", "&") and (end := _coordinated(passage, first, last, limit)):
            last = end
        else:
            break
    return last


def _may_belong(preposition: Token, noun: Token, following: Token) -> bool:
    """*til* only where the noun asks for it (*kendskab til sagen*); elsewhere it is to whom something is said."""
    word = preposition.lower
    if word == "til" and noun.lower in _PARENTS:
        return following.upos == "NUM"  # en mor til to
    return word in _AFTER or word in _MAYBE_AFTER or (word == "til" and noun.lower in _ASKS_FOR_TO)


def _is_in_paper(inner: Phrase) -> bool:
    """``siger et flertal i en kendelse``: where it is written, not whose majority."""
    known = inner.tokens[-1].role
    if inner.tokens[0].lower in ("sin", "sit"):
        return True  # på sin hjemmeside
    return inner.tokens[0].lower in ("en", "et") and known is not None and known.kind == "document"


def _parenthesis(passage: Passage, first: int, limit: int) -> int:
    for index in range(first + 1, min(first + 8, limit)):
        if passage.tokens[index].form.endswith(")"):
            return index + 1
    return 0


def _attaches(passage: Passage, first: int, preposition: int, by_tree: bool) -> bool:
    token = passage.tokens[preposition]
    if token.lower in _AFTER or (token.lower == "i" and passage.tokens[preposition - 1].form == "Retten"):
        return True  # Retten i Holbæk
    noun, behind = passage.tokens[preposition - 1].lower, passage.tokens[preposition + 1 : preposition + 3]
    if token.lower == "til" and noun in _PARENTS:
        return len(behind) < 2 or not is_noun(behind[1])  # en mor til to
    if token.lower == "i" and noun in _SHARES and behind[0].lower not in TIME | YESTERDAY:
        return True  # et flertal i byrådet
    if _is_bare_title(passage, first, preposition):
        return True  # siger kemiker ved Kongsby Universitet Rasmus Lykke
    if not by_tree:
        before = passage.tokens[preposition - 1]
        return before.upos == "NOUN" and before.lower not in TIME
    if token.head < preposition:
        return False
    return first <= passage.tokens[token.head].head < preposition


def _is_bare_title(passage: Passage, first: int, preposition: int) -> bool:
    """Whether a noun for people stands alone, as no noun does in Danish but before what belongs to it."""
    tokens = passage.tokens
    noun, following = tokens[preposition - 1], tokens[preposition + 1]
    alone = (
        first == preposition - 1
        and noun.upos == "NOUN"
        and noun.is_indefinite
        and noun.is_common_gender
        and not noun.is_plural
    )
    if not alone or noun.role is None:
        return False
    named = [token.is_name for token in tokens[preposition + 2 : preposition + 4]]
    comma = tokens[preposition + 2].form == "," if named else False
    apposed = bool(named) and (named[0] or (comma and named[-1]))  # professor i jura, Asta Holm
    return following.form[0].isupper() or apposed


def _apposition(passage: Passage, first: int, comma: int, limit: int, by_tree: bool, depth: int) -> int:
    """``formanden, Karen Holm``, ``Karen Holm, Fjordbanken``, ``Ivo Lund, 30``: the end of what follows, or 0."""
    tokens = passage.tokens
    following = tokens[comma + 1]
    if _AGE.fullmatch(following.form) and _stops(passage, comma + 2):
        return comma + 2
    opening = comma + 1 + (is_abbreviated(following) and following.form.endswith("."))  # lektor, cand.mag. Per Dal
    inner = phrase_at(passage, opening, limit, full=False)
    if inner is None or following.lower in _SUBJECTS or following.lower in TIME:
        return 0
    if not any(is_noun(token) or token.upos in ("PRON", "DET") for token in inner.tokens):
        return 0  # siger Holm, ironisk
    has_name = any(token.is_name for token in tokens[first:comma])
    brings_name = any(token.is_name for token in inner.tokens)
    if not (has_name or brings_name) or (tokens[inner.last - 1].lower in TIME and not tokens[inner.last - 1].is_name):
        return 0
    end = _extend(passage, inner.first, inner.last, limit, by_tree, depth + 1)
    return end if _stops(passage, end) else 0


def _stops(passage: Passage, index: int) -> bool:
    """Whether a phrase may end here: before a mark, a subordinator, or at the passage's end."""
    if index >= len(passage.tokens):
        return True
    token = passage.tokens[index]
    return token.is_punct or token.upos in ("ADP", "SCONJ", "CCONJ", "ADV") or token.lower in ("der", "som")


def _coordinated(passage: Passage, first: int, conjunction: int, limit: int) -> int:
    """The end of the phrase behind *og*, or 0 where it is the subject of a verb of its own."""
    inner = phrase_at(passage, conjunction + 1, limit, full=False)
    if inner is None or passage.tokens[inner.first].lower in _SUBJECTS:
        return 0
    following = passage.tokens[inner.last] if inner.last < limit else None
    opens = first == passage.sentence_of(first).start  # Anton Kjær og Viggo Prahl har …
    if following is not None and following.upos in ("VERB", "AUX") and not opens:
        return 0
    return inner.last


def phrase_before(passage: Passage, last: int, floor: int) -> Phrase | None:
    """The noun phrase that ends right before token ``last`` and starts no earlier than ``floor``."""
    best = None
    for first in range(last - 1, floor - 1, -1):
        token = passage.tokens[first]
        if token.upos in ("VERB", "AUX", "SCONJ") or token.form in ".:;!?" or token.lower in ("der", "som"):
            break
        phrase = phrase_at(passage, first, last) if best is None or token.lower not in TIME else None
        if phrase is not None and phrase.last == last:
            best = phrase
    if best is not None and any(token.form == "," for token in best.tokens):
        return _with_its_noun(best, floor) or best
    return best


def _with_its_noun(phrase: Phrase, floor: int) -> Phrase | None:
    """``kollegaen i Fjord Bank, Amalie Kruse``: the whole of which a phrase with an apposition is the latter part."""
    passage = phrase.passage
    if phrase.first - 1 <= floor or passage.tokens[phrase.first - 1].upos != "ADP":
        return None
    wider = (phrase_at(passage, first, phrase.last, by_tree=False) for first in range(floor, phrase.first - 1))
    return next((other for other in wider if other is not None and other.last == phrase.last), None)


def owner_of(passage: Passage, noun: int) -> Phrase | None:
    """The genitive before a noun: ``fagforeningens klare krav``, ``hendes``; not ``vores`` or ``sit``."""
    tokens = passage.tokens
    last = noun
    while last > 0 and tokens[last - 1].upos == "ADJ":
        last -= 1
    if last == 0 or not (tokens[last - 1].is_genitive or tokens[last - 1].is_possessive):
        return None
    if tokens[last - 1].lower in OURS | OWN:
        return None
    floor = passage.sentence_of(last).start  # not what stands before its preposition
    before = (index + 1 for index in range(last - 1, floor - 1, -1) if tokens[index].upos == "ADP")
    return phrase_before(passage, last, next(before, floor))


def head_of(phrase: Phrase) -> Token:
    """The noun or name that a phrase is about: the last one before a preposition, comma or parenthesis."""
    head = last = phrase.tokens[0]
    for token in phrase.tokens[1:]:
        if token.upos == "ADP" or token.form in (",", "("):
            break
        last = token
        if is_noun(token):
            head = token
    return head if is_noun(head) else last

"""A noun phrase that names nobody, as the decisions of :mod:`quoteattr.speakers.role_nouns` see it."""

from __future__ import annotations

import regex
from attrs import Factory, field, frozen

from quoteattr.danish.called_too import fits_anybody, is_calling
from quoteattr.danish.closed_classes import FORMER
from quoteattr.danish.lexicon import is_base_form
from quoteattr.grammar.noun_phrases import Phrase, head_of
from quoteattr.grammar.proper_names import plain
from quoteattr.parse.passage import Token
from quoteattr.speakers.noun_index import is_aged

_PREFIX = regex.compile(r"(\p{Lu}[\p{L}\d]*)-(?=\p{Ll})")  # S-ordføreren
_LONGEST = 3  # tokens of a phrase that is for somebody known
_ENDS = (".", "!", "?", "…")
_OPENINGS = ("den", "det", "de", "denne", "dette")
_THEIRS = frozenset(["hans", "hendes", "deres", "dens", "dets"])
_OWNED_BY = frozenset("i fra for ved hos på af".split())


def _word_of(noun: Noun) -> str:
    return _PREFIX.sub("", noun.token.form).lower()


@frozen
class Noun:
    """A phrase about somebody whom it does not name, and its noun."""

    phrase: Phrase
    token: Token
    gender: str = "-"  # of the pronoun that goes back to the phrase
    word: str = field(init=False, default=Factory(_word_of, takes_self=True))

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
    def is_long(self) -> bool:
        """*formanden for det lokale skoleråd*: with more than an adjective or a name."""
        return _is_long(self.phrase)

    @property
    def is_theirs(self) -> bool:
        """*hendes mand*."""
        return self.phrase.tokens[0].is_possessive or self.opening in _THEIRS

    @property
    def has_party(self) -> bool:
        """*S-ordføreren*."""
        return _PREFIX.match(self.token.form) is not None

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


def noun_of(phrase: Phrase, gender: str) -> Noun | None:
    """The noun that a short phrase is about: *den 40-årige* has none but its age."""
    head = head_of(phrase)
    if _is_long(phrase) and not (head is phrase.tokens[0] and head.is_definite and phrase.tokens[1].upos == "ADP"):
        return None
    aged = phrase.tokens[0].lower == "den" and len(phrase.tokens) == 2
    return Noun(phrase, head, gender) if head.upos == "NOUN" or aged else None


def _is_long(phrase: Phrase) -> bool:
    return sum(token.upos != "ADJ" for token in phrase.tokens) > _LONGEST

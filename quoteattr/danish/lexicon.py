"""The words that the rules know: cue verbs, given names, and nouns that denote speakers.

The lexicons are tab-separated files in ``quoteattr/danish`` with ``#`` comments; a cue file of the same form
extends or replaces ours (``QuoteExtractor(cues=…)``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import regex
from attrs import define, field, frozen

from quoteattr.errors import LexiconError

DATA = Path(__file__).parent
_NO_COMPOUND = frozenset("brud dom lov part gæst ven bud ord svar ret tale taler far mor bog sag".split())  # skybrud
_VOWELS = "aeiouyæøå"
_PERSON_ENDING = regex.compile(
    r"\p{L}{3,}(?:(?:mand|kvinde|ist|ør|inde|iker|olog|dreng|pige|årige?)(?:en|n|e?r|e?rne|ne)?|mænd(?:ene)?)s?$"
)
FRAMES = frozenset(
    """front at q inf inf-til inf-om inf-med inf-for inf-på inf-mod inf-imod inf-obj for-at pass pass-inf
    judge-for""".split()
)
TRAITS = frozenset(
    """things rules shown can must verdict cry demand told hears knows source it written seems
    refuses about unsure""".split()
)
_IDIOM = regex.compile(r"idiom:[^\s\p{Lu}]+")
KINDS = frozenset(
    """say write ask answer request promise deny warn announce judge accuse cite show sound mind manner""".split()
)


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)


def _word_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


@frozen
class Cue:
    """A reporting verb: its ``lemma``, class, the ``particle`` that belongs to it, the ``frames`` it takes.

    The class (``kind``) is ``say``, ``write``, ``ask``, ``answer``, ``request``, ``promise``, ``deny``, ``warn``,
    ``announce``, ``judge``, ``accuse``, ``cite``, ``show`` (for what documents do), ``sound`` (*lyde*), ``mind``
    (*tro*: counts behind its content, beside marks, or in the passive: *det antages, at*) or ``manner`` (*hviske*).
    ``frames`` name constructions: ``front`` (*…, siger X*), ``at`` (*X siger, at*), ``q`` (*X spørger, om*), ``inf``
    (*X lover at*), ``inf-til`` (*X opfordrer Y til at*), and with another preposition ``inf-om``, ``inf-med``,
    ``inf-for``, ``inf-på``, ``inf-mod``, ``inf-imod``; ``inf-obj`` (*X råder Y at*), ``for-at`` (*X citerer Y for,
    at*), ``pass`` (*det oplyses, at*), ``pass-inf`` (*han siges at*), ``judge-for`` (*X kalder det for*).  ``forms``
    are the verb's forms as they stand in texts.

    ``traits`` are what sets the verb apart from others of its class:

    - ``things``: a thing is its subject as often as a person (*skybruddet truer med at*);
    - ``rules``: a document that does it rules and reports nothing (*loven forbyder*);
    - ``shown``: a person who does it shows something, only a document reports (*hun viste, at hun kan bokse*);
    - ``can``, ``must``: behind *kan* and *må* it still reports, where others tell of an ability or a duty (*…, kan
      politiet oplyse*; *…, må hun erkende*);
    - ``knows``: a question before it is what somebody knows (*hvor grænsen går, ved kun de ældste*);
    - ``verdict``: its content begins with *det* where a verdict follows (*finder det urimeligt, at*);
    - ``cry``: marked words right behind it are speech, be they no sentence (*råbte »skam jer«*);
    - ``demand``: its object and a participle are a content (*kræver ministeren afsat*);
    - ``told``: the subject of *er* and its participle has been told (*var orienteret om, at*);
    - ``hears``: its subject is told (*fik at vide, at*);
    - ``source``: where *det*, *der* or a preposition stands behind it, whoever says so stands behind a preposition
      (*lyder det fra formanden*);
    - ``it``: reports what stands before it only where *det* or *der* follows (*…, hedder det*);
    - ``written``: what is said stands in a text, which must be named (*i brevet står der, at*);
    - ``seems``: also means to seem, so that *at* takes a source (*det lyder fra hende, at*, not *det lyder sandt, at*);
    - ``refuses``: an infinitive behind it is what is not done, unless it is a state (*nægter at spise*, but *nægter at
      kende ham*);
    - ``about``: *det* before it is what it is about and not what is said (*Det beklager hun*);
    - ``unsure``: what stands behind it may never have been said (*håber, at rapporten viser, at*);
    - ``idiom:`` and a word: with this word among the next two it is another verb (``idiom:sted``: *mødet fandt sted*).

    :class:`~quoteattr.LexiconError` for a class, frame or trait that is none of these.

    >>> Cue("sige", "say", frames={"front", "at"}, forms=("siger", "sagde")).kind
    'say'
    >>> sorted(Cue("melde", "announce", traits={"can", "idiom:afbud"}).traits)
    ['can', 'idiom:afbud']
    """

    lemma: str
    kind: str = field()
    particle: tuple[str, ...] = field(default=(), converter=_words)
    frames: frozenset[str] = field(default=("front", "at"), converter=_word_set)
    forms: tuple[str, ...] = field(default=(), converter=_words)
    traits: frozenset[str] = field(default=(), converter=_word_set)

    @kind.validator
    def _known_kind(self, _: object, value: str) -> None:
        if value not in KINDS:
            raise LexiconError(f"{value!r} is no class of cues; use one of {', '.join(sorted(KINDS))}")

    @frames.validator
    def _known_frames(self, _: object, value: frozenset[str]) -> None:
        if value - FRAMES:
            unknown = ", ".join(sorted(value - FRAMES))
            raise LexiconError(f"{self.lemma}: no such frame: {unknown}; use {', '.join(sorted(FRAMES))}")

    @traits.validator
    def _known_traits(self, _: object, value: frozenset[str]) -> None:
        unknown = sorted(trait for trait in value - TRAITS if not _IDIOM.fullmatch(trait))
        if unknown:
            known = ", ".join([*sorted(TRAITS), "idiom:WORD"])
            raise LexiconError(f"{self.lemma}: no such trait: {', '.join(unknown)}; use {known}")

    @property
    def infinitive(self) -> str:
        """The verb without its particle.

        >>> Cue("gå ud fra", "mind", particle=("ud", "fra")).infinitive
        'gå'
        """
        return self.lemma.partition(" ")[0]


@define
class CueLexicon:
    """Cues by their forms.

    >>> lexicon = CueLexicon.default()
    >>> [cue.lemma for cue in lexicon.of("opfordrede")]
    ['opfordre']
    """

    _by_form: dict[str, tuple[Cue, ...]] = field(factory=dict, init=False)

    @classmethod
    def default(cls) -> CueLexicon:
        """The lexicon that ships with the library.

        >>> len(list(CueLexicon.default())) > 500
        True
        """
        return cls.read(DATA / "cues.tsv")

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> CueLexicon:
        """Read a lexicon file; :class:`LexiconError` names the line that cannot be read.

        The sixth column, the traits, may be left out.

        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "cues.tsv")
        ...     _ = path.write_text("snappe\\tsay\\t-\\tfront,at\\tsnapper snappede\\tcry")
        ...     [(cue.lemma, *cue.traits) for cue in CueLexicon.read(path)]
        [('snappe', 'cry')]
        """
        lexicon = cls()
        for number, row in rows(Path(path)):
            try:
                lexicon.add(_cue(row))
            except LexiconError as error:
                raise LexiconError(f"{path}, line {number}: {error}") from None
        return lexicon

    def add(self, cue: Cue) -> None:
        """Add a cue under each of its forms, in place.

        >>> lexicon = CueLexicon()
        >>> lexicon.add(Cue("snappe", "say", forms=("snapper", "snappede")))
        >>> [cue.lemma for cue in lexicon]
        ['snappe']
        """
        for form in cue.forms:
            cues = (*self._by_form.get(form.lower(), ()), cue)
            self._by_form[form.lower()] = tuple(sorted(cues, key=lambda cue: -len(cue.particle)))

    def extended(self, cues: Iterable[Cue]) -> CueLexicon:
        """A lexicon with these cues too; they take the place of all of ours with the same lemma.

        >>> lexicon = CueLexicon.default().extended([Cue("oplyse", "say", frames=["front"], forms=["oplyser"])])
        >>> [sorted(cue.frames) for cue in lexicon.of("oplyser")]
        [['front']]
        """
        added = list(cues)
        lemmas = {cue.lemma for cue in added}
        result = CueLexicon()
        for cue in [*(cue for cue in self if cue.lemma not in lemmas), *added]:
            result.add(cue)
        return result

    def of(self, form: str) -> tuple[Cue, ...]:
        """The cues that have this form, longest particle first.

        >>> [(cue.lemma, cue.particle) for cue in CueLexicon.default().of("kaldte")][-1]
        ('kalde', ())
        """
        return self._by_form.get(form.lower(), ())

    @property
    def forms(self) -> Set[str]:
        """All forms of all cues, in lower case.

        >>> {"siger", "sagde", "bro"} & CueLexicon.default().forms == {"siger", "sagde"}
        True
        """
        return self._by_form.keys()

    def __iter__(self) -> Iterator[Cue]:
        seen: set[int] = set()
        for cues in self._by_form.values():
            for cue in cues:
                if id(cue) not in seen:
                    seen.add(id(cue))
                    yield cue


def _cue(row: list[str]) -> Cue:
    if len(row) not in (5, 6):
        raise LexiconError(f"five or six tab-separated columns are needed, not {len(row)}")
    lemma, kind, particle, frames, forms, *rest = row
    traits = rest[0] if rest else "-"
    return Cue(lemma, kind, _list(particle), _set(frames), forms.split(), _set(traits))


def _list(text: str) -> list[str]:
    return [] if text == "-" else text.split()


def _set(text: str) -> frozenset[str]:
    """What stands between commas."""
    return frozenset(_list(text.replace(",", " ")))


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their line numbers; ``LexiconError`` where it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


@cache
def given_names() -> dict[str, str]:
    """Given name to ``m``, ``f`` or ``-``."""
    return {row[0]: row[1] for _, row in rows(DATA / "given_names.tsv")}


@cache
def organisations() -> dict[str, str]:
    """Well-known organisations, and the noun that a text may call each by: *Venstre* is a *parti*."""
    return {name.strip(): noun for _, (noun, names) in rows(DATA / "organisations.tsv") for name in names.split(",")}


class Role(NamedTuple):
    """What a noun says of the speaker it denotes: gender (``m``, ``f``, ``-``) and kind (person, org, document)."""

    gender: str
    kind: str


_ANYBODY = Role("-", "person")


@cache
def speaker_nouns() -> dict[str, Role]:
    """Every noun of the list that denotes speakers."""
    return {row[0]: Role(row[1], row[2]) for _, row in rows(DATA / "titles.tsv")}


@lru_cache(50_000)
def role_of(noun: str) -> Role | None:
    """What a noun says of speakers, in any form and as the last part of a compound."""
    known = speaker_nouns()
    for form in forms_of(noun):
        for start in range(0, max(1, len(form) - 2)):
            if form[start:] in known and (start == 0 or (start > 1 and form[start:] not in _NO_COMPOUND)):
                return known[form[start:]]
    return _ANYBODY if _PERSON_ENDING.search(noun) else None


_PLURALS = frozenset("mænd mødre fædre brødre søstre forældre bedsteforældre ofre".split())


@lru_cache(10_000)
def is_base_form(noun: str) -> bool:
    """Whether a noun for speakers, or the last part of a compound, is neither definite nor plural.

    >>> is_base_form("transportminister"), is_base_form("ministre")
    (True, False)
    """
    known = speaker_nouns()
    last = next((noun[start:] for start in range(max(1, len(noun) - 2)) if noun[start:] in known), "")
    return bool(last) and last not in _PLURALS


def forms_of(noun: str) -> Iterator[str]:
    """A noun, and what it may be an inflected form of: *dommer* of *dommerens*."""
    yield noun
    for definite, latin in (("iet", "ium"), ("eet", "eum")):  # ministeriet, museet
        if noun.removesuffix("s").endswith(definite):
            yield noun.removesuffix("s").removesuffix(definite) + latin
    for ending in ("s", "en", "et", "n", "t", "ne", "er", "erne", "ene", "r", "rne", "e", "ens", "ets"):
        if noun.endswith(ending) and len(noun) - len(ending) > 2:
            stem = noun[: -len(ending)]
            yield stem
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            yield stem + "e"
            if ending in ("er", "erne", "e", "ene") and stem[-1] in "lr" and stem[-2] not in _VOWELS + "j":
                yield f"{stem[:-1]}e{stem[-1]}"  # artikler, ministre

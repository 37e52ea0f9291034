"""Who is quoted how often, how long, and with which verbs: an article or a corpus counted up, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

from quoteattr.quotes import Quote, QuoteType


@frozen
class SpeakerSummary:
    """What one speaker is quoted with.

    ``name`` is the resolved name, None for all that nobody is named for; ``quotes`` the number of quotes, which
    ``direct``, ``indirect`` and ``mixed`` divide by type; ``words`` how many words the contents hold; ``texts`` in how
    many texts the speaker is quoted; ``cues`` the cues as they stand in the text, lower-cased, each with its number,
    the most frequent first.

    >>> SpeakerSummary("Karen Holm", quotes=3, words=21, direct=2, indirect=1, cues=(("siger", 2),)).direct
    2
    """

    name: str | None
    quotes: int
    words: int
    direct: int = 0
    indirect: int = 0
    mixed: int = 0
    texts: int = 1
    cues: tuple[tuple[str, int], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for ``json.dumps`` or as a row of a data frame; ``cues`` becomes a dictionary.

        >>> SpeakerSummary("Karen Holm", quotes=3, words=21, cues=(("siger", 2), ("ifølge", 1))).to_dict()["cues"]
        {'siger': 2, 'ifølge': 1}
        """
        return {
            "name": self.name,
            "quotes": self.quotes,
            "words": self.words,
            "direct": self.direct,
            "indirect": self.indirect,
            "mixed": self.mixed,
            "texts": self.texts,
            "cues": dict(self.cues),
        }


@define
class _Count:
    """What is counted of one speaker on the way."""

    words: int = 0
    types: Counter[QuoteType] = field(factory=Counter)
    cues: Counter[str] = field(factory=Counter)
    texts: set[int] = field(factory=set)

    def add(self, quote: Quote, text: int) -> None:
        self.words += count_words(quote.text)
        self.types[quote.type] += 1
        self.texts.add(text)
        if quote.cue is not None:
            self.cues[" ".join(quote.cue.text.lower().split())] += 1


def summary(quotes: Iterable[Quote] | Iterable[Iterable[Quote]]) -> list[SpeakerSummary]:
    """Who is quoted how often and how long: one row a speaker, the most quoted first.

    ``quotes`` are the quotes of one text, or of many texts, a list each, as :meth:`QuoteExtractor.pipe
    <quoteattr.QuoteExtractor.pipe>` gives them; they are read once and not kept.  Speakers are told apart by their
    resolved names, so one who has the same name in two texts is one row; quotes without a name are counted together
    under None.  Words are what spaces separate, punctuation alone is none; words that are quoted inside another quote
    count for both.  Rows with as many quotes stand in the order of their words, then of their first quote.

    ``TypeError`` for anything but quotes or collections of quotes.

    >>> from quoteattr import extract_quotes
    >>> text = "Det haster, siger rektor Karen Holm. »Vi mangler ti lærere,« siger hun."
    >>> for row in summary(extract_quotes(text)):
    ...     print(row.name, row.quotes, row.words, row.direct, row.indirect, row.cues)
    Karen Holm 2 6 1 1 (('siger', 2),)
    """
    counts: dict[str | None, _Count] = {}
    for number, group in enumerate(_by_text(quotes)):
        for quote in group:
            counts.setdefault(name_of(quote), _Count()).add(quote, number)
    rows = [_row(name, count) for name, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.quotes, -row.words))


def name_of(quote: Quote) -> str | None:
    """The resolved name of a quote's speaker, None where there is none."""
    return quote.speaker.name if quote.speaker is not None else None


def count_words(text: str) -> int:
    """How many of the pieces between spaces hold a letter or a digit.

    >>> count_words("Det – siger og skriver – er 1,5 meter …")
    7
    """
    return sum(any(character.isalnum() for character in piece) for piece in text.split())


def _row(name: str | None, count: _Count) -> SpeakerSummary:
    return SpeakerSummary(
        name=name,
        quotes=count.types.total(),
        words=count.words,
        direct=count.types[QuoteType.DIRECT],
        indirect=count.types[QuoteType.INDIRECT],
        mixed=count.types[QuoteType.MIXED],
        texts=len(count.texts),
        cues=tuple(count.cues.most_common()),
    )


def _by_text(quotes: Iterable[Quote] | Iterable[Iterable[Quote]]) -> Iterable[list[Quote]]:
    """One list of quotes for each text, whichever of the two was given."""
    single: list[Quote] = []
    many = False
    for item in _iterated(quotes):
        if isinstance(item, Quote) and not many:
            single.append(item)
        elif not isinstance(item, Quote) and not single:
            many = True
            yield [_checked(quote) for quote in _iterated(item)]
        else:
            raise TypeError("quotes of one text or lists of quotes are needed, not both mixed")
    yield single


def _iterated(quotes: Any) -> Iterable[Any]:
    if isinstance(quotes, (str, bytes)) or not isinstance(quotes, Iterable):
        raise TypeError(f"quotes or lists of quotes are needed, not {type(quotes).__name__}")
    return quotes


def _checked(quote: Any) -> Quote:
    if not isinstance(quote, Quote):
        raise TypeError(f"a list of a text's quotes must hold Quote objects, not {type(quote).__name__}")
    return quote

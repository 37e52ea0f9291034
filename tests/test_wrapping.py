"""A text says the same however its lines are broken: the seed articles, hard-wrapped in every way that is met with."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import regex

from quoteattr import QuoteExtractor, Quotes
from quoteattr.page.reading import read

WIDTHS = [50, 64, 72, 100, 120]
_VOWEL = "aeiouyæøå"


def filled(paragraph: str, width: int) -> str:
    """Lines that reach up to ``width``."""
    return textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False)


def running_over(paragraph: str, width: int) -> str:
    """Lines broken at the first space behind column ``width``."""
    lines = [""]
    for word in paragraph.split(" "):
        if len(lines[-1]) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def divided(paragraph: str, width: int) -> str:
    """Lines that reach up to ``width``, with words divided between a vowel and a consonant."""
    lines = [""]
    for word in paragraph.split(" "):
        room = width - len(lines[-1]) - (1 if lines[-1] else 0)
        if len(word) > room:
            places = [n for n in range(3, len(word) - 3) if word[n - 1] in _VOWEL and word[n] not in _VOWEL]
            place = max((n for n in places if n < room and word.isalpha()), default=0)
            if place:
                lines[-1] += f" {word[:place]}-"
            lines.append(word[place:])
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def set_in_letters(paragraph: str, width: int) -> str:
    """Lines as a page with letters of different widths has them: some columns more or fewer."""
    wide = dict.fromkeys("mwMW", 1.6) | dict.fromkeys("ijlItf.,:;' ", 0.5)
    lines, used = [""], 0.0
    for word in paragraph.split(" "):
        size = sum(wide.get(char, 1.1) for char in word)
        if lines[-1] and used + size > width:
            lines.append("")
            used = 0.0
        lines[-1] += f" {word}" if lines[-1] else word
        used += size + 0.5
    return "\n".join(lines)


WAYS = [filled, running_over, divided, set_in_letters]


def plain(text: str) -> str:
    """The paragraphs of a text with a blank line between them."""
    return "\n\n".join(regex.sub(r"\s+", " ", line).strip() for line in text.splitlines() if line.strip())


def wrapped(text: str, way: Callable[[str, int], str], width: int) -> str:
    return "\n\n".join(way(paragraph, width) for paragraph in plain(text).split("\n\n"))


def said(quotes: Quotes) -> Counter[tuple[Any, ...]]:
    """All fields of the quotes, without the way their lines are broken."""
    return Counter(
        (
            quote.type,
            tuple(_joined(piece.text) for piece in quote.content),
            quote.cue and _joined(quote.cue.text),
            quote.speaker and quote.speaker.name,
            quote.speaker and quote.speaker.mention and _joined(quote.speaker.mention.text),
            quote.addressee and _joined(quote.addressee.text),
            quote.via and _joined(quote.via.text),
        )
        for quote in quotes
    )


def _joined(text: str) -> str:
    return regex.sub(r"\s+", " ", regex.sub(r"(?<=\p{Ll})-\n(?=\p{Ll})", "", text))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("width", WIDTHS)
def test_wrapped_seeds_say_the_same(
    way: Callable[[str, int], str], width: int, seeds: list[dict[str, Any]], extractor: QuoteExtractor
) -> None:
    texts = [seed["text"] for seed in seeds]
    expected = extractor.extract_all([plain(text) for text in texts])
    found = extractor.extract_all([wrapped(text, way, width) for text in texts])
    lost = [said(before) - said(after) for before, after in zip(expected, found, strict=True)]
    assert lost == [Counter()] * len(texts)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("width", WIDTHS)
def test_wrapped_seeds_read_the_same(way: Callable[[str, int], str], width: int, seeds: list[dict[str, Any]]) -> None:
    """Every paragraph comes back whole, but for two in a hundred."""
    total = missed = 0
    for seed in seeds:
        expected = plain(seed["text"]).split("\n\n")
        layout = read(wrapped(seed["text"], way, width))
        found = {layout.text[block.start : block.end] for block in layout.blocks}
        total += len(expected)
        missed += sum(paragraph not in found for paragraph in expected)
    assert missed <= total / 50

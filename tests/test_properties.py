"""What must hold for any text whatever, with the real model."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quoteattr import Quote, QuoteExtractor

FEWER = settings(max_examples=settings.default.max_examples * 2 // 5)

NAMES = [
    "Karen Holm",
    "Lars",
    "Karens",
    "Hans'",
    "AFP",
    "formand Bo Krag",
    "hun",
    "han",
    "de",
    "det",
    "jeg",
    "politiet",
]
CUES = [
    "siger",
    "sagde",
    "har sagt",
    "oplyses",
    "spørger",
    "opfordrer",
    "ifølge",
    "i følge",
    "efter",
    "citerer",
    "hedder",
]
WORDS = ["at", "om", "for", "til", "Broen", "skal lukkes", "haster", "ikke", "mening", "og", "der", "lukke", "vil", "3"]
PUNCTUATION = [", ", ". ", ": ", "? ", "! ", "...", " (", ") ", "; ", "-", " - ", "– ", "— ", "%", "§", "..", "/"]
MARKS = list("\"”“„»«›‹'’‘‚")
SPACES = [" ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u00ad", "\u2028", "\ufeff", "\x00"]
ODDITIES = [
    "\u030a",
    "a\u030a",
    "👩\u200d👧",
    "❤\ufe0f",
    "\ud83d",
    "😀",
    "İ",
    "ß",
    "中文",
    "\u202e",
    "<b>",
    "&amp;",
    "ｆ",
]

fragments = st.sampled_from(NAMES + CUES + WORDS + PUNCTUATION + MARKS + SPACES + ODDITIES)
newslike = st.lists(st.one_of(fragments, st.sampled_from([" ", " ", "\n- ", ", siger "])), max_size=40).map("".join)
anything = st.one_of(newslike, st.text(max_size=80))


@FEWER
@given(anything)
@example("‚")
@example("Karens siger, at det haster.")
@example("»Det haster,« siger Hans' søster.")
@example("- ")
@example("Ifølge")
@example("siger")
@example("»")
@example("Hun citerer")
@example("Avisen citerer hende for, at")
@example("I går citerede Nordbladet formand Elna Kvist")
def test_any_text_gives_sound_quotes(extractor: QuoteExtractor, text: str) -> None:
    for quote in extractor.extract(text):
        assert_sound(quote, text)


@FEWER
@given(st.data())
def test_damaged_news_gives_sound_quotes(
    extractor: QuoteExtractor, all_cases: list[dict[str, Any]], data: st.DataObject
) -> None:
    """The text of a case with words taken out and marks, breaks and words put in."""
    words = re.findall(r"\w+|\s+|[^\w\s]", data.draw(st.sampled_from(all_cases))["text"])
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(words)))
        words[place : place + data.draw(st.integers(0, 3))] = data.draw(st.lists(fragments, max_size=2))
    text = "".join(words)
    for quote in extractor.extract(text):
        assert_sound(quote, text)


@FEWER
@given(anything)
def test_the_same_twice(extractor: QuoteExtractor, text: str) -> None:
    assert extractor.extract(text) == extractor.extract(text)


@FEWER
@given(st.lists(anything, max_size=5), st.integers(1, 4))
def test_alone_and_among_others(extractor: QuoteExtractor, texts: list[str], batch_size: int) -> None:
    together = list(extractor.pipe(texts, batch_size=batch_size))
    assert together == [extractor.extract(text) for text in texts]


@FEWER
@given(newslike, newslike)
def test_in_text_order(extractor: QuoteExtractor, first: str, second: str) -> None:
    quotes = extractor.extract(f"{first}\n\n{second}\n\n- Det haster, siger Karen Holm.\n\nDet haster, siger Bo Krag.")
    starts = [quote.content[0].start for quote in quotes]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "text",
    [
        "Det er " + "meget " * 400 + "sent, siger Karen Holm.",
        "»" * 500,
        "- " * 500,
        "(" * 300 + "»Det haster,« siger hun.",
        "siger " * 200,
        "»Ja,« siger han. " * 60,
        "a" * 2_000,
        "\u030a" * 5_000,
        "\n" * 10_000 + "Det haster, siger hun.",
        "'" * 1_000,
    ],
    ids=["long sentence", "marks", "dashes", "parentheses", "cues", "quotes", "word", "rings", "lines", "apostrophes"],
)
def test_much_of_one_thing(extractor: QuoteExtractor, text: str) -> None:
    for quote in extractor.extract(text):
        assert_sound(quote, text)


def test_seeds_alone_and_in_batches(extractor: QuoteExtractor, seeds: list[dict[str, Any]]) -> None:
    texts = [seed["text"] for seed in seeds]
    alone = [extractor.extract(text) for text in texts]
    for batch_size in (1, 2, 32):
        assert list(extractor.pipe(iter(texts), batch_size=batch_size)) == alone


def test_a_batch_is_lazy(extractor: QuoteExtractor) -> None:
    """Texts are drawn as they are needed, so that a stream of any length can be read."""
    drawn = []

    def stream():  # type: ignore[no-untyped-def]
        for number in range(10):
            drawn.append(number)
            yield "Det haster, siger hun."

    results = extractor.pipe(stream(), batch_size=2)
    assert len(next(results)) == 1
    assert drawn == [0, 1]


def assert_sound(quote: Quote, text: str) -> None:
    """Spans slice back; pieces are in order, apart, and hold words; a speaker is somebody."""
    speaker = quote.speaker
    spans = [quote.cue, quote.addressee, quote.via, speaker and speaker.mention, *quote.content]
    for span in spans:
        if span is not None:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
    assert quote.content
    end = -1
    for piece in quote.content:
        assert end <= piece.start
        assert any(char.isalnum() for char in piece.text)
        end = piece.end
    assert speaker is None or speaker.mention is not None or speaker.name
    assert speaker is None or speaker.name is None or speaker.name.strip()
    assert quote.rule
    assert Quote.from_dict(quote.to_dict()) == quote

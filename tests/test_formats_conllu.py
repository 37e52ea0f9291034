"""CoNLL-U: Stanza's own reader and the official validator take it, and the quotes come back from MISC."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from quoted import SAMPLES, quote

from quoteattr import Quote, QuoteExtractor, Span, Speaker, formats

Words = set[tuple[int, int]]  # sentence and word

TEXTS = {
    **{name: text for name, (text, _) in SAMPLES.items() if text},
    "article": "Rektor Karen Holm siger til Fjordposten, at skolen mangler »mindst ti« lærere.\n\n- Vi kan ikke\n"
    "vente, siger hun. Eleverne har ventet længe nok 😀!\n\nIfølge ministeriet kommer der penge næste år.\n",
}


def unescaped(value: str) -> str:
    """A value as the documentation says how to read it."""
    named = {"s": " ", "p": "|", "t": "\t", "n": "\n", "r": "\r", "\\": "\\"}

    def sign(match: re.Match[str]) -> str:
        code = match.group(1)
        return named[code] if len(code) == 1 else chr(int(code[1:], 16))

    return re.sub(r"\\(U[0-9A-F]{8}|u[0-9A-F]{4}|[sptnr\\])", sign, value)


def read(written: str) -> tuple[dict[tuple[int, str], Words], dict[tuple[int, str], str]]:
    """By number and part the words of a quote, and by number and key what is said of it, read with Stanza's reader."""
    from stanza.utils.conll import CoNLL

    parts: dict[tuple[int, str], Words] = {}
    facts: dict[tuple[int, str], str] = {}
    document = CoNLL.conll2doc(input_str=written)
    for place, sentence in enumerate(document.sentences):
        for word in sentence.words:
            misc = dict(each.split("=", 1) for each in (word.misc or "").split("|") if each.startswith("Quote"))
            for key, values in misc.items():
                for value in values.split(","):
                    number, what = value.split(":")
                    if key == "Quote":
                        parts.setdefault((int(number), what), set()).add((place, word.id))
                    else:
                        facts[int(number), key] = unescaped(what)
    return parts, facts


def expected(document: Any, quotes: list[Quote]) -> dict[tuple[int, str], Words]:
    """The words that share a character with each part."""
    parts: dict[tuple[int, str], Words] = {}
    for number, each in enumerate(quotes, 1):
        mention = each.speaker.mention if each.speaker else None
        spans = [("content", piece) for piece in each.content]
        spans += [("cue", each.cue), ("speaker", mention), ("addressee", each.addressee), ("via", each.via)]
        for part, span in spans:
            for place, sentence in enumerate(document.sentences):
                for word in sentence.words:
                    start = word.parent.start_char if word.start_char is None else word.start_char
                    end = word.parent.end_char if word.end_char is None else word.end_char
                    if span and start < span.end and span.start < end:
                        parts.setdefault((number, part), set()).add((place, word.id))
    return parts


def assert_valid(written: str, directory: Path) -> None:
    """Level 1 and 2 of the official validator; it would have sent_id unique, which Stanza's are."""
    udtools = pytest.importorskip("udtools")
    path = directory / "quotes.conllu"
    path.write_text(written, encoding="utf-8", newline="")
    state = udtools.Validator(lang="ud", level=2).validate_file(str(path))
    assert state.passed(), str(state)


@pytest.mark.parametrize("name", TEXTS)
def test_what_the_library_finds(extractor: QuoteExtractor, pipeline: Any, name: str, tmp_path: Path) -> None:
    document = pipeline(TEXTS[name])
    before = f"{document:C}"
    quotes = extractor.extract(document)
    written = formats.to_conllu(document, quotes, id="a1")
    assert f"{document:C}" == before
    parts, facts = read(written)
    assert parts == expected(document, quotes)
    for number, each in enumerate(quotes, 1):
        assert facts[number, "QuoteType"] == each.type.value
        assert facts[number, "QuoteRule"] == each.rule
    plain = re.sub(r"(\|?Quote\w*=[^|\n]*)+", "", written)
    assert plain.removeprefix("# newdoc id = a1\n").rstrip("\n") == re.sub(r"\t(?=\n|$)", "\t_", before)
    assert_valid(written, tmp_path)


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name][1]])
def test_quotes_by_hand(pipeline: Any, name: str, tmp_path: Path) -> None:
    text, quotes = SAMPLES[name]
    document = pipeline(text)
    written = formats.to_conllu(document, quotes)
    parts, facts = read(written)
    assert parts == expected(document, quotes)
    for number, each in enumerate(quotes, 1):
        name_of = each.speaker.name if each.speaker else None
        assert facts.get((number, "QuoteSpeaker")) == (None if name_of is None else " ".join(name_of.split()))
    assert_valid(written, tmp_path)


def test_values_are_escaped(pipeline: Any, tmp_path: Path) -> None:
    text = "Det haster."
    name = "A|B=C, D:E \\ F\u200b G\U000e0001"
    written = formats.to_conllu(
        pipeline(text), [Quote("direct", [Span(0, 10, text[:10])], speaker=Speaker(None, name))]
    )
    assert r"QuoteSpeaker=1:A\pB\u003DC\u002C\sD\u003AE\s\\\sF\u200B\sG\U000E0001" in written
    assert read(written)[1][1, "QuoteSpeaker"] == name
    assert_valid(written, tmp_path)


def test_words_of_a_contraction() -> None:
    from stanza.models.common.doc import Document

    text = "Han sku'en bide."
    words = ["Han", "skulle", "den", "bide", "."]
    rows: list[dict[str, Any]] = [
        {"id": (number,), "text": word, "lemma": word, "upos": "X", "head": max(0, number - 1), "deprel": "dep"}
        for number, word in enumerate(words, 1)
    ]
    for row, (start, end) in zip([rows[0], rows[3], rows[4]], [(0, 3), (11, 15), (15, 16)], strict=True):
        row.update(start_char=start, end_char=end)
    rows.insert(1, {"id": (2, 3), "text": "sku'en", "start_char": 4, "end_char": 10})
    document = Document([rows], text=text)
    written = formats.to_conllu(document, [quote(text, "direct", "sku'en bide", cue="Han")])
    assert read(written)[0] == {(1, "content"): {(0, 2), (0, 3), (0, 4)}, (1, "cue"): {(0, 1)}}
    assert "\n2-3\tsku'en\t" in written


def test_refused(pipeline: Any) -> None:
    from stanza.models.common.doc import Document

    with pytest.raises(TypeError, match="not str"):
        formats.to_conllu("Det haster.", [])
    document = pipeline("Det haster.")
    with pytest.raises(ValueError, match="another text"):
        formats.to_conllu(document, [Quote("direct", [Span(0, 3, "Den")])])
    bare = Document([[{"id": (1,), "text": "Ja", "start_char": 0, "end_char": 2}]], text="Ja")
    with pytest.raises(ValueError, match="not parsed"):
        formats.to_conllu(bare, [])
    placeless = Document([[{"id": (1,), "text": "Ja", "upos": "INTJ", "head": 0, "deprel": "root"}]])
    placeless.text = "Ja"
    with pytest.raises(ValueError, match="start_char"):
        formats.to_conllu(placeless, [])
    assert formats.to_conllu(Document([], text=""), [], id="a1") == ""

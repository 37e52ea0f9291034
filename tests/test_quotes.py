"""The objects that come back, and their way to plain data and home again."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import Quote, QuoteType, Span, Speaker

texts = st.text(max_size=20)
places = st.integers(min_value=0, max_value=10**6)
spans = st.builds(Span, places, places, texts)
speakers = st.builds(Speaker, st.none() | spans, st.none() | texts)
quotes = st.builds(
    Quote,
    type=st.sampled_from(QuoteType),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    cue=st.none() | spans,
    speaker=st.none() | speakers,
    addressee=st.none() | spans,
    via=st.none() | spans,
    rule=texts,
)

QUOTE = Quote(
    QuoteType.DIRECT,
    (Span(0, 5, "Broen"), Span(19, 31, "skal lukkes.")),
    cue=Span(7, 12, "siger"),
    speaker=Speaker(Span(13, 17, "Ejra"), "Ejra Holt"),
    rule="turn",
)
DATA = QUOTE.to_dict()


class TestData:
    @given(quotes)
    def test_there_and_back(self, quote: Quote) -> None:
        assert Quote.from_dict(quote.to_dict()) == quote

    @given(quotes)
    def test_through_json(self, quote: Quote) -> None:
        assert Quote.from_dict(json.loads(json.dumps(quote.to_dict()))) == quote

    @given(spans)
    def test_spans_there_and_back(self, span: Span) -> None:
        assert Span.from_dict(span.to_dict()) == span

    def test_what_it_looks_like(self) -> None:
        assert DATA == {
            "type": "direct",
            "text": "Broen skal lukkes.",
            "content": [
                {"start": 0, "end": 5, "text": "Broen"},
                {"start": 19, "end": 31, "text": "skal lukkes."},
            ],
            "cue": {"start": 7, "end": 12, "text": "siger"},
            "speaker": {"mention": {"start": 13, "end": 17, "text": "Ejra"}, "name": "Ejra Holt"},
            "addressee": None,
            "via": None,
            "rule": "turn",
        }

    def test_types_are_plain(self) -> None:
        assert type(DATA["type"]) is str


class TestErrors:
    @pytest.mark.parametrize("key", ["type", "content", "cue", "speaker", "addressee", "via", "rule"])
    def test_a_missing_key(self, key: str) -> None:
        data = {name: value for name, value in DATA.items() if name != key}
        with pytest.raises(ValueError, match=key):
            Quote.from_dict(data)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("type", "spoken"),
            ("type", None),
            ("content", None),
            ("content", 3),
            ("content", "Broen"),
            ("content", [{"start": 0, "end": 5}]),
            ("cue", "siger"),
            ("cue", {"start": 7}),
            ("speaker", "Ejra"),
            ("speaker", {"name": "Ejra"}),
            ("addressee", [1, 2]),
            ("via", {"start": None, "end": 3, "text": "abc"}),
        ],
    )
    def test_a_wrong_value(self, key: str, value: Any) -> None:
        with pytest.raises(ValueError, match=r"."):
            Quote.from_dict({**DATA, key: value})

    @pytest.mark.parametrize("data", [None, 3, "quote", []])
    def test_no_mapping_at_all(self, data: Any) -> None:
        with pytest.raises(ValueError, match="not the data of a quote"):
            Quote.from_dict(data)

    @pytest.mark.parametrize(
        "data", [None, 3, "span", [], {"start": 1, "end": 2}, {"start": "x", "end": 2, "text": ""}]
    )
    def test_no_span(self, data: Any) -> None:
        with pytest.raises(ValueError, match=r"."):
            Span.from_dict(data)

    @pytest.mark.parametrize("field", ["cue", "addressee", "via", "speaker"])
    def test_a_quote_takes_only_its_own_kinds(self, field: str) -> None:
        with pytest.raises(TypeError, match=field):
            Quote(QuoteType.DIRECT, (Span(0, 1, "a"),), **{field: "siger"})  # type: ignore[arg-type]

    def test_an_unknown_type(self) -> None:
        with pytest.raises(ValueError, match="spoken"):
            Quote("spoken", (Span(0, 1, "a"),))


class TestObjects:
    def test_text_joins_the_pieces(self) -> None:
        assert QUOTE.text == "Broen skal lukkes."

    def test_conversions(self) -> None:
        quote = Quote("mixed", [Span(0, 1, "a")])  # type: ignore[arg-type]
        assert quote.type is QuoteType.MIXED
        assert quote.content == (Span(0, 1, "a"),)
        assert (quote.cue, quote.speaker, quote.addressee, quote.via, quote.rule) == (None, None, None, None, "")

    @pytest.mark.parametrize(
        ("thing", "field"),
        [(QUOTE, "rule"), (QUOTE, "content"), (Span(0, 1, "a"), "start"), (Speaker(None, "a"), "name")],
    )
    def test_nothing_can_be_changed(self, thing: Any, field: str) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, field, None)

    @given(quotes)
    def test_hash_copy_and_pickle(self, quote: Quote) -> None:
        again = copy.deepcopy(quote)
        assert again == quote
        assert hash(again) == hash(quote)
        assert pickle.loads(pickle.dumps(quote)) == quote

    def test_differing_quotes_differ(self) -> None:
        assert attrs.evolve(QUOTE, rule="marks-after") != QUOTE
        assert attrs.evolve(QUOTE, type="mixed") != QUOTE


class TestQuoteType:
    def test_members(self) -> None:
        assert [str(kind) for kind in QuoteType] == ["direct", "indirect", "mixed"]

    def test_is_its_string(self) -> None:
        assert QuoteType.DIRECT == "direct"
        assert f"{QuoteType.INDIRECT}" == "indirect"
        assert QuoteType("mixed") is QuoteType.MIXED
        assert json.dumps(QuoteType.DIRECT) == '"direct"'

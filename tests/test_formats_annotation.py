"""Formats of annotation tools and viewers: brat, Label Studio, Web Annotation, displaCy; read back or rendered."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from attrs import evolve
from hypothesis import given
from quoted import SAMPLES, quoted_texts

from quoteattr import Quote, Span, Speaker, __version__, formats
from quoteattr.formats.origin import signature

BREAK = "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.fixture(params=SAMPLES.values(), ids=SAMPLES)
def sample(request: pytest.FixtureRequest) -> tuple[str, list[Quote]]:
    return request.param


def in_order(quotes: Iterable[Quote]) -> list[Quote]:
    return sorted(quotes, key=lambda quote: quote.content[0].start)


def without_rule(quote: Quote) -> Quote:
    """What a tool for people keeps of a quote: no rule, and the name on one line."""
    speaker = quote.speaker
    if speaker and speaker.name:
        speaker = Speaker(speaker.mention, " ".join(speaker.name.split()))
    return evolve(quote, rule="", speaker=speaker)


class TestBrat:
    @staticmethod
    def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
        """Spans as brat can hold them: what touches or is parted by line breaks alone joined, no breaks at the ends."""
        pieces: list[list[int]] = []
        for span in sorted(spans, key=lambda span: span.start):
            start = span.start + len(span.text) - len(span.text.lstrip(BREAK))
            end = span.end - len(span.text) + len(span.text.rstrip(BREAK))
            if pieces and not text[pieces[-1][1] : start].strip(BREAK):
                pieces[-1][1] = max(end, pieces[-1][1])
            else:
                pieces.append([start, end])
        return [Span(start, end, text[start:end]) for start, end in pieces]

    def expected(self, text: str, quote: Quote) -> Quote:
        quote = without_rule(quote)
        (mention,) = self.trimmed(text, [quote.speaker.mention]) if quote.speaker and quote.speaker.mention else [None]
        others = {role: span and self.trimmed(text, [span])[0] for role in ("cue", "addressee", "via")
                  for span in [getattr(quote, role)]}  # fmt: skip
        speaker = quote.speaker and Speaker(mention, quote.speaker.name)
        return evolve(quote, content=self.trimmed(text, quote.content), speaker=speaker, **others)

    @staticmethod
    def assert_brat_reads(text: str, annotations: str) -> None:
        """What brat's server checks: one annotation a line, fragments in order, the text they cover, triggers."""
        assert annotations.splitlines() == annotations.split("\n")[:-1]
        types, events = {}, []
        for line in annotations.splitlines():
            name, data, *rest = line.split("\t")
            if name[0] == "T":
                (shown,) = rest
                kind, offsets = data.split(" ", 1)
                pairs = [tuple(map(int, pair.split(" "))) for pair in offsets.split(";")]
                assert all(0 <= start < end <= len(text) for start, end in pairs)
                assert all(first[1] < second[0] for first, second in pairwise(pairs))
                assert shown == " ".join(text[start:end] for start, end in pairs)
                types[name] = kind
            elif name[0] == "E":
                events.append(data)
            else:
                assert re.fullmatch(r"A\d+|#\d+", name)
        for data in events:
            kind, *arguments = (part.split(":") for part in data.split(" "))
            assert types[kind[1]] == kind[0]
            assert all(types[target] == role for role, target in arguments)

    def test_there_and_back(self, sample: tuple[str, list[Quote]]) -> None:
        text, quotes = sample
        annotations = formats.to_brat(text, quotes)
        self.assert_brat_reads(text, annotations)
        assert formats.from_brat(text, annotations) == in_order(self.expected(text, quote) for quote in quotes)

    @given(quoted_texts())
    def test_any_text(self, quoted: tuple[str, list[Quote]]) -> None:
        text, quotes = quoted
        annotations = formats.to_brat(text, quotes)
        self.assert_brat_reads(text, annotations)
        assert formats.from_brat(text, annotations) == in_order(self.expected(text, quote) for quote in quotes)

    def test_layout_of_polnear(self) -> None:
        text, quotes = SAMPLES["broken"]
        assert formats.to_brat(text, quotes).splitlines() == [
            "T1\tContent 2 14;50 65\tBroen holder men ikke længe.",
            "T2\tCue 16 21\tsiger",
            "T3\tSource 22 32\tKaren Holm",
            "T4\tAddressee 37 48\tFjordposten",
            "T5\tAttribution 16 21\tsiger",
            "E1\tAttribution:T5 Content:T1 Cue:T2 Source:T3 Addressee:T4",
            "A1\tType E1 direct",
            "#1\tAnnotatorNotes E1\tKaren Holm",
        ]

    def test_a_span_over_lines_is_cut(self) -> None:
        text, quotes = SAMPLES["lines"]
        first = formats.to_brat(text, quotes).splitlines()[0]
        assert first == "T1\tContent 2 12;14 33;34 37\tVi venter. Vi har ventet længe nok"

    def test_after_an_annotator(self) -> None:
        """Lines of other kinds, numbered arguments and annotations from elsewhere do no harm."""
        text, quotes = SAMPLES["broken"]
        annotations = formats.to_brat(text, quotes).replace("\n", "\r\n")
        annotations += "T9\tDiscard 0 1\t-\nR1\tSame Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n\nE7\tDiscuss:T9\n"
        annotations = annotations.replace(" Cue:T2", " Cue1:T2")
        assert formats.from_brat(text, annotations) == [without_rule(quote) for quote in quotes]

    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            ("Cue 16 21\tsiger", "Cue 16 22\tsiger", "line 2: .*reads otherwise"),
            ("Cue 16 21\tsiger", "Cue 16 x\tsiger", "line 2: "),
            ("Cue 16 21\tsiger", "Cue -49 -44\tsiger", "line 2: .*no characters"),
            ("Cue 16 21\tsiger", "Cue 16 21;64 99\tsiger .", "line 2: .*no characters"),
            ("T2\tCue 16 21\tsiger", "T2 Cue 16 21 siger", "line 2: "),
            ("Cue:T2", "Cue:T22", "E1 is not an attribution"),
            ("Content:T1 ", "", "E1 is not an attribution"),
            ("A1\tType E1 direct\n", "", "E1 has no Type"),
            ("Type E1 direct", "Type E1 shouted", "E1 is not an attribution"),
        ],
    )
    def test_refused(self, old: str, new: str, complaint: str) -> None:
        text, quotes = SAMPLES["broken"]
        annotations = formats.to_brat(text, quotes)
        assert old in annotations
        with pytest.raises(formats.FormatError, match=complaint):
            formats.from_brat(text, annotations.replace(old, new))

    def test_configuration_has_what_is_written(self) -> None:
        words = set(re.findall(r"[\w-]+", formats.BRAT_CONFIGURATION))
        for text, quotes in SAMPLES.values():
            for line in formats.to_brat(text, quotes).splitlines():
                name, data, *_ = line.split("\t")
                if name[0] != "#":
                    assert re.split("[ :]", data)[0] in words


class TestLabelStudio:
    def test_there_and_back(self, sample: tuple[str, list[Quote]]) -> None:
        text, quotes = sample
        task = formats.to_label_studio(text, quotes, id="a1")
        assert task["data"] == {"text": text, "id": "a1"}
        assert formats.from_label_studio(task) == in_order(without_rule(quote) for quote in quotes)

    @given(quoted_texts())
    def test_any_text(self, quoted: tuple[str, list[Quote]]) -> None:
        text, quotes = quoted
        task = formats.to_label_studio(text, quotes)
        for result in task["predictions"][0]["result"]:
            value = result.get("value", {})
            if "labels" in value:
                assert text[value["start"] : value["end"]] == value["text"]
        assert formats.from_label_studio(task) == in_order(without_rule(quote) for quote in quotes)

    def test_offsets_are_code_points(self) -> None:
        """As the editor counts them: ``[...text].slice(start, end)`` there, a slice here; not UTF-16."""
        text, quotes = SAMPLES["emoji"]
        results = formats.to_label_studio(text, quotes)["predictions"][0]["result"]
        place = next(result["value"] for result in results if result.get("value", {}).get("labels") == ["cue"])
        assert (place["start"], place["end"]) == (16, 23)
        assert len(text[:16].encode("utf-16-le")) // 2 == 18

    def test_its_own_validator(self, sample: tuple[str, list[Quote]]) -> None:
        label_interface = pytest.importorskip("label_studio_sdk.label_interface")
        interface = label_interface.LabelInterface(formats.LABEL_STUDIO_CONFIGURATION)
        task = formats.to_label_studio(*sample, id="a1")
        assert interface.validate_prediction(task["predictions"][0], return_errors=True) == []
        broken = copy.deepcopy(SAMPLES["broken"])
        prediction = formats.to_label_studio(*broken)["predictions"][0]
        prediction["result"][0]["value"]["labels"] = ["shout"]
        assert interface.validate_prediction(prediction, return_errors=True)

    def test_configuration_has_what_is_written(self) -> None:
        root = ElementTree.fromstring(formats.LABEL_STUDIO_CONFIGURATION)
        known = {tag: {each.get("value") for each in root.iter(tag)} for tag in ("Label", "Relation", "Choice")}
        controls = {each.get("name") for each in root.iter() if each.get("toName")}
        used: dict[str, set[Any]] = {"Label": set(), "Relation": set(), "Choice": set()}
        for text, quotes in SAMPLES.values():
            for result in formats.to_label_studio(text, quotes)["predictions"][0]["result"]:
                used["Relation"].update(result.get("labels", []))
                used["Label"].update(result.get("value", {}).get("labels", []))
                used["Choice"].update(result.get("value", {}).get("choices", []))
                assert result.get("from_name", "part") in controls
        assert used == known

    def test_after_an_annotator(self) -> None:
        """The last annotation counts before predictions and cancelled ones; broken links and empty names do no harm."""
        text, quotes = SAMPLES["nested"]
        task = formats.to_label_studio(text, quotes)
        results = task["predictions"][0]["result"]
        kept = [result for result in results if "q2" not in str(result)]
        for result in kept:
            if result.get("type") == "textarea":
                result["value"]["text"] = []
        task["annotations"] = [{"result": results}, {"result": kept}, {"result": [], "was_cancelled": True}]
        expected = without_rule(quotes[0])
        assert formats.from_label_studio(task) == [evolve(expected, speaker=Speaker(expected.speaker.mention, None))]

    def test_arrows_that_were_turned(self) -> None:
        text, quotes = SAMPLES["broken"]
        task = formats.to_label_studio(text, quotes)
        results = task["predictions"][0]["result"]
        for result in results:
            if result["type"] == "relation":
                result.update(direction="left", from_id=result["to_id"], to_id=result["from_id"])
        results.append({"type": "relation", "from_id": "q1-content-1", "to_id": "q1-cue-1", "direction": "right"})
        assert formats.from_label_studio(task) == [without_rule(quote) for quote in quotes]

    def test_refused(self) -> None:
        text, quotes = SAMPLES["broken"]
        with pytest.raises(formats.FormatError, match="not a task"):
            formats.from_label_studio({"text": text})
        with pytest.raises(formats.FormatError, match="not a task"):
            formats.from_label_studio({"data": {"text": text}, "predictions": []})
        task = formats.to_label_studio(text, quotes)
        results = task["predictions"][0]["result"]
        task["predictions"][0]["result"] = [result for result in results if result["type"] != "choices"]
        with pytest.raises(formats.FormatError, match="'Broen holder' has no type"):
            formats.from_label_studio(task)
        results[0]["value"]["end"] = 99
        with pytest.raises(formats.FormatError, match="no characters 2 to 99"):
            formats.from_label_studio(task)


class TestWebAnnotation:
    @staticmethod
    def selected(text: str, resource: dict[str, Any], source: str) -> Span:
        """The stretch that both selectors of a resource find, as the model defines them, on code points."""
        assert resource["type"] == "SpecificResource"
        assert resource["source"] == source
        position, quote = resource["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        start, end = position["start"], position["end"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.startswith(whole, start - len(quote["prefix"]))
        assert text[start:end] == quote["exact"]
        assert len(quote["prefix"]) == min(32, start)
        return Span(start, end, quote["exact"])

    def read(self, text: str, data: dict[str, Any], source: str) -> list[Quote]:
        assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert data["type"] == "AnnotationCollection"
        items = data["first"]["items"] if data["total"] else []
        assert ("first" in data) == bool(items)
        assert len(items) == data["total"]
        assert len({item["id"] for item in items}) == len(items)
        quotes = []
        for item in items:
            assert item["type"] == "Annotation"
            facts = {body["purpose"]: body["value"] for body in item["body"] if body["type"] == "TextualBody"}
            linked = [body for body in item["body"] if body["type"] != "TextualBody"]
            assert {body["purpose"] for body in linked} <= {"linking"}
            places = {body["label"]: self.selected(text, body, source) for body in linked}
            mention, name = places.pop("speaker", None), facts.get("identifying")
            content = [self.selected(text, target, source) for target in item["target"]]
            speaker = Speaker(mention, name) if mention or name else None
            quotes.append(Quote(facts["classifying"], content, speaker=speaker, rule=facts["tagging"], **places))
        return quotes

    def test_there_and_back(self, sample: tuple[str, list[Quote]]) -> None:
        text, quotes = sample
        data = formats.to_web_annotation(text, quotes, id="https://example.org/a1")
        expected = [evolve(without_rule(quote), rule=quote.rule) for quote in quotes]
        assert self.read(text, data, "https://example.org/a1") == expected

    @given(quoted_texts())
    def test_any_text(self, quoted: tuple[str, list[Quote]]) -> None:
        text, quotes = quoted
        data = formats.to_web_annotation(text, quotes, id=7)
        expected = [evolve(without_rule(quote), rule=quote.rule) for quote in quotes]
        assert self.read(text, data, "7") == expected

    def test_addresses(self) -> None:
        text, quotes = SAMPLES["nobody"]

        def ids(name: Any) -> tuple[str, str]:
            (item,) = formats.to_web_annotation(text, quotes, id=name)["first"]["items"]
            return item["id"], item["target"][0]["source"]

        assert ids("a 1/»é«") == ("a%201/%C2%BB%C3%A9%C2%AB#quote-1", "a%201/%C2%BB%C3%A9%C2%AB")
        assert ids("https://example.org/a#b")[0] == "https://example.org/a#b-quote-1"
        own, source = ids(None)
        assert own == f"{source}#quote-1"
        assert re.fullmatch(r"ni:///sha-256;[\w-]{43}", source)
        assert formats.to_web_annotation("Det hastede.", [])["id"] != f"{source}#quotes"

    def test_generator(self) -> None:
        data = formats.to_web_annotation(*SAMPLES["nobody"])
        assert signature("embedded").startswith(f"quoteattr {__version__}, da-")
        assert data["generator"] == {"type": "Software", "name": signature("embedded")}


class TestDisplacy:
    def test_tokens_and_spans(self, sample: tuple[str, list[Quote]]) -> None:
        self.assert_sound(*sample)

    @given(quoted_texts())
    def test_any_text(self, quoted: tuple[str, list[Quote]]) -> None:
        self.assert_sound(*quoted)

    @staticmethod
    def assert_sound(text: str, quotes: list[Quote]) -> None:
        def packed(words: str) -> str:
            return "".join(words.split())

        data = formats.to_displacy(text, quotes)
        assert data["text"] == text
        assert all(token.strip() == token and token for token in data["tokens"])
        assert packed("".join(data["tokens"])) == packed(text)
        for span in data["spans"]:
            tokens = data["tokens"][span["start_token"] : span["end_token"]]
            assert tokens
            assert "".join(tokens) == packed(text[span["start"] : span["end"]])
        contents = [span for span in data["spans"] if span["label"] == "CONTENT"]
        assert [(span["start"], span["end"]) for span in contents] == [
            (piece.start, piece.end) for quote in quotes for piece in quote.content
        ]

    def test_rendered(self, sample: tuple[str, list[Quote]]) -> None:
        displacy = pytest.importorskip("spacy.displacy")
        text, quotes = sample
        data = formats.to_displacy(text, quotes, id="<a1>")
        page = displacy.render(data, style="span", manual=True, page=True, jupyter=False)
        assert "<script" not in page
        assert "<b>" not in page
        assert "&lt;a1&gt;" in page
        root = ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))
        shown = "".join("".join(root.find("body").itertext()).split())
        assert all(token in shown for token in data["tokens"])
        labels = [each for each in root.iter("span") if (each.text or "").strip() == "CONTENT"]
        assert len(labels) == sum(len(quote.content) for quote in quotes)
        names = [" ".join((label.find("a").text or "").split()) for label in labels]
        assert sorted(names) == sorted(
            f"{number} {' '.join(quote.speaker.name.split())}" if quote.speaker and quote.speaker.name else str(number)
            for number, quote in enumerate(quotes, 1)
            for _ in quote.content
        )
